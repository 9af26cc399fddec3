import { readClientHistory } from '@/lib/server/reads/read-client-history';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('clientHistory', readClientHistory);
