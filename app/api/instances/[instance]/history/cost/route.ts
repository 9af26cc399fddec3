import { readHistoryCost } from '@/lib/server/reads/read-history-cost';
import { readRoute } from '@/lib/server/http/route';

export const GET = readRoute('historyCost', readHistoryCost);
