import { readKeyContent } from '@/lib/server/reads/read-key-content';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('keyContent', readKeyContent);
