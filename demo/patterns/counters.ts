import { type Redis } from 'ioredis';
import { dayBucket, daysAfter, hourBucket, isoDate, monthBucket } from '../buckets';
import { transact, type Command } from '../transaction';

const day = 86_400;

/** A key and the epoch second at which it ends. */
interface Timed {
  key: string;
  expiresAt: number;
}

/**
 * The keys of one counter at a moment. Each ends a fixed time after its period began, however late it is written.
 * Layout: `counter:{metric}` without end, `:hourly:%Y%m%d%H` 7 d, `:daily:%Y%m%d` 90 d, `:monthly:%Y%m` 365 d.
 * @param now Epoch ms.
 */
export function counterBuckets(metric: string, now: number): { hourly: Timed; daily: Timed; monthly: Timed } {
  const timed = (kind: string, { name, startsAt }: { name: string; startsAt: number }, days: number) => ({
    key: `counter:${metric}:${kind}:${name}`,
    expiresAt: startsAt + days * day,
  });
  return {
    hourly: timed('hourly', hourBucket(now), 7),
    daily: timed('daily', dayBucket(now), 90),
    monthly: timed('monthly', monthBucket(now), 365),
  };
}

/**
 * Counts something in total, by hour, by day and by month (UTC), and under its tags.
 * Layout: see counterBuckets; `counter:{metric}:tag:{name}:{value}` string, 30 d after the last write. A tag has few
 * values: one per user would be a key per user.
 * @param now Epoch ms.
 */
export async function writeCounter(
  redis: Redis,
  now: number,
  metric: string,
  amount = 1,
  tags: Record<string, string> = {},
): Promise<void> {
  const { hourly, daily, monthly } = counterBuckets(metric, now);
  const bucketed = [hourly, daily, monthly].flatMap<Command>(({ key, expiresAt }) => [
    ['incrby', key, amount],
    ['expireat', key, expiresAt],
  ]);
  const tagged = Object.entries(tags).flatMap<Command>(([name, value]) => {
    const key = `counter:${metric}:tag:${name}:${value}`;
    return [
      ['incrby', key, amount],
      ['expire', key, 30 * day],
    ];
  });
  await transact(redis, ['incrby', `counter:${metric}`, amount], ...bucketed, ...tagged);
}

/** `stats:page_views:{page}:hourly:{epoch hour}`, which ends a day after the hour began. */
export function pageHour(page: string, now: number): Timed {
  const { startsAt } = hourBucket(now);
  return { key: `stats:page_views:${page}:hourly:${startsAt / 3_600}`, expiresAt: startsAt + day };
}

/**
 * Counts a view of a page, in total and by the hour.
 * Layout: `stats:page_views:{page}:total` string without end, `stats:page_views:{page}:hourly:{epoch hour}` string.
 */
export async function writePageView(redis: Redis, now: number, page: string): Promise<void> {
  const { key, expiresAt } = pageHour(page, now);
  await transact(
    redis,
    ['incr', `stats:page_views:${page}:total`],
    ['incr', key],
    ['expireat', key, expiresAt],
  );
}

/**
 * Counts a view of an article on a day.
 * Layout: `page:views:{article}:{YYYY-MM-DD}` string, until 30 days after the day.
 */
export async function writeArticleView(redis: Redis, now: number, articleId: number): Promise<void> {
  const key = `page:views:article-${articleId}:${isoDate(now)}`;
  await transact(redis, ['incr', key], ['expireat', key, daysAfter(now, 30)]);
}

/**
 * Counts an event and the different users behind it.
 * Layout: `stats:{event}:total` string without end, `stats:{event}:hour:%Y%m%d%H` string 25 h,
 * `stats:{event}:users:%Y%m%d` set of user ids 8 d.
 */
export async function writeEventStats(
  redis: Redis,
  now: number,
  event: string,
  userId: number,
): Promise<void> {
  const [hour, today] = [hourBucket(now), dayBucket(now)];
  const hourKey = `stats:${event}:hour:${hour.name}`;
  const usersKey = `stats:${event}:users:${today.name}`;
  await transact(
    redis,
    ['incr', `stats:${event}:total`],
    ['incr', hourKey],
    ['expireat', hourKey, hour.startsAt + 90_000],
    ['sadd', usersKey, userId],
    ['expireat', usersKey, today.startsAt + 8 * day],
  );
}

/** Counts requests and failures. Layout: `metrics:realtime` hash of requests and errors, without end. */
export async function writeRequests(redis: Redis, requests: number, errors: number): Promise<void> {
  await transact(
    redis,
    ['hincrby', 'metrics:realtime', 'requests', requests],
    ['hincrby', 'metrics:realtime', 'errors', errors],
  );
}
