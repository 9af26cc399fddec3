import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { askOne, type Plan } from '../plan';

/** `lock:{resource}` */
export const lockKey = (resource: Bytes): Bytes => `lock:${resource}`;

/** `{key}:lock`: the guard of a cache's loader, document 003. */
export const guardKey = (key: Bytes): Bytes => `${key}:lock`;

/**
 * Takes a lock, if it is free.
 * Layout: a string, `ttlMs` long at most, with a token that only the holder knows: `lock:{resource}` (002, 003), or the
 * resource's own name (001 DistributedLock, redlock). Without a token, as 001 and 002 print it with the word "locked",
 * whoever is late gives back another one's lock; without a TTL, as 002's SETNX, a crash locks it for ever.
 * @returns whether it was free
 */
export function* takeLock(key: Bytes, token: Bytes, ttlMs: number): Plan<boolean> {
  return (yield* askOne('SET', key, token, 'PX', ttlMs, 'NX')) !== null;
}

/**
 * Guards the loading of a cached value, as cache_lock of document 003 does: the time at which it began is the token.
 * Two that begin in the same microsecond would have the same one, so the caller adds what tells them apart, or accepts
 * it.
 * Layout: `{key}:lock` string, epoch seconds with a fraction, 10 s.
 * @param now Unix milliseconds
 * @returns the token; `null` where somebody else is loading
 */
export function* takeGuard(key: Bytes, now: number, ttlMs = 10_000): Plan<Bytes | null> {
  const token = (now / 1000).toFixed(6);
  return (yield* takeLock(guardKey(key), token, ttlMs)) ? token : null;
}

/** Prolongs a lock that is still the holder's. */
export function* extendLock(key: Bytes, token: Bytes, ttlMs: number): Plan<boolean> {
  return number(yield* askOne('EVAL', EXTEND, 1, key, token, ttlMs)) === 1;
}

const EXTEND = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`;

/** Gives a lock back, unless it ended and is another's by now: 003's cache_lock deletes whatever is there. */
export function* returnLock(key: Bytes, token: Bytes): Plan<boolean> {
  return number(yield* askOne('EVAL', RETURN, 1, key, token)) === 1;
}

const RETURN = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('UNLINK', KEYS[1])
`;
