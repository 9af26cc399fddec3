import { type Plan } from '@/lib/patterns/plan';
import { createGroup, takeEntries } from '@/lib/patterns/streams/write';
import { type Redis } from 'ioredis';
import { runPlan } from './run-plan';

/** The streams, and who reads them together. */
export const groups = [
  ['user_activity', 'processors'],
  ['orders', 'payment_processor'],
  ['orders', 'inventory_manager'],
  ['orders', 'shipping_handler'],
] as const;

/** Makes the groups; those that are there already stay as they are. */
export function* createGroups(): Plan<void> {
  for (const [stream, group] of groups) yield* createGroup(stream, group);
}

/** Reads entries; if the stream is gone, and its groups with it, makes them anew. */
async function unlessGone(redis: Redis, read: Promise<string[]>): Promise<string[]> {
  try {
    return await read;
  } catch (error) {
    // The latter is what a consumer hears that waits while the stream is deleted.
    if (!(error instanceof Error) || !/^(NOGROUP|UNBLOCKED)/.test(error.message)) throw error;
    await runPlan(redis, createGroups());
    return [];
  }
}

/** Gives a consumer some of the entries that its group has not seen. @returns their ids */
export function readEntries(
  redis: Redis,
  stream: string,
  group: string,
  consumer: string,
  count: number,
): Promise<string[]> {
  return unlessGone(redis, runPlan(redis, takeEntries(stream, group, consumer, count)));
}

/**
 * Waits up to five seconds for entries that the group has not seen, twenty at most.
 * @param redis a connection of the consumer's own: it blocks
 * @returns their ids
 */
export function waitForEntries(
  redis: Redis,
  stream: string,
  group: string,
  consumer: string,
): Promise<string[]> {
  const read = async () => {
    const options = ['COUNT', 20, 'BLOCK', 5_000] as const;
    const reply = await redis.xreadgroup('GROUP', group, consumer, ...options, 'STREAMS', stream, '>');
    const [[, entries] = []] = (reply ?? []) as [string, [string, string[]][]][];
    return (entries ?? []).map(([id]) => id);
  };
  return unlessGone(redis, read());
}
