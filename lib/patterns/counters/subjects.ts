import { knowsAllNames, subjectsOf, type Subject } from '../bucketed';
import { toWire, type Bytes } from '../bytes';
import type { Thing, ThingPart } from '../pattern';
import type { Command, Plan } from '../plan';
import { compileTemplate } from '../template';
import { TAG, VIEWS } from './layouts';
import type { CountedSubject } from './model';
import { countCommand, readCounts, sumKnown, type Count, type Grid } from './periods';

/** Subjects whose totals are read, to find the greatest; of more, the first that the scan saw. */
const MOST_RANKED = 1_000;

/** Rows that the answer has. */
const MOST_ROWS = 50;

/** A subject with what it counted since the beginning. */
export interface Ranked {
  subject: Subject;
  total: Count;
}

/** The part that keeps a thing's totals: the one without a clock that is no breakdown. */
export const totalPart = (thing: Thing): ThingPart | undefined =>
  thing.parts.find(({ clock, layout }) => clock === null && layout !== TAG);

/** What a thing counts, the greatest first. */
export interface Ranking {
  ranked: Ranked[];
  /** How many are known. */
  of: number;
  /** Whether that is all. */
  complete: boolean;
}

/** How many subjects a thing has, and the totals of as many as are ranked; the greatest first. */
export function* rankSubjects(thing: Thing, most = MOST_RANKED): Plan<Ranking> {
  const all = subjectsOf(thing, TAG);
  const some = all.slice(0, most);
  const totals = yield* readTotals(thing, some);
  return {
    ranked: some
      .map((subject, index) => ({ subject, total: totals[index]! }))
      .sort((a, b) => sizeOf(b.total) - sizeOf(a.total)),
    of: all.length,
    complete: knowsAllNames(thing),
  };
}

const sizeOf = (count: Count) => (typeof count === 'number' ? count : -Infinity);

/** What each subject counted since the beginning; `missing` where no key keeps it. */
export function* readTotals(thing: Thing, subjects: readonly Subject[]): Plan<Count[]> {
  const part = totalPart(thing);
  if (!part) return subjects.map(() => 'missing');
  const template = compileTemplate(part.template);
  return yield* readCounts(
    subjects.map(({ fields }) => totalCommand(part, template.fill({ ...thing.identity, ...fields }))),
  );
}

/** The hash that a subject's counts are in; `null` where they are no hash. */
export function tallyKey(thing: Thing, { fields }: Subject): Bytes | null {
  const part = totalPart(thing);
  return part?.type === 'hash' ? compileTemplate(part.template).fill({ ...thing.identity, ...fields }) : null;
}

const totalCommand = (part: ThingPart, key: Bytes): Command =>
  part.type === 'hash' ? ['HGET', key, VIEWS] : countCommand(key);

/** The answer's rows: by what they counted in the periods shown, or else in all. */
export function toRows(ranked: readonly Ranked[], grid: Grid | null): CountedSubject[] {
  return ranked
    .map(({ subject, total }, index) => ({
      name: toWire(subject.label),
      total: typeof total === 'number' ? total : null,
      sum: grid?.values[index] ? sumKnown(grid.values[index]) : null,
    }))
    .sort(
      (a, b) =>
        (b.sum ?? -1) - (a.sum ?? -1) || (b.total ?? -1) - (a.total ?? -1) || (a.name < b.name ? -1 : 1),
    )
    .slice(0, MOST_ROWS);
}

/** What the subjects' totals add up to; `null` where none is kept, or not all of them were read. */
export function sumTotals({ ranked, of, complete }: Ranking): number | null {
  const known = ranked.flatMap(({ total }) => (typeof total === 'number' ? [total] : []));
  return known.length === 0 || ranked.length < of || !complete
    ? null
    : known.reduce((sum, each) => sum + each, 0);
}
