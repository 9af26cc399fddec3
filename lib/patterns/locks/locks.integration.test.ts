import type { Redis } from 'ioredis';
import Redlock from 'redlock';
import { describe, expect, test } from 'vitest';
import {
  writeRedissonFairLock,
  writeRedissonLock,
  writeRedissonReadLock,
} from '@/testing/patterns/library-locks';
import { contextAt } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { patternServer } from '@/testing/patterns/pattern-server';
import type { LocksResponse } from './read';
import { releaseLock } from './release';
import { extendLock, guardKey, lockKey, returnLock, takeGuard, takeLock } from './write';

const lens = patternServer<LocksResponse>('locks');
const { now } = lens;

const token = '9f2c1a44-7b31-4c08-8a55-0123456789ab';
const shown = '9f2c1a44…89ab';
const client = '7d0f5a11-52c4-4c0e-9d5b-6a1f00aa11bb';
const thread = (n: number) => `${client}:${n}`;
const take = (key: string, held = token, ttlMs = 30_000) => lens.run(takeLock(key, held, ttlMs));

describe('recognised and read', () => {
  test('lock:{resource} with a token', async () => {
    await take(lockKey('resource:123'));
    expect((await lens.thing('lock')).parts[0]).toMatchObject({
      layout: 'lock',
      confidence: 0.95,
      why: expect.stringMatching(/^name matches lock:\{name\}, value is a token, TTL (29|30) s$/),
    });
    const { rows, held, neverExpiring } = await lens.read('lock');
    expect([held, neverExpiring]).toEqual([1, 0]);
    expect(rows).toEqual([
      {
        key: 'lock:resource:123',
        name: 'resource:123',
        kind: 'token',
        holder: shown,
        ttlMs: expect.closeTo(30_000, -4),
        neverExpires: false,
        since: null,
        threads: 1,
        holds: null,
        mode: null,
        waiting: null,
      },
    ]);
  });

  test('the word "locked" without a TTL is flagged and comes first', async () => {
    await take(lockKey('a'));
    await lens.redis.setnx('lock:resource', 'locked');
    const { rows, neverExpiring } = await lens.read('lock');
    expect(rows[0]).toMatchObject({ name: 'resource', holder: 'locked', neverExpires: true, ttlMs: null });
    expect(neverExpiring).toBe(1);
    expect(await lens.summary('lock')).toMatchObject({
      value: 2,
      trouble: '1 lock never expires: if the holder is gone, nobody gets it again',
    });
  });

  test('{key}:lock with the time at which it was taken', async () => {
    await lens.run(takeGuard('report:7', now - 2_000));
    const { rows } = await lens.read('lock');
    expect(rows[0]).toMatchObject({ key: guardKey('report:7'), name: 'report:7', kind: 'time' });
    expect(rows[0]!.since).toBe(now - 2_000);
  });

  test('by the value alone: a UUID under the resource’s own name', async () => {
    await take('resource:123');
    expect(await lens.recognised()).toEqual(['lock-elsewhere/resource%3A*']);
    expect((await lens.read('lock-elsewhere/resource%3A*')).rows[0]).toMatchObject({
      name: 'resource:123',
      holder: shown,
    });
  });

  test('redlock’s own, with its documentation’s name and with any', async () => {
    const redlock = new Redlock([lens.redis], { retryCount: 0 });
    const locks = [await redlock.lock('locks:account:322456', 10_000), await redlock.lock('seat:12', 10_000)];
    expect(await lens.recognised()).toEqual(['lock', 'lock-elsewhere/seat%3A*']);
    const { rows } = await lens.read('lock');
    const { value } = locks[0]!;
    expect(rows[0]).toMatchObject({
      name: 'account:322456',
      kind: 'token',
      holder: `${value.slice(0, 8)}…${value.slice(-4)}`,
    });
    await Promise.all(locks.map((lock) => lock.unlock()));
  });

  test('Redisson’s: how often, by whom, who waits, under any name', async () => {
    await lens.run(writeRedissonLock('lock:a', thread(57), 2));
    await lens.run(writeRedissonFairLock('stock', thread(1), [thread(2), thread(3)], now));
    await lens.run(writeRedissonReadLock('plan', [thread(8), thread(9)]));
    expect(await lens.recognised()).toEqual(['redisson-lock']);
    const { rows } = await lens.read('redisson-lock');
    const of = (name: string) => rows.find((row) => row.name === name);
    expect(of('a')).toMatchObject({ kind: 'redisson', holder: '7d0f5a11…11bb:57', holds: 2, waiting: 0 });
    expect(of('stock')).toMatchObject({ holds: 1, waiting: 2 });
    expect(of('plan')).toMatchObject({
      threads: 2,
      mode: 'read',
      holder: '7d0f5a11…11bb:8, 7d0f5a11…11bb:9',
    });
    expect(rows).toHaveLength(3);
  });

  test('Redisson’s helpers are claimed', async () => {
    await lens.run(writeRedissonFairLock('stock', thread(1), [thread(2)], now));
    await lens.run(writeRedissonReadLock('plan', [thread(8)]));
    await lens.redis.set('redisson_lock_token:{stock}', 4);
    await lens.redis.set('redisson_unlock_latch:{stock}:5e0f', 1, 'EX', 5);
    const { parts } = await lens.thing('redisson-lock');
    expect(parts.map(({ layout }) => layout).sort()).toEqual([
      'elsewhere',
      'latch',
      'queue',
      'read-timeout',
      'timeout',
      'token',
    ]);
  });

  test('some of many: by a part of the name, page by page, those that end next first', async () => {
    for (let n = 1; n <= 30; n++) await take(lockKey(`order:${n}`), token, n * 10_000);
    await take(lockKey('other'));
    const { rows, held } = await lens.read('lock', { name: 'order', offset: 10, count: 5 });
    expect(held).toBe(30);
    expect(rows.map(({ name }) => name)).toEqual([11, 12, 13, 14, 15].map((n) => `order:${n}`));
  });

  test('what was released since the scan is left out', async () => {
    await take(lockKey('a'));
    await take(lockKey('b'));
    const thing = await lens.thing('lock');
    await lens.redis.del('lock:a');
    const { rows, held, total } = await lens.readStale(thing);
    expect([rows.map(({ name }) => name), held, total]).toEqual([['b'], 1, 2]);
  });
});

