import { list, string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { ask, storedReply, type Plan } from '../plan';
import type { Overlap } from './bitmaps';

/** Members of all sets together that are brought here. */
export const MOST_MEMBERS = 200_000;

/** Of one SSCAN. */
const COUNT = 1_000;

/**
 * Who is in any of some sets, and in each two of the last `pairs`: by SSCAN, so that neither the server nor this
 * process is kept for long. SUNIONSTORE and SINTERSTORE would write, SUNION and SINTER keep the server for as long as
 * the sets are.
 * @param pairs at most 30
 * @returns `null` where the sets grew so much meanwhile that there are too many members
 */
export function* overlapSets(keys: readonly Bytes[], pairs: number): Plan<Overlap | null> {
  const paired = keys.length - pairs;
  /** In which of the last sets a member is, a bit for each. */
  const where = new Map<Bytes, number>();
  let bytes = 0;
  let waiting = keys.map((key, index) => ({
    key,
    bit: index < paired ? 0 : 1 << (index - paired),
    cursor: '0',
  }));
  while (waiting.length > 0) {
    const replies = yield* ask(
      waiting.map(({ key, cursor }) => ['SSCAN', key, cursor, 'COUNT', COUNT] as const),
    );
    for (const [index, each] of waiting.entries()) {
      const [next, page] = list(storedReply(replies[index]));
      for (const member of list(page)) {
        const name = string(member) ?? '';
        bytes += name.length;
        where.set(name, (where.get(name) ?? 0) | each.bit);
      }
      each.cursor = string(next) ?? '0';
    }
    if (where.size > MOST_MEMBERS) return null;
    waiting = waiting.filter(({ cursor }) => cursor !== '0');
  }
  return { union: where.size, both: countPairs(where.values(), pairs), bytes };
}

function countPairs(places: Iterable<number>, pairs: number): number[][] {
  // Few members differ in where they are: each combination is looked at once.
  const combinations = new Map<number, number>();
  for (const place of places) combinations.set(place, (combinations.get(place) ?? 0) + 1);
  return Array.from({ length: pairs }, (_, a) =>
    Array.from({ length: pairs }, (_, b) => {
      const wanted = (1 << a) | (1 << b);
      let count = 0;
      for (const [place, members] of combinations) if ((place & wanted) === wanted) count += members;
      return count;
    }),
  );
}
