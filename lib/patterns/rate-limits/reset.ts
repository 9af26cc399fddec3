import { string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import type { Thing } from '../pattern';
import { ask, settled, type Plan } from '../plan';
import { resetLimit } from './write';

/** What became of the keys of those who were to be reset; the others had ended already. */
export interface LimitsReset {
  removed: number;
  /** Keys that are of another type than the limit's: they were left alone. */
  spared: number;
}

/** Keys in one round trip. */
const BATCH = 200;

/**
 * Forgets what some have used. A name alone may deceive (`user:42` is a log of requests here, and somebody's data
 * elsewhere), so each key's type is looked at once more.
 * @param keys by name of the limit: see `isLimitKey`
 * @throws what the ACL refuses
 */
export function* resetOwnLimits(thing: Thing, keys: readonly Bytes[]): Plan<LimitsReset> {
  const types = new Set(thing.parts.map(({ type }) => type));
  const reset: LimitsReset = { removed: 0, spared: 0 };
  for (let start = 0; start < keys.length; start += BATCH) {
    const some = keys.slice(start, start + BATCH);
    const replies = yield* ask(some.map((key) => ['TYPE', key] as const));
    const typeAt = (index: number) => string(settled(replies[index])) ?? 'none';
    reset.removed += yield* resetLimit(some.filter((_, index) => types.has(typeAt(index))));
    reset.spared += some.filter((_, index) => !types.has(typeAt(index)) && typeAt(index) !== 'none').length;
  }
  return reset;
}
