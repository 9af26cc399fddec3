import { formatBytes, formatCount } from '@/lib/format';
import { clockDoubt, knowsAllNames, type Buckets } from '../bucketed';
import type { Thing } from '../pattern';
import type { Counted } from './grid';

/** How many pages, endpoints or the like were counted together, were looked at to choose those, and there are. */
interface Subjects {
  counted: number;
  looked: number;
  of: number;
}

/** What is odd about a unique count, in sentences. */
export function notesOf(
  thing: Thing,
  buckets: Buckets | undefined,
  present: readonly Counted[],
  { counted, looked, of }: Subjects,
  now: number,
): string[] {
  const apart = buckets && counted > 1 && present.some(({ kind }) => kind !== 'hyperloglog');
  const chosen = looked < of ? ` of ${formatCount(looked)} that were looked at` : '';
  return [
    buckets ? clockDoubt(buckets, now) : null,
    wasteOf(present),
    apart ? 'Sets and bitmaps of several are not counted together by period: choose one.' : null,
    counted < of
      ? `The series counts ${formatCount(counted)} of ${formatCount(of)} together, the greatest${chosen}.`
      : null,
    knowsAllNames(thing)
      ? null
      : 'Only some names are kept of so many keys: there may be others that are not listed.',
  ].filter((note) => note !== null);
}

/** A bitmap is as long as its greatest id, however few bits it has. */
export function wasteOf(present: readonly Counted[]): string | null {
  const wasteful = present.find(
    (held) => held.kind === 'bitmap' && held.bytes > 1_048_576 && held.count * 1_000 < held.bytes * 8,
  );
  return wasteful?.kind === 'bitmap'
    ? `A bitmap takes ${formatBytes(wasteful.bytes)} for ${formatCount(wasteful.count)} users: one high id is enough for that.`
    : null;
}
