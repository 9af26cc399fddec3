import { number, type Reply } from '@/lib/redis/reply';
import { readReach, type Buckets, type Slot, type Subject } from '../bucketed';
import type { Bytes } from '../bytes';
import { ask, isRefused, settled, type Command, type Plan } from '../plan';
import type { CountedPeriod, CounterResponse } from './model';

/** What a key of a count was found to be. */
export type Count = number | 'missing' | 'unreadable';

/** A number has no more characters; whatever else a key holds by now, this much of it is read. */
const COUNT_BYTES = 64;

/** Reads a count; a missing key is an empty text to it. */
export const countCommand = (key: Bytes): Command => ['GETRANGE', key, 0, COUNT_BYTES - 1];

/**
 * The counts that some commands answer.
 * @throws the ACL's refusal, where it covers none of the keys
 */
export function* readCounts(commands: readonly Command[]): Plan<Count[]> {
  const replies = yield* ask(commands);
  if (replies.length > 0 && replies.every(isRefused)) settled(replies[0]);
  return replies.map(toCount);
}

const toCount = (reply: Reply): Count =>
  reply === null || reply === '' ? 'missing' : (number(reply) ?? 'unreadable');

/** What was read of some subjects over some periods. */
export interface Grid {
  slots: readonly Slot[];
  /** By subject, then by period; `null`: nobody can know it any more. */
  values: (number | null)[][];
  keysRead: number;
  unreadable: number;
}

/** Reads a subject's counts for each period, a command for each key. */
export function* readGrid(
  buckets: Buckets,
  subjects: readonly Subject[],
  slots: readonly Slot[],
  now: number,
): Plan<Grid> {
  const cells = subjects.flatMap((subject) =>
    slots.map((slot) => ({ key: buckets.keyOf(subject, slot.name), startsAt: slot.startsAt })),
  );
  const counts = yield* readCounts(cells.map(({ key }) => countCommand(key)));
  const present = cells.filter((_, index) => typeof counts[index] === 'number');
  const reachMs = yield* readReach(
    buckets,
    present.toSorted((a, b) => a.startsAt - b.startsAt),
    now,
  );
  const known = counts.map((count, index) => {
    if (typeof count === 'number') return count;
    return count === 'missing' && cells[index]!.startsAt + reachMs > now ? 0 : null;
  });
  return {
    slots,
    values: subjects.map((_, index) => known.slice(index * slots.length, (index + 1) * slots.length)),
    keysRead: cells.length,
    unreadable: counts.filter((count) => count === 'unreadable').length,
  };
}

/** The subjects' sum for each period; `null` where one of them is unknown. */
export const sumSubjects = ({ slots, values }: Grid): CountedPeriod[] =>
  slots.map(({ startsAt, endsAt, partial }, index) => ({
    startsAt,
    endsAt,
    partial,
    value: sumAll(values.map((row) => row[index]!)),
  }));

/** The sum; `null` where a part is unknown, or there is none. */
const sumAll = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || values.includes(null) ? null : values.reduce((sum: number, each) => sum + each!, 0);

/** The sum of what is known; `null` where nothing is. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, each) => sum + each, 0);
}

/** A series in a few numbers. */
export function describeSeries(
  series: readonly CountedPeriod[],
  previous: readonly CountedPeriod[] | null,
): Pick<CounterResponse, 'sum' | 'previousSum' | 'mean' | 'peak' | 'change'> {
  const over = series.flatMap(({ partial, value }) => (partial || value === null ? [] : [value]));
  const peak = series.reduce<{ startsAt: number; value: number } | null>(
    (best, { startsAt, value }) =>
      value !== null && (best === null || value > best.value) ? { startsAt, value } : best,
    null,
  );
  return {
    sum: sumKnown(series.map(({ value }) => value)),
    previousSum: previous && sumKnown(previous.map(({ value }) => value)),
    mean: over.length === 0 ? null : over.reduce((sum, each) => sum + each, 0) / over.length,
    peak,
    change: previous && changeOf(series, previous),
  };
}

/** A period that is not over is compared with nothing: it would always look like a loss. */
function changeOf(series: readonly CountedPeriod[], previous: readonly CountedPeriod[]): number | null {
  const over = series.flatMap(({ partial }, index) => (partial ? [] : [index]));
  const before = sumAll(over.map((index) => previous[index]?.value ?? null));
  const after = sumAll(over.map((index) => series[index]!.value));
  return before === null || after === null || before === 0 ? null : (after - before) / before;
}
