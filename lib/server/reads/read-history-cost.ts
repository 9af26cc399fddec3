import 'server-only';
import { may } from '@/lib/capabilities';
import type { HistoryCostResponse } from '@/lib/schemas/history-cost';
import type { Access } from '../access';
import { connectionsCost } from '../client-history/read-connections';
import { collector } from '../collector/collector';
import { oldestOf } from '../history/history-cost';
import { slowlogStore } from '../slowlog/slowlog-store';

/** What the history of an instance takes and what writing it costs, and what else is kept of its past. */
export async function readHistoryCost(access: Access): Promise<HistoryCostResponse> {
  const cost = collector().history.cost(access.instance.id);
  const { commands } = await access.capabilities();
  const bytes = cost.tiers.reduce((sum, tier) => sum + tier.bytes, 0);
  const values = cost.tiers.reduce((sum, tier) => sum + tier.values, 0);
  return {
    at: Date.now(),
    bytes,
    values,
    bytesPerValue: values === 0 ? null : bytes / values,
    oldestAt: oldestOf(cost.tiers.map(({ oldestAt }) => oldestAt)),
    ...cost,
    slowlog: may(commands['slowlog|get']) ? slowlogStore().cost(access.instance.id) : null,
    clients: may(commands['client|list']) ? connectionsCost(access.instance.id) : null,
  };
}
