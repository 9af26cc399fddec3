import 'server-only';
import { toBytes, toWire, type Bytes } from '@/lib/patterns/bytes';
import { parseClientList } from '@/lib/redis/parse-client-list';
import { list, number, string, text, type Reply } from '@/lib/redis/reply';
import type { PubsubResponse } from '@/lib/schemas/pubsub';
import type { Refusal } from '@/lib/schemas/refusal';
import type { Access } from '../access';
import type { Connection } from '../redis/connection';
import { askEachNode } from './each-node';
import { runOptional } from './optional-commands';

/** Channels that one NUMSUB asks about. */
const BATCH = 200;

/** What one node knows of Pub/Sub: in a Cluster each one only its own subscribers. */
interface NodeChannels {
  channels: Map<Bytes, number>;
  sharded: Map<Bytes, number>;
  patterns: number | null;
  clients: PubsubResponse['subscribers'];
  refused: Record<string, Refusal>;
}

/**
 * The channels that anybody listens to, with their subscribers added up over the nodes. PUBSUB CHANNELS looks at
 * every channel of a node: microseconds for hundreds, milliseconds for many thousands.
 *
 * @param pattern a glob
 * @param count how many channels to return; `total` counts them all
 */
export async function listChannels(
  access: Access,
  { pattern, count }: { pattern: string; count: number },
): Promise<PubsubResponse> {
  const { answers, failures } = await askEachNode(access, access.watcher.summedNodes, (connection, node) =>
    askNode(access, connection, node.id, toBytes(pattern)),
  );
  const nodes = answers.map(({ answer }) => answer);
  const channels = [
    ...rows(addUp(nodes.map((node) => node.channels)), false),
    ...rows(addUp(nodes.map((node) => node.sharded)), true),
  ].sort((a, b) => b.subscribers - a.subscribers || (a.channel < b.channel ? -1 : 1));
  const patterns = nodes.map((node) => node.patterns);
  const clients = nodes.map((node) => node.clients);
  return {
    at: Date.now(),
    channels: channels.slice(0, count),
    total: channels.length,
    patterns: patterns.some((each) => each === null)
      ? null
      : patterns.reduce<number>((sum, each) => sum + (each ?? 0), 0),
    subscribers: clients.some((each) => each === null) ? null : clients.flatMap((each) => each ?? []),
    refused: Object.assign({}, ...nodes.map(({ refused }) => refused)) as Record<string, Refusal>,
    failures,
  };
}

async function askNode(
  access: Access,
  connection: Connection,
  node: string,
  pattern: Bytes,
): Promise<NodeChannels> {
  const [classic, sharded, numpat] = await connection.callBytes([
    ['PUBSUB', 'CHANNELS', pattern],
    ['PUBSUB', 'SHARDCHANNELS', pattern],
    ['PUBSUB', 'NUMPAT'],
  ]);
  if (classic instanceof Error) throw classic;
  const { replies, refused } = await runOptional(access, connection, [
    { id: 'client|list', args: ['CLIENT', 'LIST', 'TYPE', 'pubsub'] },
  ]);
  const listing = replies[0];
  return {
    channels: await countSubscribers(connection, 'NUMSUB', names(classic)),
    // Sharded channels came with 7.0: before, the question is an error.
    sharded: await countSubscribers(connection, 'SHARDNUMSUB', names(sharded)),
    patterns: number(numpat instanceof Error ? null : numpat),
    clients:
      listing === null || listing === undefined
        ? null
        : parseClientList(text(listing) ?? '').map((client) => ({
            node,
            id: client.id,
            name: client.name,
            address: client.addr,
            channels: client.sub,
            patterns: client.psub,
            outputBytes: client.outputBytes,
          })),
    refused,
  };
}

const names = (reply: Reply | undefined): Bytes[] =>
  reply instanceof Error ? [] : list(reply).flatMap((name) => string(name) ?? []);

async function countSubscribers(
  connection: Connection,
  command: 'NUMSUB' | 'SHARDNUMSUB',
  channels: readonly Bytes[],
): Promise<Map<Bytes, number>> {
  const counts = new Map<Bytes, number>();
  for (let start = 0; start < channels.length; start += BATCH) {
    const [reply] = await connection.callBytes([
      ['PUBSUB', command, ...channels.slice(start, start + BATCH)],
    ]);
    const flat = list(reply instanceof Error ? null : reply);
    for (let at = 0; at + 1 < flat.length; at += 2)
      counts.set(string(flat[at]) ?? '', number(flat[at + 1]) ?? 0);
  }
  return counts;
}

function addUp(counts: readonly Map<Bytes, number>[]): Map<Bytes, number> {
  const sum = new Map<Bytes, number>();
  for (const each of counts) for (const [name, count] of each) sum.set(name, (sum.get(name) ?? 0) + count);
  return sum;
}

const rows = (counts: Map<Bytes, number>, sharded: boolean): PubsubResponse['channels'] =>
  [...counts].map(([channel, subscribers]) => ({ channel: toWire(channel), subscribers, sharded }));
