import { formatBytes, formatCount } from '@/lib/format';
import type { Plan } from '../plan';
import { MOST_BITMAP_BYTES, MOST_BYTES_IN_ALL, overlapBitmaps, type Overlap } from './bitmaps';
import { mergeHeld, type Held, type HyperLogLog } from './held';
import { MOST_MEMBERS, overlapSets } from './members';
import type { UniqueUnion } from './model';

/** Who is in any of the keys, and in each two of the last of them. */
export interface Together {
  value: number | null;
  how: UniqueUnion['how'];
  /** Why the value is `null`. */
  reason: string | null;
  /** For each two of the last `pairs` keys; `null` where nobody can say. */
  both: number[][] | null;
  bytes: number;
}

const unknown = (reason: string): Together => ({ value: null, how: null, reason, both: null, bytes: 0 });

/** @param held what exists, all of one kind, in the order of time */
export function* countTogether(held: readonly Held[], pairs: number, cluster: boolean): Plan<Together> {
  const [only, another] = held;
  if (only && !another && 'count' in only) return countAlone(only, pairs);
  const kinds = new Set(held.map(({ kind }) => kind));
  if (kinds.size > 1) return unknown('The keys are of different kinds.');
  const bitmaps = held.filter((each) => each.kind === 'bitmap');
  if (bitmaps.length > 0) {
    const longest = Math.max(...bitmaps.map(({ bytes }) => bytes));
    const all = bitmaps.reduce((sum, { bytes }) => sum + bytes, 0);
    if (longest > MOST_BITMAP_BYTES)
      return unknown(
        `A bitmap takes ${formatBytes(longest)}; more than ${formatBytes(MOST_BITMAP_BYTES)} of one are not brought here.`,
      );
    if (all > MOST_BYTES_IN_ALL)
      return unknown(
        `The bitmaps take ${formatBytes(all)}; more than ${formatBytes(MOST_BYTES_IN_ALL)} are not brought here.`,
      );
    return toTogether(yield* overlapBitmaps(bitmaps, pairs), 'bits');
  }
  const sets = held.filter((each) => each.kind === 'set');
  if (sets.length > 0) {
    const members = sets.reduce((sum, { count }) => sum + count, 0);
    const overlap =
      members > MOST_MEMBERS
        ? null
        : yield* overlapSets(
            sets.map(({ key }) => key),
            pairs,
          );
    return overlap
      ? toTogether(overlap, 'members')
      : unknown(
          `The sets have ${formatCount(members)} members; more than ${formatCount(MOST_MEMBERS)} are not brought here.`,
        );
  }
  return yield* countHyperLogLogs(
    held.filter((each) => each.kind === 'hyperloglog'),
    cluster,
  );
}

/** One key was counted already. */
function countAlone(held: Extract<Held, { count: number }>, pairs: number): Together {
  const how = { set: 'members', bitmap: 'bits', hyperloglog: 'registers' } as const;
  return {
    value: held.count,
    how: held.kind === 'hyperloglog' && !held.registers ? 'PFCOUNT' : how[held.kind],
    reason: null,
    both: held.kind === 'hyperloglog' ? null : pairs === 0 ? [] : [[held.count]],
    bytes: 0,
  };
}

const toTogether = ({ union, both, bytes }: Overlap, how: 'bits' | 'members'): Together => ({
  value: union,
  how,
  reason: null,
  both,
  bytes,
});

function* countHyperLogLogs(held: readonly HyperLogLog[], cluster: boolean): Plan<Together> {
  const { count, how } = yield* mergeHeld(held, cluster);
  const reason =
    count === null
      ? 'Your Redis user may not read the keys (GETRANGE), and PFCOUNT cannot merge so many, or those of a Cluster.'
      : null;
  return { value: count, how: held.length === 0 ? null : how, reason, both: null, bytes: 0 };
}
