import { lockKey, returnLock, takeLock } from '@/lib/patterns/locks/write';
import { type Random } from './random';
import { type Run } from './run-plan';

/**
 * Does the work while holding the lock of a resource.
 * @param work is given the lock's key and its token, to prolong it
 * @returns what the work returned; `null` where the lock was taken
 */
export async function withLock<T>(
  run: Run,
  random: Random,
  resource: string,
  ttlMs: number,
  work: (key: string, token: string) => Promise<T>,
): Promise<T | null> {
  const [key, token] = [lockKey(resource), random.uuid()];
  if (!(await run(takeLock(key, token, ttlMs)))) return null;
  try {
    return await work(key, token);
  } finally {
    await run(returnLock(key, token));
  }
}
