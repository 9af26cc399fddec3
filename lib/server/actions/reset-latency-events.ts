import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { askEachNode, type NodeFailure } from '../reads/each-node';

/** Empties the latency monitor of one node or of all; says how many kinds of event each one forgot. */
export async function resetLatencyEvents(
  access: Access,
  { node }: ActionInput<'latency.reset'>,
): Promise<{ nodes: { node: string; events: number }[]; failures: NodeFailure[] }> {
  const { answers, failures } = await askEachNode(access, access.nodes(node), (connection) =>
    connection.call('LATENCY', 'RESET'),
  );
  return { nodes: answers.map(({ node, answer }) => ({ node: node.id, events: Number(answer) })), failures };
}
