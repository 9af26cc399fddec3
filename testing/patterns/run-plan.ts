import type { Redis } from 'ioredis';
import type { Plan, Step } from '@/lib/patterns/plan';
import { sendStep } from '../../demo/run-plan';

/**
 * Runs a plan on a connection of a test, which is the plan's own; strings are bytes, both ways.
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
    next = plan.next(await sendStep(redis, next.value));
  }
  return next.value;
}
