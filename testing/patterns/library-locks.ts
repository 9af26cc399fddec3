import { transact, type Plan } from '@/lib/patterns/plan';

/** Redisson's locks, key by key as its scripts write them. */

const LEASE_MS = 30_000;

/** RLock: one thread has locked `holds` times. */
export function* writeRedissonLock(name: string, thread: string, holds = 1): Plan<void> {
  yield* transact([
    ['HSET', name, thread, holds],
    ['PEXPIRE', name, LEASE_MS],
  ]);
}

/** The read lock of an RReadWriteLock, held by several threads. */
export function* writeRedissonReadLock(name: string, threads: readonly string[]): Plan<void> {
  yield* transact([
    ['HSET', name, 'mode', 'read', ...threads.flatMap((thread) => [thread, '1'])],
    ['PEXPIRE', name, LEASE_MS],
    ...threads.map((thread) => ['SET', `{${name}}:${thread}:rwlock_timeout:1`, '1', 'PX', LEASE_MS] as const),
  ]);
}

/** A fair lock: one thread holds it, others wait in their order. */
export function* writeRedissonFairLock(
  name: string,
  thread: string,
  waiting: readonly string[],
  now: number,
): Plan<void> {
  yield* writeRedissonLock(name, thread);
  yield* transact([
    ['RPUSH', `redisson_lock_queue:{${name}}`, ...waiting],
    [
      'ZADD',
      `redisson_lock_timeout:{${name}}`,
      ...waiting.flatMap((each, at) => [now + (at + 1) * LEASE_MS, each]),
    ],
  ]);
}
