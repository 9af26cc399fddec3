import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { may } from '@/lib/capabilities';
import { parseConfig } from '@/lib/redis/parse-config';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { askEachNode, type NodeFailure } from '../reads/each-node';

/** What became of a setting. */
export interface SettingChange {
  name: string;
  /** What it was to be. */
  value: number;
  /** Before and after as each node tells them; `null` where the person may not read settings. */
  nodes: { node: string; before: number | null; after: number | null }[];
  failures: NodeFailure[];
}

/**
 * Changes a setting of one node or of all. Replicas too: they log commands of their own, settings are not replicated,
 * and after a failover one of them is the primary.
 */
export async function setConfig(
  access: Access,
  { name, value, node }: ActionInput<'config.set'>,
): Promise<SettingChange> {
  const isReadable = may((await access.capabilities()).commands['config|get']);
  const read = async (connection: Connection) => {
    if (!isReadable) return null;
    const reply = await connection.call('CONFIG', 'GET', name).catch(() => null);
    const text = parseConfig(reply).get(name);
    return text === undefined ? null : Number(text);
  };
  const { answers, failures } = await askEachNode(access, access.nodes(node), async (connection, node) => {
    const before = await read(connection);
    await connection.call('CONFIG', 'SET', name, String(value));
    node.noteSetting(name, String(value));
    return { before, after: await read(connection) };
  });
  return { name, value, nodes: answers.map(({ node, answer }) => ({ node: node.id, ...answer })), failures };
}
