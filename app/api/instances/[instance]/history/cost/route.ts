import { readHistoryCost } from '@/lib/server/reads/read-history-cost';
import { readRoute } from '@/lib/server/route';

export const GET = readRoute('historyCost', readHistoryCost);
