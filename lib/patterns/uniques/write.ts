import type { Bytes } from '../bytes';
import { DAY_MS, bucketAt, bucketEnd } from '../clock';
import { transact, type Command, type Plan } from '../plan';

/** Ends a key so many days after the day. */
function daysAfter(key: Bytes, now: number, days: number, timeZone = 'UTC'): Command {
  const end = bucketEnd('YYYY-MM-DD', bucketAt('YYYY-MM-DD', now, timeZone), timeZone);
  return ['EXPIREAT', key, Math.floor((end + days * DAY_MS) / 1000)];
}

/**
 * Counts a visitor of a page once a day, however often they come.
 * Layout: `visitors:{YYYY-MM-DD}` HyperLogLog until 30 days after (UTC); `stats:unique_visitors:{page}:{YYYY-MM-DD}`
 * HyperLogLog by the application's own clock, 7 days.
 * @param now Unix milliseconds
 * @param visitor anything that names the visitor
 * @param timeZone of the application
 */
export function* writeVisitor(now: number, page: Bytes, visitor: Bytes, timeZone = 'UTC'): Plan<void> {
  const all = `visitors:${bucketAt('YYYY-MM-DD', now).name}`;
  const ofPage = `stats:unique_visitors:${page}:${bucketAt('YYYY-MM-DD', now, timeZone).name}`;
  yield* transact([
    ['PFADD', all, visitor],
    daysAfter(all, now, 30),
    ['PFADD', ofPage, visitor],
    daysAfter(ofPage, now, 7, timeZone),
  ]);
}

/**
 * Counts a visitor for ever, and today.
 * Layout: `unique_visitors`, `total_visitors` and `{page}_visitors` HyperLogLogs without end;
 * `daily_unique_visitors:{YYYY-MM-DD}` HyperLogLog until 30 days after.
 */
export function* writeDailyVisitor(now: number, page: Bytes, visitor: Bytes): Plan<void> {
  const daily = `daily_unique_visitors:${bucketAt('YYYY-MM-DD', now).name}`;
  yield* transact([
    ['PFADD', 'unique_visitors', visitor],
    ['PFADD', 'total_visitors', visitor],
    ['PFADD', `${page}_visitors`, visitor],
    ['PFADD', daily, visitor],
    daysAfter(daily, now, 30),
  ]);
}

/** Counts who uses an endpoint. Layout: `api_users:{endpoint}` and `api_users:all` HyperLogLogs without end. */
export function* writeApiUser(endpoint: Bytes, user: Bytes): Plan<void> {
  yield* transact([
    ['PFADD', `api_users:${endpoint}`, user],
    ['PFADD', 'api_users:all', user],
  ]);
}

/** A bitmap is as long as its greatest id: this one makes a string of 8 MB. */
const GREATEST_ID = 2 ** 26;

/**
 * Notes that a user was active on a day.
 * Layout: `active_users:{YYYY-MM-DD}` set of user ids until 7 days after; `dau:{YYYY-MM-DD}` and
 * `user:active:{YYYY-MM-DD}` bitmaps with the bit of the user's id until 35 days after.
 * @param userId a small whole number: one bit at 4e9 would be a string of 512 MB
 * @throws RangeError for any other id, so that nobody fills the memory with one bit
 */
export function* writeActiveUser(now: number, userId: number): Plan<void> {
  if (!Number.isInteger(userId) || userId < 0 || userId > GREATEST_ID)
    throw new RangeError(`${userId} is no user id between 0 and ${GREATEST_ID}`);
  const date = bucketAt('YYYY-MM-DD', now).name;
  const [set, dau, active] = [`active_users:${date}`, `dau:${date}`, `user:active:${date}`];
  yield* transact([
    ['SADD', set, userId],
    daysAfter(set, now, 7),
    ['SETBIT', dau, userId, 1],
    daysAfter(dau, now, 35),
    ['SETBIT', active, userId, 1],
    daysAfter(active, now, 35),
  ]);
}

/** Remembers how many different searches there were. Layout: `search_queries:unique` HyperLogLog, without end. */
export function* writeSearchQuery(query: Bytes): Plan<void> {
  yield* transact([['PFADD', 'search_queries:unique', query]]);
}
