import 'server-only';
import { isPrimary, isReplica } from '@/lib/redis/client-flags';
import { parseClientList, type RedisClient } from '@/lib/redis/parse-client-list';
import { text } from '@/lib/redis/reply';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { may } from '@/lib/capabilities';
import { KILLED_TYPES, killCommand } from '@/lib/actions/kill-command';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { footprintOn } from '../collector/footprint';

/** What became of one client. */
export interface KilledClient {
  node: string;
  id: number;
  /** Who it was, where CLIENT LIST may be read. */
  address: string | null;
  name: string | null;
  outcome: 'killed' | 'gone' | 'protected' | 'failed';
  /** Why it was protected or what Redis said. */
  reason: string | null;
}

const BATCH = 500;

/**
 * Kills clients by id. Our own connections, replicas and the link to a primary are protected twice: by what
 * CLIENT LIST says just before, and by `TYPE normal|pubsub` in the command itself, which Redis checks.
 *
 * @returns what became of each one, in the order of the request
 */
export async function killClients(
  access: Access,
  { clients }: ActionInput<'client.kill'>,
): Promise<{ killed: number; clients: KilledClient[] }> {
  const nodes = [...new Set(clients.map(({ node }) => node))].map((id) => access.node(id));
  const results = await Promise.all(
    nodes.map(async (node) => {
      const ids = clients.filter((client) => client.node === node.id).map(({ id }) => id);
      return killAt(access, await access.connection(node), node.id, ids);
    }),
  );
  const outcomes = new Map(results.flat().map((client) => [`${client.node} ${client.id}`, client]));
  const ordered = clients.map(({ node, id }) => outcomes.get(`${node} ${id}`)!);
  return { killed: ordered.filter(({ outcome }) => outcome === 'killed').length, clients: ordered };
}

async function killAt(
  access: Access,
  connection: Connection,
  node: string,
  ids: number[],
): Promise<KilledClient[]> {
  const present = may((await access.capabilities()).commands['client|list'])
    ? new Map(
        parseClientList(text(await connection.call('CLIENT', 'LIST')) ?? '').map((client) => [
          client.id,
          client,
        ]),
      )
    : null;
  const own = footprintOn(node).clientIds;
  const results = new Map<number, KilledClient>();
  const settle = (id: number, outcome: KilledClient['outcome'], reason: string | null = null) => {
    const client = present?.get(id);
    results.set(id, { node, id, address: client?.addr ?? null, name: client?.name ?? null, outcome, reason });
  };

  const targets = [...new Set(ids)].filter((id) => {
    const reason = own.has(id) ? 'a connection of this dashboard' : protectedBecause(present?.get(id));
    if (reason) settle(id, 'protected', reason);
    else if (present && !present.has(id)) settle(id, 'gone');
    return !results.has(id);
  });
  for (let start = 0; start < targets.length; start += BATCH) {
    const batch = targets.slice(start, start + BATCH);
    const replies = await connection.callAll(batch.flatMap(killCommands));
    batch.forEach((id, index) => {
      const [normal, pubsub] = [replies[index * 2], replies[index * 2 + 1]];
      if (normal instanceof Error) settle(id, 'failed', normal.message);
      else settle(id, normal === 1 || pubsub === 1 ? 'killed' : 'gone');
    });
  }
  const failed = [...results.values()].filter(({ outcome }) => outcome === 'failed');
  // One refusal for all is an error of the action, not an outcome of each client.
  if (failed.length > 0 && failed.length === targets.length) await rethrowRefusal(connection, targets[0]!);
  return [...results.values()];
}

function protectedBecause(client: RedisClient | undefined): string | null {
  if (!client) return null;
  if (isReplica(client.flags)) return 'a replica';
  return isPrimary(client.flags) ? 'the link to the primary' : null;
}

const killCommands = (id: number) => KILLED_TYPES.map((type) => killCommand(id, type));

async function rethrowRefusal(connection: Connection, id: number): Promise<void> {
  await connection.call(...killCommands(id)[0]!);
}
