import { type Redis } from 'ioredis';
import { type Random } from '../random';
import { luaScript } from '../script';
import { transact } from '../transaction';

/**
 * Counts a request in its fixed window.
 * Layout: `rate_limit:fixed:{route}:{window start, epoch s}:{who}` string, until the window is over.
 * @returns Whether the request is within the limit.
 */
export async function writeFixedWindow(
  redis: Redis,
  now: number,
  route: string,
  who: string,
  { limit, windowSeconds }: { limit: number; windowSeconds: number },
): Promise<boolean> {
  const start = Math.floor(now / 1_000 / windowSeconds) * windowSeconds;
  const key = `rate_limit:fixed:${route}:${start}:${who}`;
  const [count] = await transact(redis, ['incr', key], ['expireat', key, start + windowSeconds]);
  return Number(count) <= limit;
}

const slide = luaScript(`
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', '(' .. ARGV[2])
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
redis.call('ZADD', KEYS[1], ARGV[1], ARGV[1] .. ':' .. ARGV[5])
redis.call('EXPIRE', KEYS[1], ARGV[4])
return 1
`);

/**
 * Writes a request into the log of a sliding window, if the window has room. A refused request leaves no trace.
 * Layout: `rate_limit:sliding:{route}:{who}` zset, member `{epoch s}:{nonce}`, score the epoch second; ends with the
 * window of the last admitted request.
 * @returns Whether the request was admitted.
 */
export async function writeSlidingWindow(
  redis: Redis,
  now: number,
  random: Random,
  route: string,
  who: string,
  { limit, windowSeconds }: { limit: number; windowSeconds: number },
): Promise<boolean> {
  const at = now / 1_000;
  const since = at - windowSeconds;
  const key = `rate_limit:sliding:${route}:${who}`;
  // The nonce keeps two requests of one millisecond apart.
  return (await slide(redis, [key], `${at}`, `${since}`, limit, windowSeconds, random.hex(6))) === 1;
}

const take = luaScript(`
local now, capacity, rate = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'last_refill')
local tokens = tonumber(bucket[1]) or capacity
local last = tonumber(bucket[2]) or now
tokens = math.min(capacity, tokens + math.max(0, now - last) * rate)
local admitted = tokens >= 1
if admitted then tokens = tokens - 1 end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'last_refill', ARGV[1])
redis.call('EXPIRE', KEYS[1], math.ceil(capacity / rate) + 60)
return admitted and 1 or 0
`);

/**
 * Takes a token out of a bucket that fills up again by itself.
 * Layout: `rate_limit:token:{route}:{who}` hash of tokens and last_refill (epoch s), a minute longer than it takes to
 * fill up.
 * @param ratePerSecond Tokens that come back in a second.
 * @returns Whether there was one.
 */
export async function writeTokenBucket(
  redis: Redis,
  now: number,
  route: string,
  who: string,
  { capacity, ratePerSecond }: { capacity: number; ratePerSecond: number },
): Promise<boolean> {
  const key = `rate_limit:token:${route}:${who}`;
  return (await take(redis, [key], `${now / 1_000}`, capacity, ratePerSecond)) === 1;
}
