import { parseStreamConsumers } from '@/lib/redis/parse-stream-consumers';
import { parseStreamEntries } from '@/lib/redis/parse-stream-entries';
import { parseStreamGroups } from '@/lib/redis/parse-stream-groups';
import { entries, list, number, string } from '@/lib/redis/reply';
import type { StreamId } from '@/lib/redis/stream-id';
import { toBytes, type Bytes } from '../bytes';
import { ask, askOne, errorText, settled, transact, type Plan } from '../plan';
import { trimEffect } from './trim-effect';

/** `events:{event}` */
export const eventsKey = (event: Bytes): Bytes => `events:${event}`;

/** Document 003's bound of `user_activity`, and Socket.IO's of `socket.io`. */
const USUAL_LENGTH = 10_000;

const MONTH_SECONDS = 30 * 86_400;

/**
 * Appends an entry.
 * @param options.most about how many entries stay; `null` keeps all
 * @returns its id
 */
export function* appendEntry(
  key: Bytes,
  fields: Readonly<Record<string, Bytes>>,
  { most = null }: { most?: number | null } = {},
): Plan<StreamId> {
  const bound = most === null ? [] : ['MAXLEN', '~', most];
  return string(yield* askOne('XADD', key, ...bound, '*', ...Object.entries(fields).flat())) ?? '';
}

/**
 * Says what a user did.
 * Layout: `user_activity` stream of type, data (JSON) and timestamp (epoch s), about 10,000 entries.
 * @param now Unix milliseconds
 */
export const writeActivity = (now: number, type: Bytes, data: Record<string, unknown>): Plan<StreamId> =>
  appendEntry(
    'user_activity',
    { type, data: toBytes(JSON.stringify(data)), timestamp: String(now / 1_000) },
    { most: USUAL_LENGTH },
  );

/**
 * Tracks an event. Document 000 passes its data as they are, nested, which no stream takes; here they are JSON.
 * Layout: `events:{event}` stream, which ends 30 d after the last event.
 */
export function* writeEvent(event: Bytes, now: number, data: Record<string, unknown>): Plan<StreamId> {
  const key = eventsKey(event);
  const replies = yield* transact([
    [
      'XADD',
      key,
      '*',
      'event',
      event,
      'data',
      toBytes(JSON.stringify(data)),
      'timestamp',
      String(now / 1_000),
    ],
    ['EXPIRE', key, MONTH_SECONDS],
  ]);
  return string(replies?.[0]) ?? '';
}

/** Passes an order on to those who handle it. Layout: `orders` stream, about 2,000 entries. */
export const writeOrder = (order: Bytes, user: Bytes, totalCents: number): Plan<StreamId> =>
  appendEntry(
    'orders',
    { order_id: order, user_id: user, total_cents: String(totalCents), status: 'placed' },
    { most: 2_000 },
  );

/** What a sensor measured: `sensor:{sensor}` stream of fields that are numbers. */
export const writeMeasurements = (sensor: Bytes, values: Readonly<Record<string, number>>): Plan<StreamId> =>
  appendEntry(
    `sensor:${sensor}`,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])),
    { most: USUAL_LENGTH },
  );

/** A packet between servers, as Socket.IO's adapter writes it. */
export const writePacket = (server: Bytes, namespace: Bytes, type: number, data: unknown): Plan<StreamId> =>
  appendEntry(
    'socket.io',
    { uid: server, nsp: namespace, type: String(type), data: toBytes(JSON.stringify(data)) },
    { most: USUAL_LENGTH },
  );

/**
 * Makes a group that reads from the beginning, and the stream where there is none.
 * @returns whether it is new
 */
export function* createGroup(key: Bytes, group: Bytes): Plan<boolean> {
  const [reply] = yield* ask([['XGROUP', 'CREATE', key, group, '0', 'MKSTREAM']]);
  if (reply instanceof Error && errorText(reply).startsWith('BUSYGROUP')) return false;
  settled(reply);
  return true;
}

/** Gives a consumer entries that its group has not seen; @returns their ids */
export function* takeEntries(key: Bytes, group: Bytes, consumer: Bytes, count: number): Plan<StreamId[]> {
  const reply = yield* askOne('XREADGROUP', 'GROUP', group, consumer, 'COUNT', count, 'STREAMS', key, '>');
  const [[, taken] = []] = entries(reply);
  return parseStreamEntries(taken).map(({ id }) => id);
}

