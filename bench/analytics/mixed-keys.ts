import type { Redis } from 'ioredis';
import { createRandom, type Random } from '../../demo/random';

type Command = [string, ...(string | number)[]];

/** Writes a key of one layout; `index` tells it from the others of its kind. */
type Writer = (random: Random, index: number, now: number) => Command[];

const json = (value: object) => JSON.stringify(value);
const expiring = (key: string, seconds: number): Command => ['EXPIRE', key, seconds];

/** What a busy application leaves in Redis: kinds of keys with their share, in thousandths. */
const KINDS: readonly { share: number; write: Writer }[] = [
  {
    share: 250,
    write: (random, index, now) => {
      const key = `session:${random.uuid()}`;
      const created = (now / 1000 - (index % 1800)).toFixed(3);
      return [
        ['HSET', key, 'user_id', index % 90_000, 'created_at', created, 'last_activity', created],
        expiring(key, 1_800),
      ];
    },
  },
  {
    share: 200,
    write: (_, index) => [
      ['SET', `cache:product:${index}`, json({ id: index, price: 100 + (index % 900) }), 'EX', 3_600],
    ],
  },
  {
    share: 150,
    write: (_, index) => [
      ['HSET', `user:${index}`, 'name', `User ${index}`, 'email', `u${index}@example.com`],
    ],
  },
  {
    share: 100,
    write: (_, index, now) => {
      const start = Math.floor(now / 60_000) * 60;
      return [['SET', `rate_limit:fixed:api:${start}:client-${index}`, 1 + (index % 80), 'EX', 60 * 60]];
    },
  },
  {
    share: 80,
    write: (random, index) => [
      [
        'HSET',
        `cart:${index}`,
        `product:${random.int(900)}`,
        1 + random.int(3),
        `product:${random.int(900)}`,
        1,
      ],
    ],
  },
  {
    share: 80,
    write: (random, index) => [
      ['RPUSH', `feed:${index}`, `user:${random.int(900)} posted`, `user:${random.int(900)} liked`],
    ],
  },
  {
    // 300 metrics by hour, day and month.
    share: 81,
    write: (random, index, now) => {
      const [metric, bucket] = [`metric_${index % 300}`, Math.floor(index / 300)];
      const iso = (ms: number) => new Date(ms).toISOString();
      if (bucket < 168) {
        const hour = iso(now - bucket * 3_600_000)
          .slice(0, 13)
          .replace(/[-T]/g, '');
        return [['SET', `counter:${metric}:hourly:${hour}`, random.int(9_000), 'EX', 604_800]];
      }
      const day = iso(now - (bucket - 168) * 86_400_000)
        .slice(0, 10)
        .replaceAll('-', '');
      return [['SET', `counter:${metric}:daily:${day}`, random.int(90_000), 'EX', 7_776_000]];
    },
  },
  {
    share: 40,
    write: (random, index) => [
      ['ZADD', `user:${index}:activities`, 1_795_000_000 + random.int(9_000), `viewed:${index}`],
    ],
  },
  {
    share: 10,
    write: (random, index, now) => [
      ['XADD', `events:kind-${index % 200}`, '*', 'type', 'view', 'at', now, 'n', random.int(9)],
    ],
  },
  {
    // What no rule knows.
    share: 9,
    write: (random, index) => [['SET', `inv:${random.pick(['eu', 'us'])}:${index}:stock`, `a ${index}`]],
  },
];

/** Members of the board that ranks are asked of. */
export const BIG_BOARD = 'leaderboard:players';

/**
 * Fills a server with about `keys` keys of many patterns, and one leaderboard of `members`.
 * @returns how many keys there are
 */
export async function writeMixedKeys(
  redis: Redis,
  keys: number,
  members: number,
  now: number,
): Promise<number> {
  const random = createRandom(1);
  for (const { share, write } of KINDS) {
    const count = Math.round((keys * share) / 1_000);
    await inBatches(redis, count, (index) => write(random, index, now));
  }
  await inBatches(redis, 40, (index) => [
    ['ZADD', `leaderboard:game-${index}`, random.int(9_000), 'ann', random.int(9_000), 'bob'],
    ['INCRBY', `counter:metric_${index}`, random.int(90_000)],
    ['RPUSH', `queue:jobs-${index}`, json({ id: index, type: 'mail', created_at: now / 1000 })],
    ['PFADD', `visitors:2026-11-${String((index % 28) + 1).padStart(2, '0')}`, index],
  ]);
  await inBatches(redis, Math.ceil(members / 100), (index) => [
    [
      'ZADD',
      BIG_BOARD,
      ...Array.from({ length: 100 }, (_, place) => [
        random.skewed(1_000_000),
        `player:${index * 100 + place}`,
      ]).flat(),
    ],
  ]);
  return redis.dbsize();
}

const BATCH = 2_000;

async function inBatches(redis: Redis, count: number, write: (index: number) => Command[]): Promise<void> {
  for (let start = 0; start < count; start += BATCH) {
    const pipeline = redis.pipeline();
    for (let index = start; index < Math.min(count, start + BATCH); index += 1)
      for (const [name, ...args] of write(index)) pipeline.call(name, ...args);
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  }
}