test('of locks that the ACL covers in part those are shown; a refusal of all is told', async () => {
  await take('lock:a');
  await take('lock:b');
  const thing = await lens.thing('lock');
  await lens.redis.acl('SETUSER', 'half', 'on', '>half', '~lock:a', '+@read');
  await lens.redis.acl('SETUSER', 'none', 'on', '>none', '~other:*', '+@read');
  const [half, none] = [lens.connectAs('half'), lens.connectAs('none')];
  expect((await lens.readStale(thing, {}, half)).rows.map(({ name }) => name)).toEqual(['a']);
  await expect(lens.readStale(thing, {}, none)).rejects.toThrow('NOPERM');
  half.disconnect();
  none.disconnect();
});

describe('look-alikes', () => {
  test.each([
    ['a loader’s placeholder', (redis: Redis) => redis.set('report:lock', '__COMPUTING__', 'EX', 10)],
    ['a job’s token of BullMQ', (redis: Redis) => redis.set('jobs:x:1:lock', `${token}:4`, 'PX', 30_000)],
    ['a job of Bull', (redis: Redis) => redis.set('bull:mail:1:lock', token, 'PX', 30_000)],
    ['a word for ever', (redis: Redis) => redis.set('door:lock', 'open')],
    ['a page of text', (redis: Redis) => redis.set('lock:help', 'x'.repeat(600))],
    ['a code that was sent', (redis: Redis) => redis.set('otp:ann', token, 'EX', 300)],
    [
      'the sum of a page',
      (redis: Redis) => redis.set('etag:home', 'd41d8cd98f00b204e9800998ecf8427e', 'EX', 60),
    ],
    ['an id that stays', (redis: Redis) => redis.set('resource:1', token)],
    ['an id for a day', (redis: Redis) => redis.set('resource:1', token, 'EX', 86_400)],
    ['a hash of numbers', (redis: Redis) => redis.hset('lock:stats', 'taken', 4)],
    ['a list', (redis: Redis) => redis.lpush('lock:log', 'a')],
  ])('%s is no lock', async (_, write) => {
    await write(lens.redis);
    expect(await lens.recognised()).toEqual([]);
  });
});

