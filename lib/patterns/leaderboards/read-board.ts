import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { scoredMembers } from '../checks';
import { ask, storedReply, type Plan } from '../plan';
import type { BoardPage, LeaderboardQuery, LeaderboardResponse, Ranked } from './model';
import { barsBetween, toJsonScore } from './scores';

/**
 * One page of a sorted set, a member with those around it, and how the scores are spread. Ranks take logarithmic
 * time, so that any page is as near.
 * @returns an empty board where the key is gone or of another type
 */
export function* readBoard(
  board: Bytes,
  { order, min, max, member, around, offset, count }: LeaderboardQuery,
): Plan<BoardPage> {
  const [low, high] = [min ?? '-inf', max ?? '+inf'];
  const [total, ttl, inRange, above, below, worst, best, rank] = yield* ask([
    ['ZCARD', board],
    ['PTTL', board],
    ['ZCOUNT', board, low, high],
    ['ZCOUNT', board, `(${high}`, '+inf'],
    ['ZCOUNT', board, '-inf', `(${low}`],
    ['ZRANGE', board, 0, 0, 'WITHSCORES'],
    ['ZREVRANGE', board, 0, 0, 'WITHSCORES'],
    ...(member === undefined ? [] : [['ZREVRANK', board, member] as const]),
  ]);
  const within = number(storedReply(inRange)) ?? 0;
  const start = offset + (number((order === 'top' ? above : below) ?? null) ?? 0);
  const length = Math.max(0, Math.min(count, within - offset));
  const position = number(rank ?? null);
  return {
    key: toWire(board),
    total: number(storedReply(total)) ?? 0,
    looked: null,
    inRange: within,
    rows: length === 0 ? [] : yield* readRows(board, order, start, start + length - 1),
    found:
      member === undefined || position === null ? null : yield* readAround(board, member, position, around),
    distribution: yield* readDistribution(board, lowestIn(worst), lowestIn(best)),
    ttlMs: (number(ttl) ?? -1) < 0 ? null : number(ttl),
  };
}

const lowestIn = (reply: unknown) => scoredMembers(reply)[0]?.score;

/** A member's place and score, and those `around` it, the best first. */
function* readAround(
  board: Bytes,
  member: Bytes,
  position: number,
  around: number,
): Plan<BoardPage['found']> {
  const rows = yield* readRows(board, 'top', Math.max(0, position - around), position + around);
  const own = rows.find((each) => each.member === toWire(member));
  // It may have left the board since its rank was asked.
  if (!own) return null;
  const [tied] = yield* ask([['ZCOUNT', board, own.score, own.score]]);
  return { ...own, tiedWith: Math.max(0, (number(tied) ?? 1) - 1), around: rows };
}

/** Members by position; both ends are included and 0-based. */
function* readRows(board: Bytes, order: 'top' | 'bottom', from: number, to: number): Plan<Ranked[]> {
  const command = order === 'top' ? 'ZREVRANGE' : 'ZRANGE';
  // One more on either side tells whether the first and the last are tied.
  const first = Math.max(0, from - 1);
  const [reply] = yield* ask([[command, board, first, to + 1, 'WITHSCORES']]);
  const entries = scoredMembers(storedReply(reply));
  const scores = [...new Set(entries.map(({ score }) => score))];
  const better = yield* ask(
    scores.map((score) => ['ZCOUNT', board, `(${toArgument(score)}`, '+inf'] as const),
  );
  const placeOf = new Map(scores.map((score, index) => [score, 1 + (number(better[index]) ?? 0)]));
  return entries
    .map(({ member, score }, index) => ({
      position: first + index + 1,
      place: placeOf.get(score)!,
      member: toWire(member),
      score: toJsonScore(score),
      tied: entries[index - 1]?.score === score || entries[index + 1]?.score === score,
    }))
    .slice(from - first, to - first + 1);
}

function* readDistribution(
  board: Bytes,
  lowest: number | undefined,
  highest: number | undefined,
): Plan<LeaderboardResponse['distribution']> {
  const bars = barsBetween(lowest, highest);
  const counts = yield* ask(
    bars.map(
      ({ from, to }, index) => ['ZCOUNT', board, from, index === bars.length - 1 ? to : `(${to}`] as const,
    ),
  );
  return bars.map((bar, index) => ({ ...bar, members: number(counts[index]) ?? 0 }));
}

const toArgument = (score: number) => (score === Infinity ? '+inf' : score === -Infinity ? '-inf' : score);
