import { readHistory } from '@/lib/server/reads/read-history';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('history', readHistory);
