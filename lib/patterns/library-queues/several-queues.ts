import type { Point } from '@/lib/metrics/series';
import { toDisplay, type Bytes } from '../bytes';
import { DAY_MS, HOUR_MS, lastBuckets } from '../clock';
import type { Plan } from '../plan';
import { scanMembers } from '../scan-some';
import { textAll } from './lanes';
import type { Past } from './library';

/** What libraries share that keep many queues under names of their own: their queues are lanes of one thing. */

/** More queues than this are not shown: each has lanes of its own. */
export const MOST_QUEUES = 100;

const DAYS_SHOWN = 30;

/**
 * The names of a library's queues: those in its set, and those whose keys a scan saw.
 * @param set the library's own list of them; it may be gone
 * @param keys that were seen
 * @param before what stands before the name in each of those keys, and may in each member too
 */
export function* namesIn(
  set: Bytes,
  keys: readonly Bytes[],
  before: Bytes,
  most = MOST_QUEUES,
): Plan<Bytes[]> {
  const { found } = yield* scanMembers(set, most);
  const bare = [...found, ...keys].map((name) =>
    name.startsWith(before) ? name.slice(before.length) : name,
  );
  return [...new Set(bare)].toSorted((a, b) => (toDisplay(a) < toDisplay(b) ? -1 : 1)).slice(0, most);
}

/**
 * Jobs on each of the last days, by counters with the day of UTC in their names, and by what today's say of an hour.
 * @param keysOf the counters of a day, such as `2026-11-21`; they are added up
 */
export function* daysPast(keysOf: (day: Bytes) => readonly Bytes[], now: number): Plan<Past> {
  const days = lastBuckets('YYYY-MM-DD', DAYS_SHOWN, now);
  const keys = days.map(({ name }) => keysOf(name));
  const counts = (yield* textAll(keys.flat().map((key) => ['GET', key]))).map((count) =>
    count === null ? null : Number(count),
  );
  let taken = 0;
  const sums = keys.map(({ length }) => {
    const known = counts.slice(taken, (taken += length)).filter((count) => count !== null);
    return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
  });
  const first = sums.findIndex((sum) => sum !== null);
  if (first < 0) return { spark: null, perHour: null };
  // A day without a counter had no jobs, unless it was before the first of them.
  const spark = days.map(({ startsAt }, index): Point => {
    const value = sums[index] ?? (index < first ? null : 0);
    return [startsAt, value, value, value];
  });
  const hours = Math.max(1, (now - (days.at(-1)?.startsAt ?? now - DAY_MS)) / HOUR_MS);
  return { spark, perHour: (sums.at(-1) ?? 0) / hours };
}
