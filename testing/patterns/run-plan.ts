import { Redis } from 'ioredis';
import type { Plan, Step } from '@/lib/patterns/plan';
import type { Reply } from '@/lib/redis/reply';

/**
 * Runs a plan on a connection of a test; strings are bytes, both ways.
 * @param before what somebody else does right before each step
 */
export async function runPlan<T>(
  redis: Redis,
  plan: Plan<T>,
  before?: (step: Step) => Promise<unknown>,
): Promise<T> {
  let next = plan.next();
  while (!next.done) {
    await before?.(next.value);
    next = plan.next(await runStep(redis, next.value));
  }
  return next.value;
}

async function runStep(redis: Redis, { commands, atomic }: Step): Promise<Reply[]> {
  const pipeline = atomic ? redis.multi() : redis.pipeline();
  for (const [name, ...args] of commands) {
    pipeline.callBuffer(
      name,
      ...args.map((arg) => (typeof arg === 'number' ? String(arg) : Buffer.from(arg, 'latin1'))),
    );
  }
  const results = (await pipeline.exec()) ?? [];
  return results.map(([error, reply]) => (error ? error : bytesOf(reply)));
}

function bytesOf(reply: unknown): Reply {
  if (Buffer.isBuffer(reply)) return reply.toString('latin1');
  return Array.isArray(reply) ? reply.map(bytesOf) : (reply as Reply);
}
