import { type Redis } from 'ioredis';

/**
 * Puts a picture to be resized into the queue.
 * Layout: `queue:{queue}` list of JSON (LPUSH, BRPOP: the oldest is at the end), without TTL. Whoever pops a message
 * and dies has lost it; here that is a thumbnail, which is made again when somebody asks for it.
 */
export async function writeMessage(redis: Redis, now: number, queue: string, data: object): Promise<void> {
  await redis.lpush(`queue:${queue}`, JSON.stringify({ ...data, timestamp: now / 1_000 }));
}

/**
 * Waits for the oldest message.
 * @param redis A connection of the worker's own: it blocks.
 * @returns Its JSON, or null when none came in time.
 */
export async function takeMessage(
  redis: Redis,
  queue: string,
  timeoutSeconds: number,
): Promise<string | null> {
  return (await redis.brpop(`queue:${queue}`, timeoutSeconds))?.[1] ?? null;
}
