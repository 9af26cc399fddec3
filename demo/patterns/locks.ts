import { type Redis } from 'ioredis';
import { type Random } from '../random';
import { luaScript } from '../script';

const key = (resource: string) => `lock:${resource}`;

/**
 * Takes a lock, if it is free.
 * Layout: `lock:{resource}` string, a token that only the holder knows, `ttlMs` long at most.
 * @returns The token, or null.
 */
export async function writeLock(
  redis: Redis,
  random: Random,
  resource: string,
  ttlMs: number,
): Promise<string | null> {
  const token = random.uuid();
  return (await redis.set(key(resource), token, 'PX', ttlMs, 'NX')) === null ? null : token;
}

const extend = luaScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`);

/** Prolongs a lock that is still the holder's. */
export async function extendLock(
  redis: Redis,
  resource: string,
  token: string,
  ttlMs: number,
): Promise<boolean> {
  return (await extend(redis, [key(resource)], token, ttlMs)) === 1;
}

const release = luaScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('UNLINK', KEYS[1])
`);

/** Gives a lock back, unless it ended and is another's by now. */
export async function releaseLock(redis: Redis, resource: string, token: string): Promise<boolean> {
  return (await release(redis, [key(resource)], token)) === 1;
}

/**
 * Does the work while holding the lock.
 * @returns What the work returned, or null when the lock was taken.
 */
export async function withLock<T>(
  redis: Redis,
  random: Random,
  resource: string,
  ttlMs: number,
  work: (token: string) => Promise<T>,
): Promise<T | null> {
  const token = await writeLock(redis, random, resource, ttlMs);
  if (token === null) return null;
  try {
    return await work(token);
  } finally {
    await releaseLock(redis, resource, token);
  }
}
