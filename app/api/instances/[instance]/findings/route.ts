import { readFindings } from '@/lib/server/reads/read-findings';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('findings', (access, { node }) => readFindings(access, node));
