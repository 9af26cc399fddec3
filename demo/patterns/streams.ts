import { type Redis } from 'ioredis';
import { type Random } from '../random';

/** The streams, their length (about, at most) and who reads them together. */
export const streams = {
  user_activity: { most: 10_000, groups: ['processors'] },
  orders: { most: 2_000, groups: ['payment_processor', 'inventory_manager', 'shipping_handler'] },
} as const;
export type StreamName = keyof typeof streams;

/** Makes the groups; one that is there already answers BUSYGROUP. */
export async function createGroups(redis: Redis): Promise<void> {
  for (const [stream, { groups }] of Object.entries(streams)) {
    for (const group of groups) {
      await redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM').catch((error: Error) => {
        if (!error.message.startsWith('BUSYGROUP')) throw error;
      });
    }
  }
}

async function append(redis: Redis, stream: StreamName, fields: Record<string, string>): Promise<void> {
  await redis.xadd(stream, 'MAXLEN', '~', streams[stream].most, '*', ...Object.entries(fields).flat());
}

/** Says what a user did. Layout: `user_activity` stream of type, data (JSON) and timestamp, about 10,000 entries. */
export async function writeActivity(
  redis: Redis,
  now: number,
  type: string,
  data: Record<string, unknown>,
): Promise<void> {
  await append(redis, 'user_activity', { type, data: JSON.stringify(data), timestamp: `${now / 1_000}` });
}

/** Passes an order on to those who handle it. Layout: `orders` stream, about 2,000 entries. */
export async function writeOrder(
  redis: Redis,
  _now: number,
  random: Random,
  userId: number,
  totalCents: number,
): Promise<void> {
  const fields = { order_id: random.hex(10), user_id: `${userId}`, total_cents: `${totalCents}` };
  await append(redis, 'orders', { ...fields, status: 'placed' });
}

/**
 * Waits for entries that the group has not seen. If the stream is gone, and its groups with it, it makes them anew.
 * @param redis A connection of the consumer's own: it blocks.
 * @returns Their ids.
 */
export async function takeEntries(
  redis: Redis,
  stream: StreamName,
  group: string,
  consumer: string,
  { count, blockMs }: { count: number; blockMs: number },
): Promise<string[]> {
  const options = ['COUNT', count, 'BLOCK', blockMs] as const;
  try {
    const reply = await redis.xreadgroup('GROUP', group, consumer, ...options, 'STREAMS', stream, '>');
    const [[, entries] = []] = (reply ?? []) as [string, [string, string[]][]][];
    return (entries ?? []).map(([id]) => id);
  } catch (error) {
    // The latter is what a consumer hears that waits while the stream is deleted.
    if (!(error instanceof Error) || !/^(NOGROUP|UNBLOCKED)/.test(error.message)) throw error;
    await createGroups(redis);
    return [];
  }
}

/** Says that the group is done with the entries. */
export async function acknowledge(
  redis: Redis,
  stream: StreamName,
  group: string,
  ids: string[],
): Promise<void> {
  if (ids.length > 0) await redis.xack(stream, group, ...ids);
}

/**
 * Takes over what other consumers left lying for too long, a hundred entries at most, and finishes it.
 * @returns How many.
 */
export async function finishAbandoned(
  redis: Redis,
  stream: StreamName,
  group: string,
  consumer: string,
  idleMs: number,
): Promise<number> {
  const reply = (await redis.xautoclaim(stream, group, consumer, idleMs, '0', 'COUNT', 100)) as unknown[];
  // Entries that were trimmed away meanwhile are missing (before 7.0: null) and out of the pending list.
  const ids = (reply[1] as ([string, string[]] | null)[]).flatMap((entry) => (entry ? [entry[0]] : []));
  await acknowledge(redis, stream, group, ids);
  return ids.length;
}
