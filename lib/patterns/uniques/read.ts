import {
  bucketsOf,
  chooseBuckets,
  findSubject,
  knowsAllNames,
  slotsOf,
  spanOf,
  timeZoneOf,
  type Buckets,
  type Slot,
  type Subject,
} from '../bucketed';
import { toWire } from '../bytes';
import { defineView, type ReadContext, type Thing } from '../pattern';
import type { Plan } from '../plan';
import {
  countPeriods,
  countedSubjects,
  isPresent,
  plainKey,
  readGrid,
  type Counted,
  type Grid,
} from './grid';
import { mergeHeld, readHeld, type Held, type HyperLogLog } from './held';
import { DENSE_BYTES, STANDARD_ERROR } from './hyperloglog';
import {
  uniqueQuery,
  uniqueResponse,
  type UniquePeriod,
  type UniqueQuery,
  type UniqueResponse,
  type UniqueSubject,
} from './model';
import { notesOf } from './notes';
import { countTogether } from './overlap';
import { overlapPeriods, toUnion, type Overlaps } from './retention';

/** Keys of one answer; a HyperLogLog takes 12 KB. */
const MOST_KEYS = 600;

/** Subjects that are looked at to find the greatest. */
const MOST_RANKED = 200;

const MOST_ROWS = 50;

/**
 * How many different visitors there were by day and page, and across them.
 *
 * HyperLogLogs are read with GETRANGE and counted and merged outside the server, always, which has three reasons: nothing
 * is written (PFCOUNT keeps its result in the key, which dirties the data set and is replicated, and PFMERGE makes
 * one); keys that a Cluster has in different slots are merged like any others; and the registers that the days need
 * are the same that the sum over the days needs. They are at most 12 KB each. Only where the ACL refuses GETRANGE is
 * PFCOUNT asked, and the answer says so. Sets and bitmaps, which know their members, are counted exactly; across days
 * and for who came again, by SSCAN and GETRANGE within stated bounds.
 */
export const uniqueView = defineView({ query: uniqueQuery, response: uniqueResponse, read: readUniques });

function* readUniques(thing: Thing, query: UniqueQuery, context: ReadContext): Plan<UniqueResponse> {
  const { now, settings, cluster } = context;
  const all = bucketsOf(thing, settings);
  const buckets = chooseBuckets(all, query.granularity);
  const slots = buckets ? slotsOf(buckets, spanOf(buckets, query, now), now) : [];
  const known = countedSubjects(thing, buckets);
  const asked = query.of === undefined ? null : findSubject(thing, known, query.of);
  const ranked = yield* rankSubjects(thing, known, buckets, slots, now);
  const fitting = Math.max(1, Math.floor(MOST_KEYS / Math.max(1, slots.length)));
  const chosen = asked ? [asked] : ranked.slice(0, fitting).map(({ subject }) => subject);
  const grid: Grid = buckets
    ? yield* readGrid(buckets, chosen, slots, now)
    : { slots, held: (yield* readPlain(thing, chosen)).map((held) => [held]), knownSince: -Infinity };
  const series = yield* countPeriods(grid, cluster);
  const overlaps = yield* overlap(grid, series, buckets ? query.retention : 0, cluster);
  const present = grid.held.flat().filter(isPresent);
  const kinds = new Set(present.map(({ kind }) => kind));
  const several = known.some(({ label }) => label !== '');
  return {
    kind: kinds.size > 1 ? 'mixed' : ([...kinds][0] ?? null),
    error: kinds.size === 0 ? null : kinds.has('hyperloglog') ? STANDARD_ERROR : 0,
    granularity: buckets?.granularity ?? null,
    granularities: all.map(({ granularity }) => granularity),
    timeZone: buckets ? timeZoneOf(buckets, settings) : null,
    series,
    ...describe(series),
    across: overlaps.across,
    of: asked && toWire(asked.label),
    subjects: several
      ? {
          rows: yield* toRows(asked ? [] : chosen, grid, ranked, cluster),
          of: known.length,
          counted: chosen.length,
          complete: knowsAllNames(thing),
        }
      : null,
    retention: overlaps.retention,
    writes: present.some((held) => held.kind === 'hyperloglog' && held.registers === null),
    keysRead: grid.held.flat().length,
    bytesRead: overlaps.bytes + present.reduce((sum, held) => sum + bytesBrought(held), 0),
    unreadable: grid.held.flat().filter(({ kind }) => kind === 'unreadable').length,
    notes: notesOf(
      thing,
      buckets,
      present,
      { counted: chosen.length, looked: ranked.length, of: asked ? 1 : known.length },
      now,
    ),
  };
}

