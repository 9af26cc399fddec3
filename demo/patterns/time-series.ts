import { type Redis } from 'ioredis';
import { transact, type Command } from '../transaction';

const day = 86_400;

/**
 * One point: the time is the score, and part of the member, so that equal values at different times stay apart.
 * Layout: `timeseries:{metric}` zset of `{epoch s}:{value}`, the last 24 h, without end.
 */
export function point(metric: string, now: number, value: number): Command {
  const at = Math.floor(now / 1_000);
  return ['zadd', `timeseries:${metric}`, at, `${at}:${value}`];
}

/** Adds a point and drops those that are older than a day. */
export async function writePoint(redis: Redis, now: number, metric: string, value: number): Promise<void> {
  const end = Math.floor(now / 1_000) - day;
  await transact(redis, point(metric, now, value), [
    'zremrangebyscore',
    `timeseries:${metric}`,
    '-inf',
    `(${end}`,
  ]);
}

/**
 * Remembers what a product cost.
 * Layout: `product:{id}:price_history` zset of `{epoch s}:{cents}`, score the epoch second, a year, without end.
 */
export function price(now: number, productId: number, cents: number): Command[] {
  const at = Math.floor(now / 1_000);
  const key = `product:${productId}:price_history`;
  return [
    ['zadd', key, at, `${at}:${cents}`],
    ['zremrangebyscore', key, '-inf', `(${at - 365 * day}`],
  ];
}
