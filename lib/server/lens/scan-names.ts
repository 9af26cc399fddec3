import 'server-only';
import { OWN_NAMES } from '@/lib/own-names';
import type { Bytes } from '@/lib/patterns/bytes';
import type { Reply } from '@/lib/redis/reply';
import { isBeyond } from '@/lib/redis/scan-order';
import type { Access } from '../access';
import { addressOf } from '../redis/connection';
import { footprintOn, recordCall } from '../collector/footprint';
import type { NodeWatcher } from '../collector/node-watcher';
import type { PipelineConnection } from '../redis/pipeline-connection';
import { explainReply } from '../redis/redis-errors';
import { openUserPipeline } from '../redis/user-connections';
import { PaceKeeper, type Pace } from './pace';

/** Keys that one SCAN looks at: 0.5 ms of the server's time, which nobody notices. */
const COUNT = 500;

/** A connection outlives a new password and `ACL SETUSER … off`, so it is replaced when it is this old. */
const MAX_AGE_MS = 30_000;

/** Which names of a node are wanted, and how fast. */
export interface NodeNames {
  database: number;
  keeper: PaceKeeper;
  /** Ends it between two commands. */
  signal: AbortSignal;
  /** A glob pattern: other names stay at the server. */
  match?: Bytes;
  /** Cursors between which it goes: by default from the first to the last. */
  from?: string;
  until?: string | null;
}

/**
 * Every key name of an instance: SCAN at each primary, on connections of the person's own, with pauses.
 * A key that is there all the time comes at least once; one may come twice.
 * @param signal ends it between two commands
 * @param match a glob pattern: other names stay at the server
 */
export async function* scanNames(
  access: Access,
  database: number,
  pace: Pace,
  signal: AbortSignal,
  match?: Bytes,
): AsyncGenerator<Bytes[]> {
  const keeper = new PaceKeeper(pace);
  for (const node of access.watcher.summedNodes)
    yield* scanNodeNames(access, node, { database, keeper, signal, match });
}

/** Every key name of one node, or those between two cursors. */
export async function* scanNodeNames(
  access: Access,
  node: NodeWatcher,
  { database, keeper, signal, match, from = '0', until = null }: NodeNames,
): AsyncGenerator<Bytes[]> {
  const filter = match === undefined ? [] : ['MATCH', match];
  const open = () =>
    openUserPipeline(access.ticket, access.instance.id, node.endpoint, OWN_NAMES.user, database);
  signal.throwIfAborted();
  let connection = await open();
  try {
    let openedAt = Date.now();
    let cursor = from;
    let restedSince = performance.now();
    do {
      signal.throwIfAborted();
      if (Date.now() - openedAt > MAX_AGE_MS) {
        connection.close();
        connection = await open();
        openedAt = Date.now();
      }
      const askedAt = performance.now();
      const page = await scan(access, node, connection, [cursor, ...filter, 'COUNT', String(COUNT)]);
      const answeredAt = performance.now();
      cursor = page.cursor;
      yield page.names;
      await keeper.rest(answeredAt - askedAt, askedAt - restedSince);
      restedSince = answeredAt;
    } while (cursor !== '0' && (until === null || !isBeyond(cursor, until)));
  } finally {
    connection.close();
  }
}

async function scan(
  access: Access,
  node: NodeWatcher,
  connection: PipelineConnection,
  args: readonly string[],
): Promise<{ cursor: string; names: Bytes[] }> {
  const [reply = null] = await connection.ask([['SCAN', ...args]]);
  if (reply instanceof Error) {
    const { endpoint } = connection;
    throw access.heed(
      explainReply(reply.message, { address: addressOf(endpoint), tls: endpoint.tls !== null }),
    );
  }
  recordCall(footprintOn(node.id), ['SCAN'], reply);
  // Its strings have one character for each byte, as names do here.
  const [cursor, names] = Array.isArray(reply) ? reply : ([] as Reply[]);
  return {
    cursor: typeof cursor === 'string' ? cursor : '0',
    names: Array.isArray(names) ? (names as Bytes[]) : [],
  };
}
