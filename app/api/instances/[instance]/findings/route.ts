import { readFindings } from '@/lib/server/reads/read-findings';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('findings', (access, { node }) => readFindings(access, node));
