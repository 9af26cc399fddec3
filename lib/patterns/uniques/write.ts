import type { Bytes } from '../bytes';
import { DAY_MS, bucketAt, bucketEnd, type PeriodKey } from '../clock';
import { transact, type Command, type Plan } from '../plan';

/** A key of the day, which ends so many days after it. */
function dayKey(prefix: Bytes, now: number, daysAfter: number, timeZone = 'UTC'): PeriodKey {
  const day = bucketAt('YYYY-MM-DD', now, timeZone);
  const endsAt = bucketEnd('YYYY-MM-DD', day, timeZone) + daysAfter * DAY_MS;
  return { key: `${prefix}:${day.name}`, endsAt };
}

const expiry = ({ key, endsAt }: PeriodKey): Command => ['EXPIREAT', key, Math.floor(endsAt / 1000)];

/** `visitors:{YYYY-MM-DD}`, until 30 days after (UTC) */
export const visitorsKey = (now: number): PeriodKey => dayKey('visitors', now, 30);
/** `stats:unique_visitors:{page}:{YYYY-MM-DD}`, until 7 days after */
export const pageVisitorsKey = (page: Bytes, now: number, timeZone?: string): PeriodKey =>
  dayKey(`stats:unique_visitors:${page}`, now, 7, timeZone);
/** A set `active_users:{YYYY-MM-DD}` until 7 days after, bitmaps `dau:…` and `user:active:…` until 35 days after */
export const activeUsersKeys = (now: number) => ({
  ids: dayKey('active_users', now, 7),
  bitmaps: [dayKey('dau', now, 35), dayKey('user:active', now, 35)],
});

/**
 * Counts a visitor of a page once a day, however often they come.
 * Layout: `visitorsKey` HyperLogLog; `pageVisitorsKey` HyperLogLog by the application's own clock.
 * @param now Unix milliseconds
 * @param visitor anything that names the visitor
 * @param timeZone of the application
 */
export function* writeVisitor(now: number, page: Bytes, visitor: Bytes, timeZone = 'UTC'): Plan<void> {
  const keys = [visitorsKey(now), pageVisitorsKey(page, now, timeZone)];
  yield* transact(keys.flatMap((day) => [['PFADD', day.key, visitor], expiry(day)]));
}

/**
 * Counts a visitor for ever, and today.
 * Layout: `unique_visitors`, `total_visitors` and `{page}_visitors` HyperLogLogs without end;
 * `daily_unique_visitors:{YYYY-MM-DD}` HyperLogLog until 30 days after.
 */
export function* writeDailyVisitor(now: number, page: Bytes, visitor: Bytes): Plan<void> {
  const daily = dayKey('daily_unique_visitors', now, 30);
  yield* transact([
    ['PFADD', 'unique_visitors', visitor],
    ['PFADD', 'total_visitors', visitor],
    ['PFADD', `${page}_visitors`, visitor],
    ['PFADD', daily.key, visitor],
    expiry(daily),
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
 * Layout: `activeUsersKeys`, a set of user ids and bitmaps with the bit of the user's id.
 * @param userId a small whole number: one bit at 4e9 would be a string of 512 MB
 * @throws RangeError for any other id, so that nobody fills the memory with one bit
 */
export function* writeActiveUser(now: number, userId: number): Plan<void> {
  if (!Number.isInteger(userId) || userId < 0 || userId > GREATEST_ID)
    throw new RangeError(`${userId} is no user id between 0 and ${GREATEST_ID}`);
  const { ids, bitmaps } = activeUsersKeys(now);
  yield* transact([
    ['SADD', ids.key, userId],
    expiry(ids),
    ...bitmaps.flatMap((day): Command[] => [['SETBIT', day.key, userId, 1], expiry(day)]),
  ]);
}

/** Remembers how many different searches there were. Layout: `search_queries:unique` HyperLogLog, without end. */
export function* writeSearchQuery(query: Bytes): Plan<void> {
  yield* transact([['PFADD', 'search_queries:unique', query]]);
}
