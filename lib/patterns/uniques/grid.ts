import { readReach, subjectsOf, type Buckets, type Slot, type Subject } from '../bucketed';
import type { Bytes } from '../bytes';
import type { Thing, ThingPart } from '../pattern';
import type { Plan } from '../plan';
import { compileTemplate } from '../template';
import { mergeHeld, readHeld, type Held, type HyperLogLog } from './held';
import type { UniquePeriod } from './model';

/** What was read of some pages, endpoints or the like over some periods. */
export interface Grid {
  slots: readonly Slot[];
  /** By subject, then by period. */
  held: Held[][];
  /** A key that is missing from a period before this moment may have ended. */
  knownSince: number;
}

/** Reads each subject's key for each period. */
export function* readGrid(
  buckets: Buckets,
  subjects: readonly Subject[],
  slots: readonly Slot[],
  now: number,
): Plan<Grid> {
  const cells = subjects.flatMap((subject) =>
    slots.map(({ name, startsAt }) => ({ key: buckets.keyOf(subject, name), startsAt })),
  );
  const held = yield* readHeld(cells.map(({ key }) => key));
  const present = cells.filter((_, index) => isPresent(held[index]!));
  const reachMs = yield* readReach(
    buckets,
    present.toSorted((a, b) => a.startsAt - b.startsAt),
    now,
  );
  return {
    slots,
    held: subjects.map((_, index) => held.slice(index * slots.length, (index + 1) * slots.length)),
    knownSince: now - reachMs,
  };
}

/** What a thing counts visitors of: where there are periods, those that have some. */
export const countedSubjects = (thing: Thing, buckets: Buckets | undefined): Subject[] =>
  subjectsOf(thing, ...(buckets ? [plainPart(thing)?.layout ?? ''] : []));

/** The part whose keys have no periods. */
export const plainPart = (thing: Thing): ThingPart | undefined =>
  thing.parts.find(({ clock }) => clock === null);

/** A subject's key without a period; `null` where the thing has none of that kind. */
export function plainKey(thing: Thing, { fields }: Subject): Bytes | null {
  const part = plainPart(thing);
  return part ? compileTemplate(part.template).fill({ ...thing.identity, ...fields }) : null;
}

/** What exists and was counted. */
export type Counted = Extract<Held, { count: number }>;

export const isPresent = (held: Held): held is Counted => 'count' in held;

/**
 * The series: of one subject, its keys' counts; of several, everybody once.
 * @param cluster whether keys may be in different slots
 */
export function* countPeriods({ slots, held, knownSince }: Grid, cluster: boolean): Plan<UniquePeriod[]> {
  const periods: UniquePeriod[] = [];
  for (const [index, { startsAt, endsAt, partial }] of slots.entries()) {
    const column = held.map((row) => row[index]!);
    const value = yield* countColumn(column, startsAt > knownSince, cluster);
    periods.push({ startsAt, endsAt, partial, value });
  }
  return periods;
}

function* countColumn(column: readonly Held[], known: boolean, cluster: boolean): Plan<number | null> {
  const present = column.filter(isPresent);
  const missing = column.some(({ kind }) => kind === 'missing');
  if (missing && !known) return null;
  if (present.length === 0) return missing ? 0 : null;
  const [only, another] = present;
  if (only && !another) return only.count;
  const logs = present.filter((each): each is HyperLogLog => each.kind === 'hyperloglog');
  return logs.length === present.length ? (yield* mergeHeld(logs, cluster)).count : null;
}