/** What is no longer than a HyperLogLog was read whole. */
const bytesBrought = (held: Counted): number =>
  held.kind === 'set' || held.bytes > DENSE_BYTES ? 0 : held.bytes;

/** A subject with its number in the last period, where that was read to choose among many. */
interface Ranked {
  subject: Subject;
  latest: number | null;
}

/** The greatest first, where there are more than can be read over all periods. */
function* rankSubjects(
  thing: Thing,
  subjects: readonly Subject[],
  buckets: Buckets | undefined,
  slots: readonly Slot[],
  now: number,
): Plan<Ranked[]> {
  const some = subjects.slice(0, MOST_RANKED);
  if (!buckets || subjects.length * slots.length <= MOST_KEYS)
    return some.map((subject) => ({ subject, latest: null }));
  const { held } = yield* readGrid(buckets, some, slots.slice(-1), now);
  return some
    .map((subject, index) => ({ subject, latest: countOf(held[index]![0]) }))
    .sort((a, b) => (b.latest ?? -1) - (a.latest ?? -1));
}

const countOf = (held: Held | undefined): number | null => {
  if (!held || held.kind === 'unreadable') return null;
  return isPresent(held) ? held.count : 0;
};

/** Keys without periods. */
function* readPlain(thing: Thing, subjects: readonly Subject[]): Plan<Held[]> {
  return yield* readHeld(subjects.flatMap((subject) => plainKey(thing, subject) ?? []));
}

/** Everybody once. Who came again only one subject's keys can tell. */
function* overlap(
  { slots, held }: Grid,
  series: readonly UniquePeriod[],
  last: number,
  cluster: boolean,
): Plan<Overlaps> {
  const [row, another] = held;
  if (row && !another && slots.length > 0) return yield* overlapPeriods(slots, row, series, last, cluster);
  const present = held.flat().filter(isPresent);
  const together = yield* countTogether(present, 0, cluster);
  return { across: toUnion(together, present, series), retention: null, bytes: together.bytes };
}

/** Each subject by its number across all periods, or else in the last one. */
function* toRows(
  chosen: readonly Subject[],
  { held }: Grid,
  ranked: readonly Ranked[],
  cluster: boolean,
): Plan<UniqueSubject[]> {
  const rows: UniqueSubject[] = [];
  for (const { subject, latest } of ranked) {
    const row = held[chosen.indexOf(subject)] ?? [];
    rows.push({
      name: toWire(subject.label),
      latest: row.length > 0 ? countOf(row.at(-1)) : latest,
      across: yield* countRow(row, cluster),
    });
  }
  return rows
    .sort(
      (a, b) =>
        (b.across ?? -1) - (a.across ?? -1) ||
        (b.latest ?? -1) - (a.latest ?? -1) ||
        (a.name < b.name ? -1 : 1),
    )
    .slice(0, MOST_ROWS);
}

function* countRow(row: readonly Held[], cluster: boolean): Plan<number | null> {
  const present = row.filter(isPresent);
  const logs = present.filter((each): each is HyperLogLog => each.kind === 'hyperloglog');
  if (present.length === 1) return present[0]!.count;
  return logs.length === present.length && logs.length > 0 ? (yield* mergeHeld(logs, cluster)).count : null;
}

function describe(series: readonly UniquePeriod[]): Pick<UniqueResponse, 'mean' | 'peak'> {
  const over = series.flatMap(({ partial, value }) => (partial || value === null ? [] : [value]));
  let peak: UniqueResponse['peak'] = null;
  for (const { startsAt, value } of series)
    if (value !== null && (peak === null || value > peak.value)) peak = { startsAt, value };
  return { mean: over.length === 0 ? null : over.reduce((sum, each) => sum + each, 0) / over.length, peak };
}
