import { type Redis } from 'ioredis';
import { games, userCount } from '../shop';
import { type Random } from '../random';
import { transact } from '../transaction';

/** The member of a user. */
export const player = (userId: number) => `user:${userId}`;

/**
 * Gives a user points, in general and in one game.
 * Layout: `leaderboard:global` zset without end, `leaderboard:{game}` zset, 30 d after the last write; the member
 * names the user, the score is the points.
 */
export async function writeScore(redis: Redis, _now: number, random: Random): Promise<void> {
  const member = player(1 + random.skewed(userCount, 1.4));
  const board = `leaderboard:${random.pick(games)}`;
  const points = random.between(1, 50);
  await transact(
    redis,
    ['zincrby', 'leaderboard:global', points, member],
    ['zincrby', board, points, member],
    ['expire', board, 30 * 86_400],
  );
}

/** Reads what a leaderboard's page shows: the ten best, and the rank and points of one user. */
export async function readLeaderboard(redis: Redis, userId: number): Promise<void> {
  await Promise.all([
    redis.zrevrange('leaderboard:global', 0, 9, 'WITHSCORES'),
    redis.zrevrank('leaderboard:global', player(userId)),
    redis.zscore('leaderboard:global', player(userId)),
  ]);
}

/** Counts an article as read. Layout: `trending:articles` zset without end; see coolTrending. */
export async function writeTrending(redis: Redis, articleId: number): Promise<void> {
  await redis.zincrby('trending:articles', 1, `article:${articleId}`);
}

/** Halves what counted so far and drops what nobody reads any more, so that new articles can rise. */
export async function coolTrending(redis: Redis): Promise<void> {
  const key = 'trending:articles';
  await transact(
    redis,
    ['zunionstore', key, 1, key, 'WEIGHTS', 0.5],
    ['zremrangebyscore', key, '-inf', '(0.5'],
  );
}
