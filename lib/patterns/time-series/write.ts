import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { toBytes } from '../bytes';
import { DAY_MS } from '../clock';
import { askOne, transact, type Command, type Plan } from '../plan';

/** `timeseries:{metric}` */
export const seriesKey = (metric: Bytes): Bytes => `timeseries:${metric}`;

/** `product:{id}:price_history` */
export const priceHistoryKey = (product: Bytes | number): Bytes => `product:${product}:price_history`;

const YEAR_MS = 365 * DAY_MS;

/**
 * Adds a point: the time, in seconds, is the score, and part of the member, so that equal values at different times
 * stay apart. A second point of the same second and value is none.
 * Layout: sorted set of `{epoch s}:{value}`; document 000 has the two swapped, and its trim by time deletes values.
 * @param now Unix milliseconds
 * @param options.keepMs points that are older are dropped in the same transaction; `null` keeps all
 */
export function* writePoint(
  key: Bytes,
  now: number,
  value: number,
  { keepMs = null }: { keepMs?: number | null } = {},
): Plan<void> {
  const at = Math.floor(now / 1_000);
  yield* transact([['ZADD', key, at, `${at}:${value}`], ...trimOlder(key, now, keepMs)]);
}

/** A metric of `timeseries:{metric}`, the last 24 h of it. */
export const writeMetric = (metric: Bytes, now: number, value: number): Plan<void> =>
  writePoint(seriesKey(metric), now, value, { keepMs: DAY_MS });

/** What a product cost, in cents, a year back: `product:{id}:price_history`. */
export const writePrice = (product: Bytes | number, now: number, cents: number): Plan<void> =>
  writePoint(priceHistoryKey(product), now, cents, { keepMs: YEAR_MS });

/**
 * Adds a point as the documents orient it: the time is the member, the value is the score. There is no trim: none by
 * score can be right.
 * @param at the member: epoch seconds, or a date as of document 001
 */
export function* writeSwappedPoint(key: Bytes, at: Bytes | number, value: number): Plan<void> {
  yield* askOne('ZADD', key, value, String(at));
}

/** What a user did: `events:user:{id}`, `user:{id}:actions`, `user:{id}:activities`. */
export interface UserEvent {
  type: string;
  /** Makes it differ from others of its kind: without it the second one would move the first. */
  id: string;
  [field: string]: unknown;
}

/**
 * Adds an event at its time.
 * Layout: sorted set of JSON by epoch s, with fractions; document 003 keeps the activities of 24 h.
 * @returns whether it is new
 */
export function* writeEvent(
  key: Bytes,
  now: number,
  event: UserEvent,
  { keepMs = null }: { keepMs?: number | null } = {},
): Plan<boolean> {
  const member = toBytes(JSON.stringify(event));
  const replies = yield* transact([['ZADD', key, now / 1_000, member], ...trimOlder(key, now, keepMs)]);
  return number(replies?.[0]) === 1;
}

/** A user's activity, as document 003 keeps it: `user:{id}:activities`, 24 h. */
export const writeActivity = (user: Bytes | number, now: number, event: UserEvent): Plan<boolean> =>
  writeEvent(`user:${user}:activities`, now, event, { keepMs: DAY_MS });

/**
 * Pushes a point on a list, the newest first, and keeps the newest `most`.
 * Layout: list of `{"timestamp": epoch ms, "value"}`.
 */
export function* writeListPoint(key: Bytes, now: number, value: number, most = 10_000): Plan<void> {
  const point = JSON.stringify({ timestamp: now, value });
  yield* transact([
    ['LPUSH', key, point],
    ['LTRIM', key, 0, most - 1],
  ]);
}

/**
 * Adds a sample to a series of RedisTimeSeries, which it makes if need be, with what the options say.
 * Layout: as document 001 has `temperature:sensor1`, a day of it, with labels.
 */
export function* writeModulePoint(
  key: Bytes,
  now: number,
  value: number,
  { retentionMs = DAY_MS, labels = {} }: { retentionMs?: number; labels?: Record<string, Bytes> } = {},
): Plan<void> {
  const pairs = Object.entries(labels).flat();
  const labelled = pairs.length === 0 ? [] : ['LABELS', ...pairs];
  yield* askOne('TS.ADD', key, now, value, 'RETENTION', retentionMs, 'ON_DUPLICATE', 'LAST', ...labelled);
}

const trimOlder = (key: Bytes, now: number, keepMs: number | null): Command[] =>
  keepMs === null ? [] : [['ZREMRANGEBYSCORE', key, '-inf', `(${Math.floor((now - keepMs) / 1_000)}`]];
