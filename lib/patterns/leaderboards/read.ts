import { z } from 'zod';
import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import { scoredMembers } from '../checks';
import { defineView, type ReadContext, type Summary, type Thing } from '../pattern';
import { ask, settled, type Plan } from '../plan';
import { bytesInput, pageQuery, wireText } from '../wire';

/** Infinite scores are legal in Redis, but no JSON number. */
const score = z.union([z.number(), z.enum(['inf', '-inf'])]);

const row = z.object({
  position: z.number().describe('1 is the first in the order asked for.'),
  place: z
    .number()
    .describe('1 is the best; members of one score share a place, and the next one is left out.'),
  member: wireText,
  score,
  tied: z.boolean().describe('Somebody beside has the same score.'),
});
export type LeaderboardRow = z.infer<typeof row>;

const query = z.object({
  key: bytesInput.optional().describe('One board of several that look alike.'),
  order: z.enum(['top', 'bottom']).default('top'),
  min: z.coerce.number().optional().describe('Only scores from here …'),
  max: z.coerce.number().optional().describe('… to here.'),
  member: bytesInput.optional().describe('Whom to find.'),
  around: z.coerce.number().int().min(0).max(50).default(5).describe('Members shown before and after.'),
  ...pageQuery,
});

const response = z.object({
  key: wireText,
  keys: z.array(wireText).describe('The boards of this thing, as many as were kept.'),
  total: z.number().describe('Members of the board.'),
  inRange: z.number().describe('Members between min and max.'),
  rows: z.array(row),
  found: z
    .object({
      member: wireText,
      place: z.number(),
      position: z.number().describe('From the best, 1-based, ties in the order of Redis.'),
      score,
      tiedWith: z.number().describe('Others with the same score.'),
      around: z.array(row),
    })
    .nullable()
    .describe('null: nobody was looked for, or the member is not on the board.'),
  distribution: z.array(z.object({ from: z.number(), to: z.number(), members: z.number() })),
  ttlMs: z.number().nullable().describe('null: no expiry.'),
});
export type LeaderboardResponse = z.infer<typeof response>;

/** Bars of the histogram: one ZCOUNT each, which takes logarithmic time at any size. */
const BARS = 24;

/** The boards, one page of one of them, a member with those around, and how the scores are spread. */
export const leaderboardView = defineView({ query, response, read: readLeaderboard });

function* readLeaderboard(
  thing: Thing,
  { key, order, min, max, member, around, offset, count }: z.infer<typeof query>,
): Plan<LeaderboardResponse> {
  const keys = thing.parts.flatMap(({ names }) => names);
  const board = key ?? keys[0] ?? '';
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
  const size = number(settled(total)) ?? 0;
  const within = number(settled(inRange)) ?? 0;
  const start = offset + (number((order === 'top' ? above : below) ?? null) ?? 0);
  const length = Math.max(0, Math.min(count, within - offset));
  const rows = length === 0 ? [] : yield* readRows(board, size, order, start, start + length - 1);
  const position = number(rank ?? null);
  return {
    key: toWire(board),
    keys: keys.slice(0, 500).map(toWire),
    total: size,
    inRange: within,
    rows,
    found:
      member === undefined || position === null
        ? null
        : yield* readAround(board, size, member, position, around),
    distribution: yield* readDistribution(
      board,
      scoredMembers(worst)[0]?.score,
      scoredMembers(best)[0]?.score,
    ),
    ttlMs: (number(ttl ?? null) ?? -1) < 0 ? null : number(ttl ?? null),
  };
}

/** A member's place and score, and those `around` it, the best first. */
function* readAround(
  board: Bytes,
  size: number,
  member: Bytes,
  position: number,
  around: number,
): Plan<LeaderboardResponse['found']> {
  const rows = yield* readRows(board, size, 'top', Math.max(0, position - around), position + around);
  const own = rows.find((each) => each.member === toWire(member));
  // It may have left the board since its rank was asked.
  if (!own) return null;
  const [tied] = yield* ask([['ZCOUNT', board, own.score, own.score]]);
  return { ...own, tiedWith: Math.max(0, (number(tied ?? null) ?? 1) - 1), around: rows };
}

/** Members by position; both ends are included and 0-based. Ranks take logarithmic time, so that any page is as near. */
function* readRows(
  board: Bytes,
  size: number,
  order: 'top' | 'bottom',
  from: number,
  to: number,
): Plan<LeaderboardRow[]> {
  const command = order === 'top' ? 'ZREVRANGE' : 'ZRANGE';
  // One more on either side tells whether the first and the last are tied.
  const first = Math.max(0, from - 1);
  const [reply] = yield* ask([[command, board, first, to + 1, 'WITHSCORES']]);
  const entries = scoredMembers(settled(reply));
  const better = yield* ask(
    [...new Set(entries.map(({ score }) => score))].map(
      (score) => ['ZCOUNT', board, `(${toArgument(score)}`, '+inf'] as const,
    ),
  );
  const scores = [...new Set(entries.map(({ score }) => score))];
  const placeOf = (score: number) => 1 + (number(better[scores.indexOf(score)] ?? null) ?? 0);
  return entries
    .map(({ member, score }, index) => ({
      position: first + index + 1,
      place: Math.min(size, placeOf(score)),
      member: toWire(member),
      score: Number.isFinite(score) ? score : score > 0 ? ('inf' as const) : ('-inf' as const),
      tied: entries[index - 1]?.score === score || entries[index + 1]?.score === score,
    }))
    .slice(from - first, to - first + 1);
}

function* readDistribution(
  board: Bytes,
  lowest: number | undefined,
  highest: number | undefined,
): Plan<LeaderboardResponse['distribution']> {
  if (lowest === undefined || highest === undefined || !Number.isFinite(highest - lowest)) return [];
  const width = (highest - lowest) / BARS;
  const bars =
    width === 0
      ? [{ from: lowest, to: highest }]
      : Array.from({ length: BARS }, (_, index) => ({
          from: lowest + index * width,
          to: index === BARS - 1 ? highest : lowest + (index + 1) * width,
        }));
  const counts = yield* ask(
    bars.map(
      ({ from, to }, index) => ['ZCOUNT', board, from, index === bars.length - 1 ? to : `(${to}`] as const,
    ),
  );
  return bars.map((bar, index) => ({ ...bar, members: number(counts[index] ?? null) ?? 0 }));
}

const toArgument = (score: number) => (score === Infinity ? '+inf' : score === -Infinity ? '-inf' : score);

/** Members of the board, or of all boards that look alike. */
export function* summariseLeaderboard(thing: Thing, _context: ReadContext): Plan<Summary> {
  const keys = thing.parts.flatMap(({ names }) => names).slice(0, 50);
  const replies = yield* ask(keys.map((key) => ['ZCARD', key] as const));
  const members = replies.map((reply) => number(settled(reply)) ?? 0);
  return {
    value: members.reduce((sum, each) => sum + each, 0),
    unit: 'count',
    caption: keys.length > 1 ? `members of ${thing.keys} boards` : 'members',
    spark: null,
    perHour: null,
    trouble: null,
  };
}
