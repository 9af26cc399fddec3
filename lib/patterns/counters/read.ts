import { formatCount } from '@/lib/format';
import {
  bucketsOf,
  chooseBuckets,
  clockDoubt,
  findSubject,
  slotsOf,
  spanOf,
  timeZoneOf,
  type Buckets,
  type Slot,
} from '../bucketed';
import { toWire } from '../bytes';
import { defineView, type ReadContext, type Thing } from '../pattern';
import type { Plan } from '../plan';
import { counterQuery, counterResponse, type CounterQuery, type CounterResponse } from './model';
import { describeSeries, readGrid, sumSubjects, type Grid } from './periods';
import { rankSubjects, readTotals, sumTotals, tallyKey, toRows, type Ranked, type Ranking } from './subjects';
import { readTally } from './tally';
import { readTags, tooManyValues } from './tags';

/** Keys of periods that one answer reads. */
const MOST_KEYS = 6_000;

/** Keys of days that never end, and pages and users, are worth a word from here on. */
const MANY_KEYS = 400;
const MANY_SUBJECTS = 10_000;

/**
 * A counter by hour, day or month, beside the same time before, and what it is made up of: tags, pages, users.
 *
 * The keys are computed from the time, one for each period, so that a missing period is a zero that was read and
 * not one that a scan happened to miss.
 */
export const counterView = defineView({ query: counterQuery, response: counterResponse, read: readCounter });

function* readCounter(
  thing: Thing,
  query: CounterQuery,
  { now, settings }: ReadContext,
): Plan<CounterResponse> {
  const all = bucketsOf(thing, settings);
  const buckets = chooseBuckets(all, query.granularity);
  const slots = buckets ? askedSlots(buckets, query, now) : [];
  const ranking = yield* rankFor(thing, buckets, slots, now);
  const asked = query.of === undefined ? null : yield* readAsked(thing, ranking, query.of);
  const chosen = asked ? [asked] : ranking.ranked.slice(0, Math.max(1, fitting(slots)));
  const subjects = chosen.map(({ subject }) => subject);
  const grid = buckets && subjects.length > 0 ? yield* readGrid(buckets, subjects, slots, now) : null;
  const [series, previous] = split(grid, query.compare);
  const several = ranking.ranked.some(({ subject }) => subject.label !== '');
  const total = asked ? (typeof asked.total === 'number' ? asked.total : null) : sumTotals(ranking);
  const only = subjects.length === 1 ? subjects[0]! : null;
  return {
    granularity: buckets?.granularity ?? null,
    granularities: all.map(({ granularity }) => granularity),
    timeZone: buckets ? timeZoneOf(buckets, settings) : null,
    series,
    previous,
    ...describeSeries(series, previous),
    total,
    of: asked && toWire(asked.subject.label),
    subjects: several
      ? {
          rows: toRows(ranking.ranked, asked ? null : shownOf(grid, query.compare)),
          of: ranking.of,
          summed: chosen.length,
          complete: ranking.complete,
        }
      : null,
    tags: asked ? [] : yield* readTags(thing),
    tally: yield* readTally(only && tallyKey(thing, only), now),
    keysRead: (grid?.keysRead ?? 0) + ranking.ranked.length,
    unreadable: (grid?.unreadable ?? 0) + chosen.filter(({ total }) => total === 'unreadable').length,
    notes: notesOf(thing, buckets, ranking, chosen.length, now),
  };
}

/** The periods that are asked for, and as many before where they are to be compared. */
function askedSlots(buckets: Buckets, query: CounterQuery, now: number): Slot[] {
  const { count, until } = spanOf(buckets, query, now);
  return slotsOf(buckets, { count: query.compare ? 2 * count : count, until }, now);
}

/** How many subjects' periods may be read. */
const fitting = (slots: readonly Slot[]) => Math.floor(MOST_KEYS / Math.max(1, slots.length));

/** The greatest subjects first: by their totals, or where nothing keeps those, by the latest periods. */
function* rankFor(
  thing: Thing,
  buckets: Buckets | undefined,
  slots: readonly Slot[],
  now: number,
): Plan<Ranking> {
  const ranking = yield* rankSubjects(thing);
  const { ranked } = ranking;
  if (!buckets || ranked.length <= fitting(slots) || ranked.some(({ total }) => total !== 'missing'))
    return ranking;
  const subjects = ranked.map(({ subject }) => subject);
  const { values } = yield* readGrid(buckets, subjects, slots.slice(-2), now);
  const latest = new Map(
    ranked.map((each, index) => [each, values[index]!.reduce((sum: number, value) => sum + (value ?? 0), 0)]),
  );
  return { ...ranking, ranked: ranked.toSorted((a, b) => latest.get(b)! - latest.get(a)!) };
}

/** The one that was asked for; `null` where the thing has no several. */
function* readAsked(thing: Thing, { ranked }: Ranking, label: string): Plan<Ranked | null> {
  const known = ranked.find(({ subject }) => subject.label === label);
  if (known) return known;
  const subjects = ranked.map(({ subject }) => subject);
  const subject = findSubject(thing, subjects, label);
  return subject && { subject, total: (yield* readTotals(thing, [subject]))[0]! };
}

/** The series of the periods asked for, and of those before. */
function split(
  grid: Grid | null,
  compare: boolean,
): [series: CounterResponse['series'], previous: CounterResponse['previous']] {
  const all = grid ? sumSubjects(grid) : [];
  if (!compare) return [all, null];
  return [all.slice(all.length / 2), all.slice(0, all.length / 2)];
}

/** The grid without the periods that are only there to compare with. */
function shownOf(grid: Grid | null, compare: boolean): Grid | null {
  if (!grid || !compare) return grid;
  const from = grid.slots.length / 2;
  return { ...grid, slots: grid.slots.slice(from), values: grid.values.map((row) => row.slice(from)) };
}

function notesOf(
  thing: Thing,
  buckets: Buckets | undefined,
  { ranked, of, complete }: Ranking,
  summed: number,
  now: number,
): string[] {
  const endless = buckets && buckets.part.ttlMs.most === null && buckets.part.keys > MANY_KEYS;
  return [
    tooManyValues(thing),
    buckets ? clockDoubt(buckets, now) : null,
    endless
      ? `${formatCount(buckets.part.keys)} keys of ${buckets.granularity}s have no time to live: there will be ever more.`
      : null,
    of > MANY_SUBJECTS ? `There are ${formatCount(of)} keys, one for each: nothing bounds these.` : null,
    buckets && summed > 1 && summed < of
      ? `The series is the sum of ${formatCount(summed)} of ${formatCount(of)}, the greatest${ranked.length < of ? ` of ${formatCount(ranked.length)} that were looked at` : ''}.`
      : null,
    complete ? null : 'Only some names are kept of so many keys: there may be others that are not listed.',
  ].filter((note) => note !== null);
}
