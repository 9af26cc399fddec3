import { type Redis } from 'ioredis';
import { daysAfter, isoDate } from '../buckets';
import { transact } from '../transaction';

/**
 * Counts a visitor of a page once a day, however often they come.
 * Layout: `visitors:{YYYY-MM-DD}` HyperLogLog until 30 days after, `stats:unique_visitors:{page}:{YYYY-MM-DD}`
 * HyperLogLog until 7 days after.
 * @param visitor Anything that names the visitor.
 */
export async function writeVisitor(redis: Redis, now: number, page: string, visitor: string): Promise<void> {
  const date = isoDate(now);
  const all = `visitors:${date}`;
  const ofPage = `stats:unique_visitors:${page}:${date}`;
  await transact(
    redis,
    ['pfadd', all, visitor],
    ['expireat', all, daysAfter(now, 30)],
    ['pfadd', ofPage, visitor],
    ['expireat', ofPage, daysAfter(now, 7)],
  );
}

/**
 * Notes that a user was active on a day.
 * Layout: `active_users:{YYYY-MM-DD}` set of user ids until 7 days after, `dau:{YYYY-MM-DD}` bitmap with the bit of
 * the user's id until 35 days after. Ids are small whole numbers: one bit at 4e9 would be a string of 512 MB.
 */
export async function writeActiveUser(redis: Redis, now: number, userId: number): Promise<void> {
  const date = isoDate(now);
  const [set, bitmap] = [`active_users:${date}`, `dau:${date}`];
  await transact(
    redis,
    ['sadd', set, userId],
    ['expireat', set, daysAfter(now, 7)],
    ['setbit', bitmap, userId, 1],
    ['expireat', bitmap, daysAfter(now, 35)],
  );
}

/** Puts a user into one of two variants. Layout: `experiment:{variant}` bitmap by user id, without end. */
export async function writeExperiment(redis: Redis, userId: number): Promise<void> {
  await redis.setbit(`experiment:variant_${userId % 2 ? 'a' : 'b'}`, userId, 1);
}

/** Remembers how many different searches there were. Layout: `search_queries:unique` HyperLogLog, without end. */
export async function writeSearchQuery(redis: Redis, query: string): Promise<void> {
  await redis.pfadd('search_queries:unique', query);
}
