import type { Redis } from 'ioredis';
import { CATALOGUE, FAMILIES } from '@/lib/patterns/catalogue';
import type { ReadContext, Thing } from '@/lib/patterns/pattern';
import { Recognition } from '@/lib/patterns/recognise';
import type { Described } from '@/lib/patterns/things';
import { runPlan } from './run-plan';

/**
 * Scans a test's server and recognises what is there, as the lens does: but in the order of the names, so that the
 * same keys of many are looked at in every run.
 */
export async function recogniseAll(
  redis: Redis,
  now: number,
): Promise<{ things: Thing[]; unrecognised: Described['unrecognised'] }> {
  const recognition = new Recognition(FAMILIES);
  const all: string[] = [];
  let cursor = '0';
  do {
    const [next, names] = await redis.scanBuffer(cursor, 'COUNT', 500);
    cursor = next.toString();
    all.push(...names.map((name) => name.toString('latin1')));
  } while (cursor !== '0');
  recognition.add(all.sort());
  while (recognition.unverified > 0) await runPlan(redis, recognition.verify(200, now));
  await runPlan(redis, recognition.reconsider(now));
  const { things, unrecognised } = recognition.describe();
  return {
    things: things.map(({ family, ...thing }) => ({
      ...thing,
      family: family.id,
      pattern: CATALOGUE.find(({ families }) => families.includes(family))!.id,
    })),
    unrecognised,
  };
}

/** What a read may know, for a test: one server, UTC, nothing set. */
export const contextAt = (now: number, settings: ReadContext['settings'] = {}): ReadContext => ({
  now,
  cluster: false,
  redisVersion: '7.0.15',
  settings,
  past: [],
});
