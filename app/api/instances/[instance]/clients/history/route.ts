import { readClientHistory } from '@/lib/server/reads/read-client-history';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('clientHistory', readClientHistory);
