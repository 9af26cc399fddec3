import 'server-only';
import { metricsOf } from '@/lib/metrics/catalogue';
import { infoText } from '@/lib/redis/info-fields';
import { parseMemoryStats } from '@/lib/redis/parse-memory-stats';
import { text } from '@/lib/redis/reply';
import type { MemoryResponse } from '@/lib/schemas/memory';
import type { Access } from '../access';
import { summariseNode } from '../collector/summaries';
import { runOptional } from './optional-commands';

/** Where the memory of a node goes: what INFO says, MEMORY STATS and MEMORY DOCTOR as the person. */
export async function readMemory(access: Access, nodeId?: string): Promise<MemoryResponse> {
  const node = access.node(nodeId);
  const { replies, refused } = await runOptional(access, await access.connection(node), [
    { id: 'memory|stats', args: ['MEMORY', 'STATS'] },
    { id: 'memory|doctor', args: ['MEMORY', 'DOCTOR'] },
  ]);
  const [stats, doctor] = replies;
  const { values } = summariseNode(node);
  return {
    node: node.id,
    values: Object.fromEntries(metricsOf('info').map((metric) => [metric, values[metric] ?? null])),
    maxmemoryPolicy: node.info && infoText(node.info, 'maxmemory_policy'),
    stats: stats == null ? null : parseMemoryStats(stats).stats,
    doctor: doctor == null ? null : text(doctor),
    refused,
  };
}