/** Ids in one command. */
const BATCH = 500;

/**
 * Says that a group is done with entries.
 * @returns how many of them were pending
 */
export function* acknowledge(
  key: Bytes,
  group: Bytes,
  ids: readonly StreamId[],
): Plan<{ acknowledged: number }> {
  let acknowledged = 0;
  for (const batch of batches(ids)) acknowledged += number(yield* askOne('XACK', key, group, ...batch)) ?? 0;
  return { acknowledged };
}

/**
 * Gives entries that are pending to another consumer, if their last delivery is long enough ago. It counts as no
 * delivery (JUSTID): the consumer has yet to read them, with XREADGROUP from 0.
 * @returns those that changed hands; the others were delivered meanwhile, acknowledged, or are gone. Whether the
 *   group had no consumer of that name, so that perhaps nobody ever reads them.
 */
export function* claim(
  key: Bytes,
  group: Bytes,
  consumer: Bytes,
  ids: readonly StreamId[],
  minIdleMs: number,
): Plan<{ claimed: StreamId[]; isNewConsumer: boolean }> {
  const known = parseStreamConsumers(yield* askOne('XINFO', 'CONSUMERS', key, group));
  const claimed: StreamId[] = [];
  for (const batch of batches(ids)) {
    const reply = yield* askOne('XCLAIM', key, group, consumer, minIdleMs, ...batch, 'JUSTID');
    claimed.push(...list(reply).flatMap((id) => string(id) ?? []));
  }
  return { claimed, isNewConsumer: !known.some(({ name }) => name === consumer) };
}

/**
 * Takes over what others left lying for too long, a hundred entries at most, and finishes it. Needs 6.2.
 * @returns how many
 */
export function* finishAbandoned(key: Bytes, group: Bytes, consumer: Bytes, idleMs: number): Plan<number> {
  const reply = yield* askOne('XAUTOCLAIM', key, group, consumer, idleMs, '0', 'COUNT', 100);
  // Entries that were trimmed away meanwhile are missing (before 7.0: null) and out of the pending list.
  const ids = parseStreamEntries(list(reply)[1]).map(({ id }) => id);
  return (yield* acknowledge(key, group, ids)).acknowledged;
}

/** What trimming a stream to a length would take away. */
export interface TrimPreview {
  length: number;
  /** Entries that would go. */
  removes: number;
  /** Groups that would never see some of them, and how many; `null`: nobody knows. */
  losses: { group: Bytes; entries: number | null }[];
}

/** Looks before trimming: what a group has not read yet is the newest of the stream. */
export function* previewTrim(key: Bytes, maxLength: number): Plan<TrimPreview> {
  const length = number(yield* askOne('XLEN', key)) ?? 0;
  const groups = length === 0 ? [] : parseStreamGroups(yield* askOne('XINFO', 'GROUPS', key));
  const { removes, losses } = trimEffect(length, groups, maxLength);
  return { length, removes, losses: losses.map(({ name, entries }) => ({ group: name, entries })) };
}

/** Rounds of trimming: since 6.2 each takes 10,000 entries at most, so that nobody waits for long. */
const MOST_ROUNDS = 2_000;

/**
 * Drops the oldest entries.
 * @param options.exact to the very number; else whole nodes of the tree go, and up to a node's entries more stay
 * @returns how many went, and how many stay
 */
export function* trim(
  key: Bytes,
  maxLength: number,
  { exact = false }: { exact?: boolean } = {},
): Plan<{ removed: number; length: number }> {
  let removed = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const gone = number(yield* askOne('XTRIM', key, 'MAXLEN', '~', maxLength)) ?? 0;
    removed += gone;
    if (gone === 0) break;
  }
  if (exact) removed += number(yield* askOne('XTRIM', key, 'MAXLEN', maxLength)) ?? 0;
  return { removed, length: number(yield* askOne('XLEN', key)) ?? 0 };
}

function* batches(ids: readonly StreamId[]): Generator<StreamId[]> {
  for (let start = 0; start < ids.length; start += BATCH) yield ids.slice(start, start + BATCH);
}
