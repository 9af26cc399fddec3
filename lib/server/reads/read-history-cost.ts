import 'server-only';
import type { HistoryCostResponse } from '@/lib/schemas/history-cost';
import type { Access } from '../access';
import { collector } from '../collector';
import { oldestOf } from '../history/history-cost';

/** What the history of an instance takes, and what writing it costs. */
export async function readHistoryCost(access: Access): Promise<HistoryCostResponse> {
  const cost = collector().history.cost(access.instance.id);
  const bytes = cost.tiers.reduce((sum, tier) => sum + tier.bytes, 0);
  const values = cost.tiers.reduce((sum, tier) => sum + tier.values, 0);
  return {
    at: Date.now(),
    bytes,
    values,
    bytesPerValue: values === 0 ? null : bytes / values,
    oldestAt: oldestOf(cost.tiers.map(({ oldestAt }) => oldestAt)),
    ...cost,
  };
}
