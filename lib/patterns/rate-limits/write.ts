import { list, number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { ask, askOne, transact, type Command, type Plan } from '../plan';
import { windowNumberAt } from './windows';

/**
 * Limiters of each kind, as the application runs them. A limiter answers whether the request is admitted; `now` is in
 * Unix milliseconds, what is stored in seconds.
 */

export interface Window {
  limit: number;
  windowSeconds: number;
}

/**
 * Counts a request in its fixed window. The key ends with the window, where document 000 prolongs it with each
 * request.
 * Layout: `rate_limit:fixed:{limiter}:{window start, epoch s}:{who}` string.
 */
export function* countInFixedWindow(
  limiter: Bytes,
  who: Bytes | null,
  now: number,
  { limit, windowSeconds }: Window,
): Plan<boolean> {
  const start = windowNumberAt(now, windowSeconds) * windowSeconds;
  const key = `rate_limit:fixed:${limiter}:${start}${who === null ? '' : `:${who}`}`;
  return yield* countUntil(key, start + windowSeconds, limit);
}

/**
 * Counts a request in its window's number.
 * Layout: `rate_limit:{key}:{floor(epoch s / length)}` string, until the window is over.
 */
export function* countInNumberedWindow(
  key: Bytes,
  now: number,
  { limit, windowSeconds }: Window,
): Plan<boolean> {
  const window = windowNumberAt(now, windowSeconds);
  return yield* countUntil(`rate_limit:${key}:${window}`, (window + 1) * windowSeconds, limit);
}

function* countUntil(key: Bytes, endsAt: number, limit: number): Plan<boolean> {
  const replies = yield* transact([
    ['INCR', key],
    ['EXPIREAT', key, Math.ceil(endsAt)],
  ]);
  return (number(replies?.[0]) ?? 0) <= limit;
}

/**
 * Counts a request in a window that the first one opens. Both commands go together, so that no count stays without an
 * expiry, as INCR and a later EXPIRE leave it when the application ends in between.
 * Layouts: `rate_limit:{who}` (documents 003, 004), `rate:user:{id}` (002), `api:{who}:requests` (001) string.
 */
export function* countSinceFirst(key: Bytes, { limit, windowSeconds }: Window): Plan<boolean> {
  const replies = yield* transact([
    ['SET', key, 0, 'EX', windowSeconds, 'NX'],
    ['INCR', key],
  ]);
  return (number(replies?.[1]) ?? 0) <= limit;
}

const SLIDE = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[2])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[1] .. ':' .. ARGV[5])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
`;

/**
 * Writes a request into the log of a sliding window, if the window has room; a refused one leaves no trace. The
 * documents look and write in two steps, between which others find the same room.
 * Layouts: `rate_limit:sliding:{limiter}:{who}` (documents 000, 003), `rate_limit:{who}` (001, 004) zset, member
 * `{epoch s}:{nonce}`, score the same second; ends with the window of the last request.
 * @param nonce keeps two requests of one millisecond apart
 */
export function* logInSlidingWindow(
  key: Bytes,
  now: number,
  nonce: Bytes,
  { limit, windowSeconds }: Window,
): Plan<boolean> {
  const at = now / 1000;
  const reply = yield* askOne('EVAL', SLIDE, 1, key, at, at - windowSeconds, limit, windowSeconds, nonce);
  return number(reply) === 1;
}

/**
 * Writes every request into the log, refused ones too: who goes on asking goes on being refused.
 * Layout: document 001, the caller's own key (`10.0.0.1`, `user:{id}`) zset, member `{epoch s}:{hash}`; ends a second
 * after the window.
 */
export function* logEveryRequest(
  key: Bytes,
  now: number,
  nonce: Bytes,
  { limit, windowSeconds }: Window,
): Plan<boolean> {
  const at = now / 1000;
  const replies = yield* transact([
    ['ZREMRANGEBYSCORE', key, '-inf', `(${at - windowSeconds}`],
    ['ZADD', key, at, `${at}:${nonce}`],
    ['ZCARD', key],
    ['EXPIRE', key, windowSeconds + 1],
  ]);
  return (number(replies?.[2]) ?? 0) <= limit;
}

export interface Bucket {
  capacity: number;
  refillPerSecond: number;
}

const TAKE = `
local now, capacity, rate = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'last_refill')
local tokens = tonumber(bucket[1]) or capacity
local last = tonumber(bucket[2]) or now
tokens = math.min(capacity, tokens + math.max(0, now - last) * rate)
local admitted = tokens >= 1
if admitted then tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'last_refill', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return admitted and 1 or 0
`;

/**
 * Takes a token out of a bucket that fills up again by itself.
 * Layouts: `rate_limit:token:{limiter}:{who}` (document 000), `bucket:{who}` (001) hash of tokens and last_refill
 * (epoch s).
 * @param ttlSeconds by default a minute longer than it takes to fill up; document 001 has 3600
 */
export function* takeToken(
  key: Bytes,
  now: number,
  { capacity, refillPerSecond }: Bucket,
  ttlSeconds = Math.ceil(capacity / refillPerSecond) + 60,
): Plan<boolean> {
  return number(yield* askOne('EVAL', TAKE, 1, key, now / 1000, capacity, refillPerSecond, ttlSeconds)) === 1;
}

/** Keys that one round trip takes away. */
const BATCH = 200;

/**
 * Forgets what somebody has used: takes their keys away, one command each, since a Cluster keeps them apart.
 * @returns how many there were
 * @throws the first error that a command was answered with
 */
export function* resetLimit(keys: readonly Bytes[]): Plan<number> {
  let gone = 0;
  for (let start = 0; start < keys.length; start += BATCH) {
    const commands = keys.slice(start, start + BATCH).map((key): Command => ['UNLINK', key]);
    for (const reply of list(yield* ask(commands))) {
      if (reply instanceof Error) throw reply;
      gone += number(reply) ?? 0;
    }
  }
  return gone;
}
