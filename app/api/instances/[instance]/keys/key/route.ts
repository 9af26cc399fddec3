import { readKey } from '@/lib/server/reads/read-key';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('key', readKey);
