import type { Redis } from 'ioredis';
import { RedisStore } from 'rate-limit-redis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import type { ThingSettings } from '../settings';
import { rateLimitView, type LimitResponse } from './read';
import { resetLimit } from './write';

/** What real libraries write is recognised and read; of those that do not run here, what their sources write. */

let server: RunningRedis;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

async function read(id: string, settings: ThingSettings = {}): Promise<LimitResponse> {
  const now = Date.now();
  const { things, unrecognised } = await recogniseAll(redis, now);
  expect(things.map((each) => each.id)).toEqual([id]);
  expect(unrecognised).toEqual([]);
  const plan = rateLimitView.read(things[0]!, rateLimitView.query.parse({}), contextAt(now, settings));
  return rateLimitView.response.parse(await runPlan(redis, plan)) as LimitResponse;
}

const usedBy = ({ rows }: LimitResponse) => Object.fromEntries(rows.map(({ who, count }) => [who, count]));

test('rate-limiter-flexible: points, and a block', async () => {
  const limiter = new RateLimiterRedis({ storeClient: redis, points: 3, duration: 60, blockDuration: 600 });
  for (let index = 0; index < 2; index++) await limiter.consume('10.0.0.1');
  for (let index = 0; index < 5; index++) await limiter.consume('user:7').catch(() => {});
  const answer = await read('rate-limiter-flexible', { limit: 3 });
  const blocked = await limiter.get('user:7');
  expect(usedBy(answer)).toEqual({ 'user:7': blocked!.consumedPoints, '10.0.0.1': 2 });
  expect(answer.rows[0]).toMatchObject({ who: 'user:7', state: 'limited' });
  expect(answer.rows[0]!.resetsAt).toBeGreaterThan(Date.now() + 500_000);
  expect(answer.rows[1]!.resetsAt).toBeLessThanOrEqual(Date.now() + 60_000);

  expect(await runPlan(redis, resetLimit(answer.rows[0]!.keys))).toBe(1);
  expect((await limiter.consume('user:7')).remainingPoints).toBe(2);
});

test('rate-limit-redis: hits of addresses, the sixth version of the Internet among them', async () => {
  const store = new RedisStore({
    sendCommand: (command: string, ...args: string[]) => redis.call(command, ...args) as Promise<number>,
  });
  await store.init({ windowMs: 60_000 } as Parameters<RedisStore['init']>[0]);
  await store.increment('10.0.0.1');
  await store.increment('2001:db8::/56');
  const { totalHits, resetTime } = await store.increment('2001:db8::/56');
  const answer = await read('rate-limit-redis', { limit: 2 });
  expect(usedBy(answer)).toEqual({ '2001:db8::/56': totalHits, '10.0.0.1': 1 });
  expect(Math.abs(answer.rows[0]!.resetsAt! - resetTime!.getTime())).toBeLessThan(1_000);
});

test('@upstash/ratelimit: fixed windows', async () => {
  const bucket = Math.floor(Date.now() / 3_600_000);
  await redis.set(`@upstash/ratelimit:user:1:${bucket}`, 4, 'PX', 3_600_000 - (Date.now() % 3_600_000));
  // The window before has outlived its end a little.
  await redis.set(`@upstash/ratelimit:user:1:${bucket - 1}`, 9, 'PX', 5_000);
  const answer = await read('upstash-ratelimit');
  expect(usedBy(answer)).toEqual({ 'user:1': 4 });
  expect(answer).toMatchObject({ windowSeconds: 3600, ways: ['fixed window'] });
});

test('@upstash/ratelimit: sliding windows, a limit changed while it runs, deny lists and analytics', async () => {
  const bucket = Math.floor(Date.now() / 3_600_000);
  await redis.set(`@upstash/ratelimit:user:1:${bucket}`, 4, 'PX', 2 * 3_600_000 + 1_000);
  await redis.set(`@upstash/ratelimit:user:1:${bucket - 1}`, 1_000, 'PX', 3_600_000);
  await redis.set(`@upstash/ratelimit:user:2:${bucket - 1}`, 1_000, 'PX', 3_600_000);
  await redis.set('@upstash/ratelimit:dynamic:global', 5_000);
  await redis.sadd('@upstash/ratelimit:denyList:all', '10.0.0.9', '10.0.0.8');
  await redis.sadd('@upstash/ratelimit:denyList:ipDenyList', '10.0.0.9');
  await redis.set('@upstash/ratelimit:ipDenyListStatus', 'valid', 'EX', 600);
  await redis.zadd('@upstash/ratelimit:events:1795255200000', 7, '{"identifier":"user:1","success":true}');
  const answer = await read('upstash-ratelimit');
  const before = Math.floor(1_000 * (1 - (Date.now() % 3_600_000) / 3_600_000));
  const used = usedBy(answer);
  expect(Math.abs(used['user:1']! - before - 4)).toBeLessThanOrEqual(2);
  expect(Math.abs(used['user:2']! - before)).toBeLessThanOrEqual(2);
  expect(answer).toMatchObject({ limit: 5_000, deniedAlways: 2, limited: 0 });
  expect(answer.rows.find(({ who }) => who === 'user:1')!.keys).toHaveLength(2);
});

test('@upstash/ratelimit: token buckets', async () => {
  await redis.hset('@upstash/ratelimit:user:1', 'refilledAt', Date.now() - 100_000, 'tokens', 0);
  const answer = await read('upstash-ratelimit', { limit: 10, refillPerSecond: 0.05 });
  expect(answer.rows[0]!.tokens).toBeCloseTo(5, 0);
});

test('Laravel: hits beside their timer, under any prefix', async () => {
  const hash = '5f1d7a84db00d2fce00b31a7fc73224f';
  for (const key of [`laravel_database_laravel_cache_${hash}`, 'shop-cache-send-mail:7']) {
    await redis.set(`${key}:timer`, Math.floor(Date.now() / 1000) + 60, 'EX', 60);
    await redis.set(key, 3, 'EX', 60);
  }
  const answer = await read('laravel-limiter', { limit: 3 });
  expect(answer.rows).toHaveLength(2);
  expect(answer.rows[0]!.keys).toEqual([
    `laravel_database_laravel_cache_${hash}`,
    `laravel_database_laravel_cache_${hash}:timer`,
  ]);
  expect(answer.rows[0]).toMatchObject({ count: 3, state: 'limited' });
});
