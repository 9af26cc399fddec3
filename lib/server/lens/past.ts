import 'server-only';
import type { PastSample, Pattern, ReadContext, Sampling, Summary, Thing } from '@/lib/patterns/pattern';
import type { Plan } from '@/lib/patterns/plan';
import { singleton } from '../singleton';

/** What is kept of a pattern that says nothing of its own: its number, for a day. */
const MINUTELY = { everyMs: 60_000, keep: 1_440 };

/** Things whose past is kept; of more, those that nobody has looked at for longest are forgotten. */
const MOST_THINGS = 500;

/** The past of things that are pinned or looked at, in memory: it begins anew with the process. */
class Past {
  private readonly samples = new Map<string, PastSample[]>();

  /** The samples of a thing, the oldest first. */
  of(key: string): readonly PastSample[] {
    return this.samples.get(key) ?? [];
  }

  /** Whether another sample is due at a moment (Unix milliseconds). */
  isDue(key: string, everyMs: number, now: number): boolean {
    return now - (this.of(key).at(-1)?.at ?? 0) >= everyMs;
  }

  append(key: string, sample: PastSample, keep: number): void {
    const known = this.samples.get(key) ?? [];
    known.push(sample);
    if (known.length > keep) known.splice(0, known.length - keep);
    // Written last is thrown away last.
    this.samples.delete(key);
    this.samples.set(key, known);
    const [oldest] = this.samples.keys();
    if (this.samples.size > MOST_THINGS && oldest !== undefined) this.samples.delete(oldest);
  }
}

const past = () => singleton('past', () => new Past());

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
