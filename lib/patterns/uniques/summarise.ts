import { bucketsOf, slotsOf } from '../bucketed';
import type { ReadContext, Summary, Thing } from '../pattern';
import type { Plan } from '../plan';
import { countPeriods, countedSubjects, isPresent, plainKey, readGrid } from './grid';
import { readHeld } from './held';
import { nounOf } from './layouts';
import { wasteOf } from './notes';
import { countTogether } from './overlap';

/** Keys for one card; a HyperLogLog takes 12 KB. */
const MOST_KEYS = 60;

/** Periods of a sparkline that are over. */
const BARS = 14;

const PRESENT = { hour: 'in this hour', day: 'today', month: 'this month' } as const;
const HOURS = { hour: 1, day: 24, month: 730 } as const;

/**
 * A unique count's card: today's visitors, with the two weeks before as its past where the keys are not too many.
 * Nobody knows how often they came; yesterday's visitors made at least one event each, which says how busy it is.
 */
export function* summariseUniques(thing: Thing, { now, settings, cluster }: ReadContext): Plan<Summary> {
  const [buckets] = bucketsOf(thing, settings);
  const all = countedSubjects(thing, buckets);
  const subjects = all.slice(0, MOST_KEYS);
  const noun = nounOf(thing.family);
  const of = subjects.length < all.length ? `, ${subjects.length} of ${all.length}` : '';
  const card = { unit: 'count', spark: null, perHour: null } as const;
  if (!buckets) {
    const keys = subjects.flatMap((subject) => plainKey(thing, subject) ?? []);
    const present = (yield* readHeld(keys)).filter(isPresent);
    const { value } = yield* countTogether(present, 0, cluster);
    return { ...card, value, caption: `${noun} in all${of}`, trouble: wasteOf(present) };
  }
  const bars = Math.min(BARS, Math.floor(MOST_KEYS / Math.max(1, subjects.length)) - 1);
  const slots = slotsOf(buckets, { count: bars + 1, until: now }, now);
  const grid = yield* readGrid(buckets, subjects, slots, now);
  const series = yield* countPeriods(grid, cluster);
  const over = series.slice(0, -1);
  const latest = over.at(-1)?.value ?? null;
  return {
    ...card,
    value: series.at(-1)?.value ?? null,
    caption: `${noun} ${PRESENT[buckets.granularity]}${of}`,
    spark:
      over.length < 2 ? null : over.map(({ startsAt, value }) => [startsAt, value, value, value] as const),
    perHour: latest === null ? null : latest / HOURS[buckets.granularity],
    trouble: wasteOf(grid.held.flat().filter(isPresent)),
  };
}
