import type { Bytes } from '../bytes';
import { DAY_MS, HOUR_MS, bucketAt, bucketEnd, type Clock, type PeriodKey } from '../clock';
import { transact, type Command, type Plan } from '../plan';

const DAY_SECONDS = 86_400;

/** Counts up, and lets the key end at a fixed moment after its period began, however late it is written. */
const countUntil = ({ key, endsAt }: PeriodKey, amount: number): Command[] => [
  ['INCRBY', key, amount],
  ['EXPIREAT', key, Math.floor(endsAt / 1000)],
];

/**
 * Where a metric's hour, day and month (UTC) are counted: `counter:{metric}:hourly:%Y%m%d%H` 7 d,
 * `:daily:%Y%m%d` 90 d, `:monthly:%Y%m` 365 d from the begin of their period.
 * @param now Unix milliseconds
 */
export const counterKeys = (metric: Bytes, now: number): PeriodKeys => periodKeys(`counter:${metric}`, now);

type PeriodKeys = Record<'hourly' | 'daily' | 'monthly', PeriodKey>;

function periodKeys(prefix: Bytes, now: number): PeriodKeys {
  const keyOf = (kind: string, clock: Clock, days: number): PeriodKey => {
    const { name, startsAt } = bucketAt(clock, now);
    return { key: `${prefix}:${kind}:${name}`, endsAt: startsAt + days * DAY_MS };
  };
  return {
    hourly: keyOf('hourly', 'YYYYMMDDHH', 7),
    daily: keyOf('daily', 'YYYYMMDD', 90),
    monthly: keyOf('monthly', 'YYYYMM', 365),
  };
}

/**
 * Counts something in total, by hour, by day and by month (UTC), and under its tags.
 * Layout: `counter:{metric}` string without end; see `counterKeys`; `counter:{metric}:tag:{name}:{value}` 30 d after
 * the last write. A tag has few values: one per user would be a key per user.
 * @param now Unix milliseconds
 */
export function* writeCounter(
  now: number,
  metric: Bytes,
  amount = 1,
  tags: Readonly<Record<string, Bytes>> = {},
): Plan<void> {
  const bucketed = Object.values(counterKeys(metric, now)).flatMap((period) => countUntil(period, amount));
  const tagged = Object.entries(tags).flatMap<Command>(([name, value]) => {
    const key = `counter:${metric}:tag:${name}:${value}`;
    return [
      ['INCRBY', key, amount],
      ['EXPIRE', key, 30 * DAY_SECONDS],
    ];
  });
  yield* transact([['INCRBY', `counter:${metric}`, amount], ...bucketed, ...tagged]);
}

/** `stats:page_views:{page}:total`, without end */
export const pageTotalKey = (page: Bytes): Bytes => `stats:page_views:${page}:total`;

/** `stats:page_views:{page}:hourly:{epoch hour}`, which ends a day after the hour began */
export function pageHourKey(page: Bytes, now: number): PeriodKey {
  const { name, startsAt } = bucketAt('epochHour', now);
  return { key: `stats:page_views:${page}:hourly:${name}`, endsAt: startsAt + DAY_MS };
}

/** Counts a view of a page, in total and by the hour. Layout: strings, see `pageTotalKey` and `pageHourKey`. */
export function* writePageView(now: number, page: Bytes): Plan<void> {
  yield* transact([['INCR', pageTotalKey(page)], ...countUntil(pageHourKey(page, now), 1)]);
}

/**
 * Counts a view of a page, in total only.
 * Layout: `stats:page_views:{page}` and `page:{page}:views` strings without end; `stats:page:{page}` hash, field views.
 */
export function* writePageTotals(page: Bytes): Plan<void> {
  yield* transact([
    ['INCR', `stats:page_views:${page}`],
    ['INCR', `page:${page}:views`],
    ['HINCRBY', `stats:page:${page}`, 'views', 1],
  ]);
}

/**
 * Counts a view of an article on a day. The documents' keys stay for ever; here they end.
 * Layout: `page:views:{article}:{YYYY-MM-DD}` string, until 30 days after the day.
 */
export function* writeArticleView(now: number, article: Bytes): Plan<void> {
  const day = bucketAt('YYYY-MM-DD', now);
  yield* transact(
    countUntil(
      { key: `page:views:${article}:${day.name}`, endsAt: bucketEnd('YYYY-MM-DD', day) + 30 * DAY_MS },
      1,
    ),
  );
}

/**
 * Counts an event and the different users behind it, by the application's own clock.
 * Layout: `stats:{event}:total` string without end, `stats:{event}:hour:%Y%m%d%H` string 25 h,
 * `stats:{event}:users:%Y%m%d` set of user ids 8 d.
 * @param timeZone of the application
 */
export function* writeEvent(now: number, event: Bytes, user: Bytes, timeZone = 'UTC'): Plan<void> {
  const hour = bucketAt('YYYYMMDDHH', now, timeZone);
  const today = bucketAt('YYYYMMDD', now, timeZone);
  const users = `stats:${event}:users:${today.name}`;
  const hourly = { key: `stats:${event}:hour:${hour.name}`, endsAt: hour.startsAt + 25 * HOUR_MS };
  yield* transact([
    ['INCR', `stats:${event}:total`],
    ...countUntil(hourly, 1),
    ['SADD', users, user],
    ['EXPIREAT', users, Math.floor((today.startsAt + 8 * DAY_MS) / 1000)],
  ]);
}

/** Counts requests and failures. Layout: `metrics:realtime` hash of requests and errors, without end. */
export function* writeRequests(requests: number, errors: number): Plan<void> {
  yield* transact([
    ['HINCRBY', 'metrics:realtime', 'requests', requests],
    ['HINCRBY', 'metrics:realtime', 'errors', errors],
  ]);
}

/** Counts a user's request. Layout: `api:user:{user}:requests` string without end: one key for each user. */
export function* writeApiRequest(user: Bytes): Plan<void> {
  yield* transact([['INCR', `api:user:${user}:requests`]]);
}

/**
 * Counts under the names that document 000 gives as an example.
 * Layout: `analytics:{metric}:hourly:%Y%m%d%H`, `:daily:%Y%m%d`, `:monthly:%Y%m` strings (UTC), 7, 90 and 365 days.
 */
export function* writeAnalytics(now: number, metric: Bytes, amount = 1): Plan<void> {
  const keys = Object.values(periodKeys(`analytics:${metric}`, now));
  yield* transact(keys.flatMap((period) => countUntil(period, amount)));
}
