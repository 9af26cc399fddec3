import { jobQueueKeys } from '@/lib/patterns/queues/keys';
import { finishJob, startJob } from '@/lib/patterns/queues/write-job-queue';
import { claimPriorityJob, finishPriorityJob, messageQueueKey } from '@/lib/patterns/queues/write-queues';
import { acknowledge } from '@/lib/patterns/streams/write';
import { type Redis } from 'ioredis';
import { type Connections } from './connections';
import { waitForEntries } from './consumers';
import { type Random } from './random';
import { runPlan } from './run-plan';
import { rooms } from './shop';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref());

async function mail(redis: Redis, random: Random): Promise<void> {
  const { high, waiting } = jobQueueKeys('mail');
  const [, id] = (await redis.blpop(high, waiting, 5)) ?? [];
  if (id === undefined) return;
  const job = await runPlan(redis, startJob('mail', id, Date.now()));
  if (!job) return;
  await pause(random.between(30, 220));
  const [status, result] = random.chance(0.02)
    ? (['failed', '550 mailbox unavailable'] as const)
    : (['completed', 'sent'] as const);
  await runPlan(redis, finishJob('mail', job, status, result, Date.now()));
}

/** Whoever pops a picture and dies has lost it; here that is a thumbnail, which is made again on demand. */
async function resize(redis: Redis, random: Random): Promise<void> {
  if (await redis.brpop(messageQueueKey('images'), 5)) await pause(random.between(250, 1_500));
}

async function report(redis: Redis, random: Random): Promise<void> {
  const job = await runPlan(redis, claimPriorityJob('reports', Date.now()));
  if (job === null) return pause(1_000);
  await pause(random.between(4_000, 14_000));
  await runPlan(redis, finishPriorityJob('reports', job));
}

/** Reads a stream for a group; now and then it forgets to say that it is done. */
function consume(stream: string, group: string, consumer: string, slownessMs: number) {
  return async (redis: Redis, random: Random): Promise<void> => {
    const ids = await waitForEntries(redis, stream, group, consumer);
    if (ids.length > 0) await pause(random.between(slownessMs / 2, slownessMs));
    await runPlan(redis, acknowledge(stream, group, random.chance(0.02) ? ids.slice(1) : ids));
  };
}

/**
 * Starts those who wait for work, each on a connection of its own, and those who listen to channels.
 * @param signal Ends them: whoever calls cuts the connections next, which wakes the waiting ones.
 * @param onError Is told what went wrong; the worker goes on after a second.
 */
export async function startWorkers(
  connections: Connections,
  random: Random,
  signal: AbortSignal,
  onError: (error: unknown) => void,
): Promise<void> {
  const loop = async (redis: Redis, step: (redis: Redis, random: Random) => Promise<void>) => {
    while (!signal.aborted) {
      try {
        await step(redis, random);
      } catch (error) {
        if (signal.aborted) return;
        onError(error);
        await pause(1_000);
      }
    }
  };
  for (const redis of connections.of('worker-mail')) void loop(redis, mail);
  for (const redis of connections.of('worker-image')) void loop(redis, resize);
  for (const redis of connections.of('analytics')) void loop(redis, report);
  const [payments, stock = payments] = connections.of('worker-orders');
  void loop(payments, consume('orders', 'payment_processor', 'worker-orders-1', 300));
  void loop(stock, consume('orders', 'inventory_manager', 'worker-orders-2', 900));
  void loop(connections.of('search-sync')[0], consume('user_activity', 'processors', 'worker-1', 60));

  const channels = rooms.map((room) => `chat:room:${room}`);
  await Promise.all([
    ...connections.of('chat').map((redis) => redis.subscribe(...channels)),
    ...connections.of('notify').map((redis) => redis.psubscribe('event:*')),
  ]);
}
