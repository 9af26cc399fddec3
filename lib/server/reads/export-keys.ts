import 'server-only';
import type { z } from 'zod';
import { keyWire } from '@/lib/keyspace/key-wire';
import type { ExportLine, exportQuery } from '@/lib/keyspace/keys-schema';
import { ttlClassOf } from '@/lib/keyspace/ttl-class';
import type { Bytes } from '@/lib/patterns/bytes';
import { list, number, string } from '@/lib/redis/reply';
import type { Refusal } from '@/lib/schemas/refusal';
import type { Access } from '../access';
import { isAppError, toErrorBody } from '../errors';
import { PaceKeeper } from '../lens/pace';
import { lineStream } from '../http/line-stream';
import { lookWithoutTouch } from '../redis/no-touch';
import { nodeOfKey } from '../redis/node-of-key';
import type { NodeWatcher } from '../collector/node-watcher';
import { serverTime } from '../redis/server-time';
import { askEachKey } from './ask-each-key';
import type { NodeFailure } from './each-node';
import { keyRefusal } from './key-refusal';
import { PermittedCommands } from './permitted-commands';
import { isNodesFault, nodesToWalk } from './walk-keyspace';

type ExportQuery = z.infer<typeof exportQuery>;

/** Names of one SCAN: 0.2 ms of the server's time. */
const NAMES_AT_ONCE = 200;
/** Values that are fetched in one round trip, by what they take in the server's memory. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;
/** What a larger key serialises to would hold up everybody else at the server, and fill our memory. */
const MOST_KEY_BYTES = 32 * 1024 * 1024;

/** What is asked of a key before its content. */
const LOOKS = ['type', 'pttl', 'memory|usage'] as const;

/**
 * A stream of JSON lines: each key that was found with its DUMP, or why not, and a summary at the end. It goes as
 * fast as the caller reads, no faster than the pace, and ends with the caller. SCAN may bring a key twice.
 */
export const exportKeys = (access: Access, query: ExportQuery, signal: AbortSignal): Response =>
  lineStream(exportLines(access, query, signal), `keys-${access.instance.id}.jsonl`);

/** The lines of an export, in memory no more of them than one round trip brings. */
export async function* exportLines(
  access: Access,
  query: ExportQuery,
  signal: AbortSignal,
): AsyncGenerator<ExportLine> {
  const commands = await PermittedCommands.of(access, [...LOOKS, 'dump']);
  const failures: NodeFailure[] = [];
  const count = { exported: 0, failed: 0 };
  const places = query.keys ? chosenPlaces(access, query.keys) : foundPlaces(access, query);
  for (const [node, batches] of places) {
    const keeper = new PaceKeeper('normal');
    let restedSince = performance.now();
    try {
      for await (const names of batches) {
        if (signal.aborted) return;
        const askedAt = performance.now();
        let readingMs = 0;
        for await (const line of linesOf(access, node, commands, names, query)) {
          count['error' in line ? 'failed' : 'exported'] += 1;
          const handedAt = performance.now();
          yield line;
          readingMs += performance.now() - handedAt;
        }
        const answeredAt = performance.now();
        await keeper.rest(answeredAt - askedAt - readingMs, askedAt - restedSince + readingMs);
        restedSince = answeredAt;
      }
    } catch (error) {
      if (!isAppError(error)) throw error;
      const { code, message } = toErrorBody(access.heed(error)).body.error;
      failures.push({ node: node.id, code, message });
      if (!isNodesFault(error)) break;
    }
  }
  yield { summary: { ...count, complete: failures.length === 0, failures } };
}

type Places = Iterable<[NodeWatcher, AsyncIterable<Bytes[]> | Iterable<Bytes[]>]>;

function chosenPlaces(access: Access, keys: readonly Bytes[]): Places {
  const byNode = new Map<NodeWatcher, Bytes[][]>();
  for (const key of new Set(keys)) {
    const node = nodeOfKey(access, key);
    const batches = byNode.get(node) ?? [[]];
    byNode.set(node, batches);
    if (batches.at(-1)!.length === NAMES_AT_ONCE) batches.push([]);
    batches.at(-1)!.push(key);
  }
  return byNode;
}

