import { type Redis } from 'ioredis';
import { type Random } from '../random';
import { withLock } from './locks';

const key = 'write_queue';

/**
 * Notes a change that the database is told of later.
 * Layout: `write_queue` list of JSON {key, value, timestamp (epoch s)}, newest first, without TTL.
 */
export async function writeBehind(redis: Redis, now: number, name: string, value: unknown): Promise<void> {
  await redis.lpush(key, JSON.stringify({ key: name, value, timestamp: now / 1_000 }));
}

/**
 * Tells the database of the oldest changes. They leave the list after it has heard of them, not before, and only one
 * process does it at a time.
 * @returns How many there were; 0 too when somebody else is at it.
 */
export async function flushWriteBehind(redis: Redis, random: Random, most = 500): Promise<number> {
  const count = await withLock(redis, random, 'write-behind', 10_000, async () => {
    const changes = await redis.lrange(key, -most, -1);
    if (changes.length > 0) await redis.ltrim(key, 0, -changes.length - 1);
    return changes.length;
  });
  return count ?? 0;
}
