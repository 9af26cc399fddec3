import type { Bytes } from '../bytes';
import { DAY_MS, HOUR_MS, bucketAt, bucketEnd } from '../clock';
import { transact, type Command, type Plan } from '../plan';

const DAY_SECONDS = 86_400;

/** Counts up, and lets the key end at a fixed moment after its period began, however late it is written. */
const countUntil = (key: Bytes, amount: number, endsAtMs: number): Command[] => [
  ['INCRBY', key, amount],
  ['EXPIREAT', key, Math.floor(endsAtMs / 1000)],
];

/**
 * Counts something in total, by hour, by day and by month (UTC), and under its tags.
 * Layout: `counter:{metric}` string without end; `:hourly:%Y%m%d%H` 7 d, `:daily:%Y%m%d` 90 d, `:monthly:%Y%m` 365 d
 * from the begin of their period; `counter:{metric}:tag:{name}:{value}` 30 d after the last write. A tag has few
 * values: one per user would be a key per user.
 * @param now Unix milliseconds
 */
export function* writeCounter(
  now: number,
  metric: Bytes,
  amount = 1,
  tags: Readonly<Record<string, Bytes>> = {},
): Plan<void> {
  const bucketed = (
    [
      ['hourly', 'YYYYMMDDHH', 7],
      ['daily', 'YYYYMMDD', 90],
      ['monthly', 'YYYYMM', 365],
    ] as const
  ).flatMap(([kind, clock, days]) => {
    const { name, startsAt } = bucketAt(clock, now);
    return countUntil(`counter:${metric}:${kind}:${name}`, amount, startsAt + days * DAY_MS);
  });
  const tagged = Object.entries(tags).flatMap<Command>(([name, value]) => {
    const key = `counter:${metric}:tag:${name}:${value}`;
    return [
      ['INCRBY', key, amount],
      ['EXPIRE', key, 30 * DAY_SECONDS],
    ];
  });
  yield* transact([['INCRBY', `counter:${metric}`, amount], ...bucketed, ...tagged]);
}

/**
 * Counts a view of a page, in total and by the hour.
 * Layout: `stats:page_views:{page}:total` string without end, `stats:page_views:{page}:hourly:{epoch hour}` string
 * that ends a day after the hour began.
 */
export function* writePageView(now: number, page: Bytes): Plan<void> {
  const { name, startsAt } = bucketAt('epochHour', now);
  yield* transact([
    ['INCR', `stats:page_views:${page}:total`],
    ...countUntil(`stats:page_views:${page}:hourly:${name}`, 1, startsAt + DAY_MS),
  ]);
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
    countUntil(`page:views:${article}:${day.name}`, 1, bucketEnd('YYYY-MM-DD', day) + 30 * DAY_MS),
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
  yield* transact([
    ['INCR', `stats:${event}:total`],
    ...countUntil(`stats:${event}:hour:${hour.name}`, 1, hour.startsAt + 25 * HOUR_MS),
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
  const hour = bucketAt('YYYYMMDDHH', now);
  const day = bucketAt('YYYYMMDD', now);
  const month = bucketAt('YYYYMM', now);
  yield* transact([
    ...countUntil(`analytics:${metric}:hourly:${hour.name}`, amount, hour.startsAt + 7 * DAY_MS),
    ...countUntil(`analytics:${metric}:daily:${day.name}`, amount, day.startsAt + 90 * DAY_MS),
    ...countUntil(`analytics:${metric}:monthly:${month.name}`, amount, month.startsAt + 365 * DAY_MS),
  ]);
}
