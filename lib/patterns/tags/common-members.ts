import { atLeast } from '@/lib/redis/compare-versions';
import { list, number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { ask, storedReply, type Command, type Plan } from '../plan';
import { scanMembers } from '../scan-some';

/** What two sets have in common. */
export interface CommonMembers {
  members: Bytes[];
  /** Members of the smaller set that were looked at, and how many it has. */
  looked: number;
  of: number;
}

/** Members of the smaller set that are looked at; with fewer, the answer is exact. */
const MOST_LOOKED = 10_000;

const BATCH = 500;

/**
 * The members of both sets. Goes through the smaller one and asks the other for each, in short commands: SINTER keeps
 * the server busy until it is done, however many there are, and wants both keys in one slot.
 * @param redisVersion SMISMEMBER is of 6.2
 */
export function* findCommonMembers(a: Bytes, b: Bytes, redisVersion: string | null): Plan<CommonMembers> {
  const replies = yield* ask([
    ['SCARD', a],
    ['SCARD', b],
  ]);
  const [sizeA, sizeB] = replies.map((reply) => number(storedReply(reply)) ?? 0);
  const [small, large] = sizeA! <= sizeB! ? [a, b] : [b, a];
  const of = Math.min(sizeA!, sizeB!);
  if (of === 0) return { members: [], looked: 0, of };
  const { found } = yield* scanMembers(small, MOST_LOOKED);
  const candidates = [...new Set(found)].slice(0, MOST_LOOKED);
  const members: Bytes[] = [];
  for (let start = 0; start < candidates.length; start += BATCH) {
    const batch = candidates.slice(start, start + BATCH);
    const answers = yield* askMembership(large, batch, atLeast(redisVersion, '6.2'));
    members.push(...batch.filter((_, index) => answers[index]));
  }
  return { members, looked: candidates.length, of };
}

function* askMembership(key: Bytes, members: readonly Bytes[], atOnce: boolean): Plan<boolean[]> {
  if (atOnce) {
    const [reply] = yield* ask([['SMISMEMBER', key, ...members]]);
    return list(storedReply(reply)).map((answer) => number(answer) === 1);
  }
  const replies = yield* ask(members.map((member): Command => ['SISMEMBER', key, member]));
  return replies.map((reply) => number(storedReply(reply)) === 1);
}
