import 'server-only';
import type { PastSample, Pattern, ReadContext, Sampling, Summary, Thing } from '@/lib/patterns/pattern';
import type { Plan } from '@/lib/patterns/plan';
import { singleton } from '../singleton';
import { PastMemory } from './past-memory';

/** What is kept of a pattern that says nothing of its own: its number, for a day. */
const MINUTELY = { everyMs: 60_000, keep: 1_440 };

const past = () => singleton('past', () => new PastMemory());

const keyOf = (instance: string, database: number, thing: string) =>
  JSON.stringify([instance, database, thing]);

/** What is known of a thing's past. */
export const pastOf = (instance: string, database: number, thing: string): readonly PastSample[] =>
  past().of(keyOf(instance, database, thing));

/**
 * Takes a sample of a thing, if one is due.
 * @returns the plan that reads it and remembers it; `null` where it is too early
 */
export function samplePlan(
  instance: string,
  database: number,
  pattern: Pattern,
  thing: Thing,
  context: ReadContext,
): Plan<void> | null {
  const { everyMs, keep } = pattern.sampling ?? MINUTELY;
  const key = keyOf(instance, database, thing.id);
  if (!past().isDue(key, everyMs, context.now)) return null;
  return (function* remember(): Plan<void> {
    const values = yield* readValues(pattern, thing, context);
    // Two that read at once keep one.
    if (past().isDue(key, everyMs, context.now)) past().append(key, { at: context.now, values }, keep);
  })();
}

function* readValues(pattern: Pattern, thing: Thing, context: ReadContext): Plan<Record<string, number>> {
  const sampling: Sampling | undefined = pattern.sampling;
  if (sampling) return yield* sampling.sample(thing, context);
  const { value }: Summary = yield* pattern.summarise(thing, context);
  return value === null ? {} : { value };
}
