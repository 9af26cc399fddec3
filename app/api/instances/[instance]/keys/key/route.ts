import { readKey } from '@/lib/server/reads/read-key';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('key', readKey);