const foundPlaces = (access: Access, { db, match }: ExportQuery): Places =>
  nodesToWalk(access, match).map((node) => [node, scan(access, node, db, match)]);

async function* scan(access: Access, node: NodeWatcher, db: number, match: Bytes): AsyncGenerator<Bytes[]> {
  let cursor = '0';
  do {
    const connection = await access.connection(node, db);
    const [reply] = await connection.callBytes([['SCAN', cursor, 'MATCH', match, 'COUNT', NAMES_AT_ONCE]]);
    if (reply instanceof Error) throw reply;
    const [next, names] = list(reply);
    yield [...new Set(list(names).map((name) => string(name) ?? ''))];
    cursor = string(next) ?? '0';
  } while (cursor !== '0');
}

/** A line for each name; none for one of another type or time left, or that was only found and has gone since. */
async function* linesOf(
  access: Access,
  node: NodeWatcher,
  commands: PermittedCommands,
  names: readonly Bytes[],
  { db, type, ttl, keys }: ExportQuery,
): AsyncGenerator<ExportLine> {
  const failed = (name: Bytes, error: Refusal): ExportLine => ({ key: keyWire(name), error });
  const connection = await access.connection(node, db);
  await lookWithoutTouch(access, connection);
  const now = await serverTime(connection);
  const looked = await askEachKey(connection, commands, names, () => LOOKS);
  const wanted: { name: Bytes; type: string; expiresAt: number | null; bytes: number }[] = [];
  for (const { name, denied, replies } of looked) {
    const kind = string(replies.type);
    const ttlMs = number(replies.pttl);
    const bytes = number(replies['memory|usage']);
    // What was granted at the beginning may have been taken away.
    const refused = LOOKS.find((id) => commands.refused[id]);
    if (denied) yield failed(name, keyRefusal(access, name));
    else if (refused) yield failed(name, commands.refused[refused]!);
    else if (kind === null || kind === 'none' || ttlMs === null || ttlMs === -2 || bytes === null) {
      if (keys) yield failed(name, GONE);
    } else if (type !== undefined && kind !== type) continue;
    else if (ttl !== undefined && ttlClassOf(ttlMs) !== ttl) continue;
    else if (bytes > MOST_KEY_BYTES) yield failed(name, TOO_LARGE);
    else wanted.push({ name, type: kind, expiresAt: ttlMs < 0 ? null : now + ttlMs, bytes });
  }
  while (wanted.length > 0) {
    const batch = wanted.splice(0, howMany(wanted));
    const batchNames = batch.map(({ name }) => name);
    // A connection that a slow reader left idle has closed meanwhile.
    const open = await access.connection(node, db);
    const dumped = await askEachKey(open, commands, batchNames, () => ['dump']);
    for (const [index, { name, denied, replies }] of dumped.entries()) {
      const dump = string(replies.dump);
      const { type: kind, expiresAt } = batch[index]!;
      if (denied) yield failed(name, keyRefusal(access, name));
      else if (dump !== null)
        yield {
          key: keyWire(name),
          type: kind,
          expiresAt,
          dump: Buffer.from(dump, 'latin1').toString('base64'),
        };
      else if (commands.refused.dump) yield failed(name, commands.refused.dump);
      else if (keys) yield failed(name, GONE);
    }
  }
}

/** How many of the first fit into one round trip; at least one. */
function howMany(wanted: readonly { bytes: number }[]): number {
  let [count, sum] = [0, 0];
  while (count < wanted.length && (count === 0 || sum + wanted[count]!.bytes <= BYTES_AT_ONCE))
    sum += wanted[count++]!.bytes;
  return count;
}

const GONE: Refusal = { code: 'NO_SUCH_KEY', message: 'There is no key of this name any more.' };
const TOO_LARGE: Refusal = {
  code: 'TOO_LARGE',
  message:
    'It takes more than 32 MiB, and DUMP would hold up the server: copy it with MIGRATE or from an RDB file.',
};
