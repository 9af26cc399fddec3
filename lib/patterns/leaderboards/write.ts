import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { toScore } from '../checks';
import { askOne, transact, type Command, type Plan } from '../plan';

const MONTH_SECONDS = 30 * 86_400;

/** `leaderboard:{name}` */
export const leaderboardKey = (name: Bytes): Bytes => `leaderboard:${name}`;
/** `trending:{what}` */
export const trendingKey = (what: Bytes): Bytes => `trending:${what}`;

/**
 * Gives a member points.
 * Layout: `leaderboard:{name}` sorted set of members by points; with a TTL, as document 000 has it, 30 d after the
 * last write.
 * @returns the member's score now
 */
export function* incrementScore(
  key: Bytes,
  member: Bytes,
  points: number,
  { ttlSeconds = null }: { ttlSeconds?: number | null } = {},
): Plan<number> {
  const expiry: Command[] = ttlSeconds === null ? [] : [['EXPIRE', key, ttlSeconds]];
  const replies = yield* transact([['ZINCRBY', key, points, member], ...expiry]);
  return toScore(replies?.[0]);
}

/** A board that ends a month after nobody plays any more. */
export const monthlyBoard = { ttlSeconds: MONTH_SECONDS };

/** Takes a member off the board; @returns whether it was there */
export function* removeMember(key: Bytes, member: Bytes): Plan<boolean> {
  return number(yield* askOne('ZREM', key, member)) === 1;
}

/**
 * Remembers a player's best score. The documents read it and then write it, and may so lose a better one; here the
 * server compares.
 * Layout: `player:{player}:best_score:{game}` string.
 * @returns the best score now
 */
export function* writeBestScore(player: Bytes, game: Bytes, score: number): Plan<number> {
  return number(yield* askOne('EVAL', KEEP_BEST, 1, `player:${player}:best_score:${game}`, score)) ?? score;
}

const KEEP_BEST = `
local best = tonumber(redis.call('GET', KEYS[1]))
if best and best >= tonumber(ARGV[1]) then return tostring(best) end
redis.call('SET', KEYS[1], ARGV[1])
return ARGV[1]
`;
