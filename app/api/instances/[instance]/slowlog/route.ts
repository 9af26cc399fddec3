import { readSlowlog } from '@/lib/server/reads/read-slowlog';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('slowlog', readSlowlog);
