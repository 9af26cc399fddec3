import { type Redis } from 'ioredis';
import { transact, type Command } from '../transaction';

/** Puts something before the rest of a list that keeps so many entries. */
const prepend = (key: string, entry: string, most: number): Command[] => [
  ['lpush', key, entry],
  ['ltrim', key, 0, most - 1],
];

/** Adds to what a user sees of others. Layout: `feed:{user}` list, newest first, 100 at most, 7 d after the last. */
export async function writeFeed(redis: Redis, userId: number, entry: string): Promise<void> {
  const key = `feed:${userId}`;
  await transact(redis, ...prepend(key, entry, 100), ['expire', key, 7 * 86_400]);
}

/**
 * Adds to what a user did.
 * Layout: `user:{id}:activity` list of JSON, newest first, 100 at most, 30 d after the last.
 */
export async function writeUserActivity(
  redis: Redis,
  now: number,
  userId: number,
  verb: string,
): Promise<void> {
  const key = `user:${userId}:activity`;
  const entry = JSON.stringify({ verb, at: Math.floor(now / 1_000) });
  await transact(redis, ...prepend(key, entry, 100), ['expire', key, 30 * 86_400]);
}

/** Remembers a search of a user. Layout: `user:{id}:recent_searches` list, 5 different ones at most, 30 d. */
export async function writeRecentSearch(redis: Redis, userId: number, query: string): Promise<void> {
  const key = `user:${userId}:recent_searches`;
  await transact(redis, ['lrem', key, 0, query], ...prepend(key, query, 5), ['expire', key, 30 * 86_400]);
}

/** Announces a post. Layout: `recent:posts` list of ids, newest first, 100 at most, without end. */
export async function writeRecentPost(redis: Redis, postId: number): Promise<void> {
  await transact(redis, ...prepend('recent:posts', `post:${postId}`, 100));
}

/** Notes what happened in the shop. Layout: `activity_log` list of text, newest first, 1,000 at most, without end. */
export async function writeActivityLog(redis: Redis, now: number, text: string): Promise<void> {
  await transact(redis, ...prepend('activity_log', `${new Date(now).toISOString()} ${text}`, 1_000));
}
