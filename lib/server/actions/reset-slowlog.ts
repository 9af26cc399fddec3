import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { collectNow } from '../slowlog/collect-slowlog';
import { askEachNode, type NodeFailure } from '../reads/each-node';

/** Empties the slow log of one node or of all, once it is kept; says how many entries each one lost. */
export async function resetSlowlog(
  access: Access,
  { node }: ActionInput<'slowlog.reset'>,
): Promise<{ nodes: { node: string; entries: number | null }[]; failures: NodeFailure[] }> {
  const nodes = access.nodes(node);
  await collectNow(nodes);
  const { answers, failures } = await askEachNode(access, nodes, async (connection) => {
    const length = await connection.call('SLOWLOG', 'LEN').catch(() => null);
    await connection.call('SLOWLOG', 'RESET');
    return typeof length === 'number' ? length : null;
  });
  return { nodes: answers.map(({ node, answer }) => ({ node: node.id, entries: answer })), failures };
}
