import { readSlowlog } from '@/lib/server/reads/read-slowlog';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('slowlog', readSlowlog);
