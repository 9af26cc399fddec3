import 'server-only';
import { clientKind } from '@/lib/redis/client-flags';
import { parseClientList, type RedisClient } from '@/lib/redis/parse-client-list';
import { text } from '@/lib/redis/reply';
import type { ClientRow, ClientsResponse } from '@/lib/schemas/clients';
import type { Access } from '../access';
import { footprintOn } from '../collector/footprint';
import type { NodeWatcher } from '../collector/node-watcher';
import { askEachNode } from './each-node';

/**
 * CLIENT LIST of one node or of all, with our own connections marked. It costs the server about 0.7 µs a client,
 * so it is read when somebody looks; in the background only once a minute, and rarer where there are many.
 *
 * @param limit how many clients to return; `total` counts them all
 * @param command only those whose last command it was
 */
export async function listClients(
  access: Access,
  { node, limit, command }: { node?: string; limit: number; command?: string },
): Promise<ClientsResponse> {
  const { answers, failures } = await askEachNode(access, access.nodes(node), (connection) =>
    connection.call('CLIENT', 'LIST'),
  );
  const all = answers.flatMap(({ node, answer }) => toRows(node, parseClientList(text(answer) ?? '')));
  const clients = command === undefined ? all : all.filter((client) => client.command === command);
  return { at: Date.now(), total: clients.length, clients: clients.slice(0, limit), failures };
}

function toRows(node: NodeWatcher, clients: RedisClient[]): ClientRow[] {
  const own = footprintOn(node.id).clientIds;
  return clients.map((client) => ({
    node: node.id,
    kind: clientKind(client.flags),
    own: own.has(client.id),
    ...client,
  }));
}
