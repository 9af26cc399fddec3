import { readKeyContent } from '@/lib/server/reads/read-key-content';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('keyContent', readKeyContent);
