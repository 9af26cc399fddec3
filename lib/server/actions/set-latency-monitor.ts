import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { askEachNode, type NodeFailure } from '../reads/each-node';

/** From how long on the latency monitor remembers what held the server up, at one node or at all; 0 is never. */
export async function setLatencyMonitor(
  access: Access,
  { node, thresholdMs }: ActionInput<'latency.monitor'>,
): Promise<{ thresholdMs: number; nodes: { node: string }[]; failures: NodeFailure[] }> {
  const { answers, failures } = await askEachNode(access, access.nodes(node), async (connection, node) => {
    await connection.call('CONFIG', 'SET', 'latency-monitor-threshold', String(thresholdMs));
    node.noteSetting('latency-monitor-threshold', String(thresholdMs));
  });
  return { thresholdMs, nodes: answers.map(({ node }) => ({ node: node.id })), failures };
}
