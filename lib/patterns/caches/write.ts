import { string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { askOne, transact, type Command, type Plan } from '../plan';
import { PLACEHOLDER } from './recognise';

/** How the application caches. A value that expires with many others should have its own TTL: jitter it before. */

/** `cache:{namespace}:{key}` */
export const cacheKey = (namespace: Bytes, key: Bytes): Bytes => `cache:${namespace}:${key}`;

/** `{prefix}:{function}:{arguments}`, as the decorator of document 000 names what a function returned. */
export const functionKey = (prefix: 'user' | 'api', name: Bytes, ...args: Bytes[]): Bytes =>
  [prefix, name, ...args].join(':');

/** `http_cache:{endpoint}:{md5 of the URL}` */
export const httpKey = (endpoint: Bytes, md5: Bytes): Bytes => `http_cache:${endpoint}:${md5}`;

/** `tag:{tag}` */
export const tagKey = (tag: Bytes): Bytes => `tag:${tag}`;

/** Tags of a value, and how long a tag lives: longer than any of its keys. */
export interface Tagging {
  tags: readonly Bytes[];
  ttlSeconds: number;
}

/**
 * Remembers a value, and under which tags. The documents give a tag the TTL of the value that came last, so that a
 * short one leaves others' keys where no invalidation finds them; here a tag has one of its own.
 * Layouts: any string key with a TTL; `tag:{tag}` set of keys. In a Cluster a value and its tags lie apart: there,
 * without tags only.
 */
export function* cacheValue(key: Bytes, value: Bytes, ttlSeconds: number, tagging?: Tagging): Plan<void> {
  const write: Command = ['SET', key, value, 'EX', ttlSeconds];
  if (!tagging) return void (yield* askOne(...write));
  yield* transact([
    write,
    ...tagging.tags.flatMap((tag): Command[] => [
      ['SADD', tagKey(tag), key],
      ['EXPIRE', tagKey(tag), tagging.ttlSeconds],
    ]),
  ]);
}

/** What is cached; `null`: nothing, or it is being computed. */
export function* readCached(key: Bytes): Plan<Bytes | null> {
  const value = string(yield* askOne('GET', key));
  return value === PLACEHOLDER ? null : value;
}

/**
 * Says that somebody computes a value, where nobody does: the others do without. It ends with the time that computing
 * may take, so that one who crashes stands in nobody's way; document 003 lets it stay as long as a value.
 * @returns whether it is the caller's turn
 */
export function* claimComputation(key: Bytes, patienceSeconds: number): Plan<boolean> {
  return (yield* askOne('SET', key, PLACEHOLDER, 'EX', patienceSeconds, 'NX')) !== null;
}

/**
 * Remembers a value, and when it was computed, so that it can be computed anew before it ends. The mark ends with the
 * value; in document 003 it stays for ever.
 * Layout: the key, and `{key}:timestamp` string, epoch s with a fraction.
 * @param now Unix milliseconds
 */
export function* cacheWithTime(key: Bytes, value: Bytes, ttlSeconds: number, now: number): Plan<void> {
  const seconds = now / 1000;
  yield* transact([
    ['SET', key, value, 'EX', ttlSeconds],
    ['SET', `${key}:timestamp`, Number.isInteger(seconds) ? `${seconds}.0` : seconds, 'EX', ttlSeconds],
  ]);
}
