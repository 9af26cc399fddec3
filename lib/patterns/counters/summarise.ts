import { bucketsOf, slotsOf, type Buckets, type Slot, type Subject } from '../bucketed';
import type { ReadContext, Summary, Thing } from '../pattern';
import type { Plan } from '../plan';
import { readGrid, sumKnown, sumSubjects } from './periods';
import { rankSubjects, tallyKey } from './subjects';
import { readTally } from './tally';
import { tooManyValues } from './tags';

/** Keys that one card reads, and of how many pages or users it reads the totals. */
const MOST_KEYS = 500;

/** Bars of a sparkline, of periods that are over. */
const BARS = { hour: 24, day: 30, month: 12 } as const;

const HOURS = { hour: 1, day: 24, month: 730 } as const;

const PRESENT = { hour: 'in this hour', day: 'today', month: 'this month' } as const;

/**
 * A counter's card: today's count, or that of the last 24 hours where nothing counts days, with the 24 hours before as
 * its past; its busyness is that of the last hour that is over. One without periods shows its total.
 */
export function* summariseCounter(thing: Thing, { now, settings }: ReadContext): Plan<Summary> {
  const all = bucketsOf(thing, settings);
  const finest = all[0];
  const trouble = tooManyValues(thing);
  if (!finest) return { ...(yield* summariseTotal(thing, now)), trouble };

  const slots = slotsOf(finest, { count: BARS[finest.granularity] + 1, until: now }, now);
  const several = Math.floor(MOST_KEYS / slots.length);
  const { ranked, of } = yield* rankSubjects(thing, MOST_KEYS);
  const subjects = ranked.slice(0, several).map(({ subject }) => subject);
  const series = sumSubjects(yield* readGrid(finest, subjects, slots, now));
  const over = series.slice(0, -1);
  const days = all.find(({ granularity }) => granularity === 'day');
  const today = days && days !== finest ? yield* readPresent(days, subjects, now) : null;
  const hourly = finest.granularity === 'hour';
  const lastDay = hourly ? sumKnown(series.slice(-24).map(({ value }) => value)) : series.at(-1)!.value;
  const when = today !== null ? PRESENT.day : hourly ? 'in the last 24 hours' : PRESENT[finest.granularity];
  const latest = over.at(-1)?.value ?? null;
  return {
    value: today ?? lastDay,
    unit: 'count',
    caption: subjects.length < of ? `${when}, the greatest ${subjects.length} of ${of}` : when,
    spark: over.map(({ startsAt, value }) => [startsAt, value, value, value] as const),
    perHour: latest === null ? null : latest / HOURS[finest.granularity],
    trouble,
  };
}

function* readPresent(days: Buckets, subjects: readonly Subject[], now: number): Plan<number | null> {
  const today: Slot[] = slotsOf(days, { count: 1, until: now }, now);
  return sumSubjects(yield* readGrid(days, subjects, today, now))[0]?.value ?? null;
}

function* summariseTotal(thing: Thing, now: number): Plan<Summary> {
  const card = { unit: 'count', spark: null, perHour: null, trouble: null } as const;
  const { ranked } = yield* rankSubjects(thing, MOST_KEYS);
  const [only, another] = ranked;
  const tally = yield* readTally(only && !another ? tallyKey(thing, only.subject) : null, now);
  if (tally && tally.errorRatio !== null)
    return { ...card, value: tally.errorRatio, unit: 'ratio', caption: 'errors of all requests' };
  const totals = ranked.flatMap(({ total }) => (typeof total === 'number' ? [total] : []));
  const caption = thing.keys > ranked.length ? `in all, ${ranked.length} of ${thing.keys}` : 'in all';
  return { ...card, value: sumKnown(totals), caption };
}