describe('releasing', () => {
  const release = async (id: string, key: string, holder: string) =>
    lens.run(releaseLock(await lens.thing(id), key, holder, contextAt(now)));

  test('only from the holder that was shown', async () => {
    await take('lock:a');
    expect(await release('lock', 'lock:a', 'deadbeef…0000')).toBe('changed');
    expect(await lens.redis.exists('lock:a')).toBe(1);
    expect(await release('lock', 'lock:a', shown)).toBe('released');
    expect(await lens.redis.exists('lock:a')).toBe(0);
  });

  test('not where somebody else got it at the last moment', async () => {
    await take('lock:a');
    const thing = await lens.thing('lock');
    const other = lens.connectAs('default');
    const result = await runPlan(
      lens.redis,
      releaseLock(thing, 'lock:a', shown, contextAt(now)),
      async (step) => {
        if (step.atomic) await other.set('lock:a', '00000000-7b31-4c08-8a55-0123456789ab', 'PX', 30_000);
      },
    );
    other.disconnect();
    expect(result).toBe('changed');
    expect(await lens.redis.get('lock:a')).toMatch(/^0{8}/);
  });

  test('one that ended, or that is none', async () => {
    await take('lock:a');
    await take('lock:b');
    const thing = await lens.thing('lock');
    await lens.redis.del('lock:a');
    const plan = (key: string, holder: string) => lens.run(releaseLock(thing, key, holder, contextAt(now)));
    expect(await plan('lock:a', shown)).toBe('gone');
    await lens.redis.set('config:app', 'locked');
    expect(await plan('config:app', 'locked')).toBe('not-a-lock');
    await lens.redis.sadd('lock:c', 'x');
    expect(await plan('lock:c', 'x')).toBe('not-a-lock');
    expect(await lens.redis.exists('config:app', 'lock:c')).toBe(2);
  });

  test('one without an end, by the word that it holds', async () => {
    await lens.redis.setnx('lock:resource', 'locked');
    expect(await release('lock', 'lock:resource', 'locked')).toBe('released');
  });

  test('Redisson’s: those who wait are told, the first of a fair queue by itself', async () => {
    await lens.run(writeRedissonFairLock('stock', thread(1), [thread(2)], now));
    const listener = lens.connectAs('default');
    const heard: string[] = [];
    listener.on('pmessage', (_pattern, channel: string, message: string) =>
      heard.push(`${channel} ${message}`),
    );
    await listener.psubscribe('redisson_*');
    expect(await release('redisson-lock', 'stock', '7d0f5a11…11bb:1')).toBe('released');
    expect(await lens.redis.exists('stock')).toBe(0);
    await expect
      .poll(() => heard)
      .toEqual(['redisson_lock__channel:{stock} 0', `redisson_lock__channel:{stock}:${thread(2)} 0`]);
    listener.disconnect();
  });

  test('without scripts, and without leave to publish', async () => {
    await lens.run(writeRedissonLock('lock:a', thread(1)));
    await lens.redis.acl(
      'SETUSER',
      'operator',
      'on',
      '>operator',
      '~*',
      '+@all',
      '-@scripting',
      'resetchannels',
    );
    const operator = lens.connectAs('operator');
    const plan = releaseLock(await lens.thing('redisson-lock'), 'lock:a', '7d0f5a11…11bb:1', contextAt(now));
    expect(await runPlan(operator, plan)).toBe('released');
    operator.disconnect();
  });
});

describe('the writers', () => {
  test('one holder at a time; only the holder prolongs it and gives it back', async () => {
    const other = token.replace('9', '8');
    expect([await take('lock:a'), await take('lock:a', other)]).toEqual([true, false]);
    expect(await lens.run(extendLock('lock:a', other, 60_000))).toBe(false);
    expect(await lens.run(extendLock('lock:a', token, 60_000))).toBe(true);
    expect(await lens.redis.pttl('lock:a')).toBeGreaterThan(30_000);
    expect(await lens.run(returnLock('lock:a', other))).toBe(false);
    expect(await lens.run(returnLock('lock:a', token))).toBe(true);
    expect(await lens.run(takeGuard('a', now))).toBe((now / 1000).toFixed(6));
    expect(await lens.run(takeGuard('a', now + 1))).toBeNull();
  });
});
