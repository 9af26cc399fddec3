import { type Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, startRedis, type RunningRedis } from '../../testing/servers';
import { createRandom } from '../random';
import { takeCart, writeCartItem } from './carts';
import { isClosed, writeFailure } from './circuit-breaker';
import { extendLock, releaseLock, withLock, writeLock } from './locks';
import { writeFixedWindow, writeSlidingWindow, writeTokenBucket } from './rate-limits';
import { endSession, touchSession, writeSession, type Session } from './sessions';

let server: RunningRedis;
let redis: Redis;
const random = createRandom(1);
// The server's own clock ends the windows' keys: the present it must be.
const now = Date.now();

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const times = async (count: number, ask: () => Promise<boolean>) => {
  const answers = await Promise.all(Array.from({ length: count }, ask));
  return answers.filter(Boolean).length;
};

describe('rate limits admit what they promise, also to many at once', () => {
  const limit = { limit: 10, windowSeconds: 60 };

  test('fixed window', async () => {
    expect(await times(25, () => writeFixedWindow(redis, now, 'r', 'me', limit))).toBe(10);
    expect(await writeFixedWindow(redis, now, 'r', 'you', limit)).toBe(true);
    expect(await writeFixedWindow(redis, now + 60_000, 'r', 'me', limit)).toBe(true);
  });

  test('sliding window: a refused request does not count, and room comes back bit by bit', async () => {
    const ask = (at: number) => writeSlidingWindow(redis, at, random, 'r', 'me', limit);
    expect(await times(5, () => ask(now))).toBe(5);
    expect(await times(25, () => ask(now + 30_000))).toBe(5);
    expect(await redis.zcard('rate_limit:sliding:r:me')).toBe(10);
    expect(await times(25, () => ask(now + 60_001))).toBe(5);
  });

  test('token bucket: full at the start, and refilled with time', async () => {
    const ask = (at: number) => writeTokenBucket(redis, at, 'r', 'me', { capacity: 5, ratePerSecond: 2 });
    expect(await times(20, () => ask(now))).toBe(5);
    expect(await times(20, () => ask(now + 1_000))).toBe(2);
    expect(await times(20, () => ask(now + 3_600_000))).toBe(5);
  });
});

describe('a lock', () => {
  test('has one holder, who alone can prolong and release it', async () => {
    const token = (await writeLock(redis, random, 'x', 5_000))!;
    expect(await writeLock(redis, random, 'x', 5_000)).toBeNull();
    expect(await extendLock(redis, 'x', 'another', 9_000)).toBe(false);
    expect(await releaseLock(redis, 'x', 'another')).toBe(false);
    expect(await extendLock(redis, 'x', token, 9_000)).toBe(true);
    expect(await redis.pttl('lock:x')).toBeGreaterThan(5_000);
    expect(await releaseLock(redis, 'x', token)).toBe(true);
    expect(await redis.exists('lock:x')).toBe(0);
  });

  test('is given back when the work under it fails', async () => {
    const failing = withLock(redis, random, 'x', 5_000, () => Promise.reject(new Error('broken')));
    await expect(failing).rejects.toThrow('broken');
    expect(await withLock(redis, random, 'x', 5_000, async () => 'done')).toBe('done');
  });
});

describe('a session', () => {
  const kinds = ['web', 'app'] as const;
  const session = (kind: Session['kind']): Session => ({ id: random.uuid(), userId: 7, kind });

  test.each(kinds)('of the %s is found by its id and by its user', async (kind) => {
    const one = session(kind);
    await writeSession(redis, now, random, one);
    expect(await touchSession(redis, now, one)).toBe(true);
    const index = kind === 'web' ? 'user:sessions:7' : 'user_sessions:7';
    expect(await redis.smembers(index)).toEqual([one.id]);
    await endSession(redis, one);
    expect(await redis.dbsize()).toBe(0);
  });

  test.each(kinds)('of the %s that has ended does not come back by being asked for', async (kind) => {
    const one = session(kind);
    await writeSession(redis, now, random, one);
    await redis.unlink(`session:${one.id}`);
    expect(await touchSession(redis, now, one)).toBe(false);
    expect(await redis.exists(`session:${one.id}`)).toBe(0);
  });

  test('of the web lives half an hour from the last request, one of the app a day from the first', async () => {
    const [web, app] = [session('web'), session('app')];
    for (const one of [web, app]) {
      await writeSession(redis, now, random, one, 100);
      await touchSession(redis, now, one);
    }
    expect(await redis.ttl(`session:${web.id}`)).toBeGreaterThan(1_700);
    expect(await redis.ttl(`session:${app.id}`)).toBeLessThanOrEqual(100);
  });

  test('leaves no stale id behind when others of its user ended', async () => {
    const ended = Array.from({ length: 5 }, () => session('web'));
    for (const one of ended) await writeSession(redis, now, random, one);
    for (const one of ended) await redis.unlink(`session:${one.id}`);
    const last = session('web');
    await writeSession(redis, now, random, last);
    expect(await redis.smembers('user:sessions:7')).toEqual([last.id]);
  });
});

test('a circuit opens with the fifth failure, exactly once', async () => {
  expect(await times(5, () => writeFailure(redis, 'payment'))).toBe(1);
  expect(await isClosed(redis, 'payment')).toBe(false);
  expect(await redis.exists('failures:payment')).toBe(0);
  expect(await isClosed(redis, 'shipping')).toBe(true);
});

test('a cart is taken once, whole', async () => {
  await writeCartItem(redis, 's', 1, 2);
  await writeCartItem(redis, 's', 1, 1);
  await writeCartItem(redis, 's', 9, 1);
  const carts = await Promise.all([takeCart(redis, 's'), takeCart(redis, 's')]);
  expect(carts.map((cart) => Object.fromEntries(cart))).toEqual([{ 'product:1': 3, 'product:9': 1 }, {}]);
});
