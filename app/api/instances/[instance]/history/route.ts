import { readHistory } from '@/lib/server/reads/read-history';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('history', readHistory);
