import { leaderboardKey } from '@/lib/patterns/leaderboards/write';
import { askOne, type Command } from '@/lib/patterns/plan';
import { type Redis } from 'ioredis';
import { createRandom } from './random';
import { runPlan, sendAll } from './run-plan';

// The reports that nobody dared to rewrite: each keeps the server busy for tens of milliseconds.

const archive = 'archive:orders';
const archiveLength = 150_000;
const sales = 'sales:alltime';
const salesCount = 20_000;

/**
 * Fills the two big keys that the reports work on, unless they are there.
 * Layout: `archive:orders` list of 150,000 totals in cents; `sales:alltime` zset of 20,000 products by pieces sold;
 * both without end and of fixed size.
 */
export async function fillArchive(redis: Redis): Promise<void> {
  const random = createRandom(7);
  const chunks = (total: number, size: number, make: (first: number, count: number) => Command) =>
    Array.from({ length: Math.ceil(total / size) }, (_, index) => make(index * size, size));
  if ((await redis.llen(archive)) < archiveLength) {
    await redis.unlink(archive);
    const totals = (count: number) => Array.from({ length: count }, () => random.between(300, 60_000));
    const pushes = chunks(archiveLength, 1_000, (_, count) => ['RPUSH', archive, ...totals(count)]);
    await runPlan(redis, sendAll(pushes, 10));
  }
  if ((await redis.zcard(sales)) < salesCount) {
    const rows = (first: number, count: number) =>
      Array.from({ length: count }, (_, row) => [random.skewed(9_000), `product:${first + row}`]).flat();
    const adds = chunks(salesCount, 500, (first, count) => ['ZADD', sales, ...rows(first, count)]);
    await runPlan(redis, sendAll(adds, 10));
  }
}

/** Counts to some millions on the server's only thread; calls no command, so that only its own time shows. */
const forecast = `
local level, trend = 100, 1
for step = 1, tonumber(ARGV[1]) do
  level = 0.7 * level + 0.3 * (step % 97 + trend)
  trend = 0.9 * trend + 0.1 * (level - trend)
end
return tostring(level)
`;

/** A slow command, and who sends it. */
export interface SlowJob {
  name: string;
  sentBy: 'cron' | 'analytics';
  run: (redis: Redis) => Promise<unknown>;
}

export const slowJobs: readonly SlowJob[] = [
  {
    name: 'the largest orders',
    sentBy: 'cron',
    run: (redis) => redis.sort(archive, 'LIMIT', 0, 20, 'DESC'),
  },
  {
    name: 'sales and points together',
    sentBy: 'analytics',
    run: async (redis) => {
      await redis.zunionstore(
        'report:sales',
        3,
        sales,
        leaderboardKey('global'),
        sales,
        'WEIGHTS',
        1,
        2,
        0.5,
      );
      await redis.expire('report:sales', 120);
    },
  },
  {
    name: 'the export of the archive',
    sentBy: 'analytics',
    run: (redis) => redis.lrange(archive, 0, -1),
  },
  {
    name: 'the forecast of next week',
    sentBy: 'cron',
    run: (redis) => runPlan(redis, askOne('EVAL', forecast, 0, 700_000)),
  },
];

/** Makes sure of the big keys, then sends a slow command. */
export async function runSlowJob(redis: Redis, job: SlowJob): Promise<void> {
  await fillArchive(redis);
  await job.run(redis);
}
