import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import type { Plan } from '../plan';
import { summariseWriteBehind, writeBehindView, type WriteBehindResponse } from './read';
import {
  confirmChanges,
  noteChange,
  oldestChanges,
  requestRefresh,
  takeRefresh,
  writeBehindCache,
} from './write';

let server: RunningRedis;
let redis: Redis;
const now = Date.now();
const seconds = (count: number) => count * 1000;

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const run = <T>(plan: Plan<T>) => runPlan(redis, plan);
const thing = async (id: string) => (await recogniseAll(redis, now)).things.find((each) => each.id === id)!;
const summarise = async (id: string) => run(summariseWriteBehind(await thing(id), contextAt(now)));

async function read(id: string, query: object = {}): Promise<WriteBehindResponse> {
  const plan = writeBehindView.read(await thing(id), writeBehindView.query.parse(query), contextAt(now));
  return writeBehindView.response.parse(await run(plan)) as WriteBehindResponse;
}

describe('changes of document 000', () => {
  beforeEach(async () => {
    for (const [name, ago] of [
      ['user:1', 180],
      ['user:2', 120],
      ['user:1', 60],
      ['user:3', 0],
    ] as const)
      await run(noteChange(name, { name: 'ann', password: 'p4ss' }, now - seconds(ago)));
  });

  test('are recognised, with the reason', async () => {
    expect(await thing('write-behind')).toMatchObject({
      pattern: 'write-behind',
      title: 'write_queue',
      keys: 1,
    });
    expect((await thing('write-behind')).parts[0]!.why).toBe(
      'name matches write_queue, value is a list of changes for a database, JSON, no TTL',
    );
  });

  test('depth, lag, arrivals and what they are about', async () => {
    const view = await read('write-behind');
    expect(view).toMatchObject({ kind: 'changes', depth: 4, source: 'a common layout' });
    expect(view.oldestAt).toBeCloseTo(now - seconds(180), -1);
    expect(view.newestAt).toBeCloseTo(now, -1);
    expect(view.arrivalsPerMinute).toBeCloseTo(1, 5);
    expect(view.window).toEqual({
      looked: 4,
      of: 4,
      duplicates: 1,
      about: [
        { about: 'user:1', entries: 2 },
        { about: 'user:3', entries: 1 },
        { about: 'user:2', entries: 1 },
      ],
    });
    expect(view.rows.map(({ about }) => about)).toEqual(['user:1', 'user:2', 'user:1', 'user:3']);
    expect(view.rows[0]!.text).toMatch('"password":"(masked)"');
  });

  test('page by page, from either end', async () => {
    const about = async (query: object) => (await read('write-behind', query)).rows.map((row) => row.about);
    expect(await about({ offset: 1, count: 2 })).toEqual(['user:2', 'user:1']);
    expect(await about({ order: 'newest', count: 1 })).toEqual(['user:3']);
    expect(await about({ order: 'newest', offset: 3, count: 9 })).toEqual(['user:1']);
    expect(await about({ offset: 9 })).toEqual([]);
  });

  test('its card tells what would be lost', async () => {
    expect(await summarise('write-behind')).toMatchObject({
      value: 4,
      caption: 'changes not yet written',
      trouble:
        '4 changes have not reached the database, the oldest for 3 min: they would be lost with Redis.',
    });
    expect((await summarise('write-behind')).perHour).toBeCloseTo(60, 3);
  });

  test('leave the list after the database has heard of them; new ones are never touched', async () => {
    const some = await run(oldestChanges(2));
    expect(some.map((change) => JSON.parse(change).key)).toEqual(['user:1', 'user:2']);
    expect(await redis.llen('write_queue')).toBe(4);
    await run(noteChange('new', 1, now));
    await run(confirmChanges(some.length));
    expect((await run(oldestChanges())).map((change) => JSON.parse(change).key)).toEqual([
      'user:1',
      'user:3',
      'new',
    ]);
    await run(confirmChanges(0));
    expect(await redis.llen('write_queue')).toBe(3);
  });

  test('the other way round, the oldest is the first', async () => {
    await redis.del('write_queue');
    for (const ago of [50, 10])
      await redis.rpush('write_queue', `{"key":"k${ago}","value":1,"timestamp":${now / 1000 - ago}}`);
    const { rows, oldestAt } = await read('write-behind');
    expect(rows.map(({ about }) => about)).toEqual(['k50', 'k10']);
    expect(oldestAt).toBeCloseTo(now - seconds(50), -1);
    expect((await summarise('write-behind')).trouble).toBeNull();
  });

  test('a key that is gone, or of another type by now, is empty', async () => {
    const found = await thing('write-behind');
    for (const change of [() => redis.del('write_queue'), () => redis.set('write_queue', 'x')]) {
      await change();
      const view = await run(writeBehindView.read(found, writeBehindView.query.parse({}), contextAt(now)));
      expect(view).toMatchObject({
        depth: 0,
        rows: [],
        window: null,
        oldestAt: null,
        arrivalsPerMinute: null,
      });
    }
  });
});

test.each([
  [
    'queue:db:updates',
    'write-behind-queue',
    { action: 'update', user_id: 7, data: { a: 1 } },
    'update user 7',
  ],
  ['db:updates', 'write-behind-updates', { user_id: 7, data: { a: 1 } }, 'user 7'],
])('%s, without times', async (key, id, change, about) => {
  await redis.lpush(key, JSON.stringify(change));
  const view = await read(id);
  expect(view).toMatchObject({ kind: 'changes', depth: 1, oldestAt: null, arrivalsPerMinute: null });
  expect(view.rows).toMatchObject([{ about, at: null }]);
  expect(await summarise(id)).toMatchObject({ value: 1, caption: 'change not yet written', trouble: null });
  expect((await recogniseAll(redis, now)).things).toHaveLength(1);
});

describe('refresh-ahead', () => {
  test('asks once for each entry, where the document asks with every read', async () => {
    expect(await run(requestRefresh('a', 'load_a', 60, now))).toBe(true);
    expect(await run(requestRefresh('a', 'load_a', 60, now))).toBe(false);
    expect(await run(requestRefresh('b', 'load_b', 60, now))).toBe(true);
    expect(JSON.parse((await run(takeRefresh()))!)).toMatchObject({ key: 'a', fetch_func_name: 'load_a' });
  });

  test('counts the duplicates of the document’s own', async () => {
    for (const key of ['a', 'a', 'b', 'a'])
      await redis.lpush(
        'refresh_queue',
        JSON.stringify({ key, fetch_func_name: 'f', ttl: 60, timestamp: now / 1000 - 90 }),
      );
    const view = await read('refresh-ahead');
    expect(view).toMatchObject({ kind: 'refreshes', depth: 4, window: { duplicates: 2 } });
    expect(await summarise('refresh-ahead')).toMatchObject({
      caption: 'refreshes asked for',
      trouble: 'Nobody has refreshed anything for 1 min 30 s; the entries end meanwhile.',
    });
  });
});

test('a cache entry and its change are written together', async () => {
  await run(writeBehindCache('user:7', { name: 'ann' }, 60, now));
  expect(await redis.get('user:7')).toBe('{"name":"ann"}');
  expect(await redis.ttl('user:7')).toBeGreaterThan(50);
  expect(await redis.llen('write_queue')).toBe(1);
});

test('lists of something else under such names are no changes', async () => {
  await redis.rpush('write_queue', 'tea');
  await redis.rpush('db:updates', '{"version":3}');
  await redis.rpush('refresh_queue', '7');
  const { things } = await recogniseAll(redis, now);
  expect(things.filter(({ pattern }) => pattern === 'write-behind')).toEqual([]);
});
