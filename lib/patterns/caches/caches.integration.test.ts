import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import type { Plan } from '../plan';
import { cacheGlobs, isCacheKey } from './globs';
import { invalidateTag, previewTag, unlinkKeys, unlinkOrphans } from './invalidate';
import { cacheView, summariseCache, type CacheResponse } from './read';
import {
  cacheKey,
  cacheValue,
  cacheWithTime,
  claimComputation,
  functionKey,
  httpKey,
  readCached,
  tagKey,
} from './write';

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

const run = <T>(plan: Plan<T>) => runPlan(redis, plan);
const json = (value: unknown) => JSON.stringify(value);

async function recognised(id: string) {
  const { things } = await recogniseAll(redis, Date.now());
  expect(things.map((each) => each.id)).toContain(id);
  return things.find((each) => each.id === id)!;
}

async function read(id: string, query: object = {}): Promise<CacheResponse> {
  const plan = cacheView.read(await recognised(id), cacheView.query.parse(query), contextAt(Date.now()));
  return cacheView.response.parse(await run(plan)) as CacheResponse;
}

const keysOf = ({ sample }: CacheResponse) => sample!.rows.map(({ key }) => key).sort();

describe('every layout is written, recognised and read back equal', () => {
  test.each([
    ['a namespace (003)', 'cache/product', cacheKey('product', '456'), json({ id: 456 })],
    [
      'a function by hash (001)',
      'cache/get_report',
      cacheKey('get_report', '-4611686018427387904'),
      json([1]),
    ],
    ['a page (002)', 'cache/page', 'cache:page:home', '<main>Home</main>'],
    ['names without a namespace', 'cache-alone', 'cache:home', 'text'],
    [
      'what a function returned (000)',
      'user-function/get_user_profile',
      functionKey('user', 'get_user_profile', '42'),
      json({ id: 42 }),
    ],
    [
      'what an API call returned (000)',
      'api-function/get_weather_data',
      functionKey('api', 'get_weather_data', 'berlin'),
      '21.5',
    ],
    [
      'a call with long arguments (000)',
      'long-call',
      'api:9e107d9d372bb6826bd81d3542a419d6',
      json({ id: 1 }),
    ],
    [
      'an answer (001)',
      'http-cache/search',
      httpKey('search', '9e107d9d372bb6826bd81d3542a419d6'),
      json({ hits: [] }),
    ],
    ['a user (000 to 004)', 'cached-user', 'user:42', json({ name: 'Ann' })],
    ['a product (003)', 'cached-product', 'product:7', json({ name: 'Tea' })],
    ['an item (001)', 'cached-item', 'item:7', json({ name: 'Tea' })],
    ['a list of products (003)', 'product-list', 'product_list:category:tea', json([1, 2])],
    ['featured products (003)', 'featured-products', 'products:featured', json([1, 2])],
    ['temporary data (002, 003)', 'temporary', 'temp:upload:xyz', 'bytes'],
  ])('%s', async (_, id, key, value) => {
    await run(cacheValue(key, value, 600));
    const answer = await read(id);
    expect(answer).toMatchObject({ kind: 'values', count: 1, exact: true });
    expect(answer.sample).toMatchObject({ looked: 1, gone: 0, withoutTtl: 0, computing: 0 });
    expect(answer.sample!.bytes).toEqual({
      total: await redis.memory('USAGE', key),
      margin: 0,
      mean: await redis.memory('USAGE', key),
    });
    expect(answer.sample!.rows[0]).toMatchObject({ key, computing: false });
    expect(answer.sample!.rows[0]!.idleSeconds).toBeLessThan(60);
    expect(answer.sample!.rows[0]!.ttlMs).toBeGreaterThan(590_000);
    expect(answer.sample!.ttl.filter(({ keys }) => keys > 0)).toEqual([
      { fromMs: 60_000, toMs: 600_000, keys: 1 },
    ]);
    expect(await run(readCached(key))).toBe(value);

    // And forgotten by its prefix: what the glob brings is looked at once more.
    const thing = await recognised(id);
    const [, found] = await redis.scan('0', 'MATCH', cacheGlobs(thing)[0]!, 'COUNT', 1000);
    expect(found).toContain(key);
    expect(await run(unlinkKeys(thing, found, Date.now()))).toEqual({ unlinked: 1, spared: 0 });
    expect(await redis.exists(key)).toBe(0);
  });

  test('tags of keys (000)', async () => {
    for (const id of ['1', '2', '3'])
      await run(cacheValue(cacheKey('product', id), '{}', 600, { tags: ['tea', 'hot'], ttlSeconds: 660 }));
    await redis.del('cache:product:3');
    const { kind, tags, acts, sample } = await read('cache-tags', { tag: 'tea' });
    expect([kind, acts, sample]).toEqual(['tags', { byTag: true, byPrefix: false }, null]);
    expect(tags!.rows.map(({ tag, members, looked, live }) => [tag, members, looked, live])).toEqual([
      ['hot', 3, 3, 2],
      ['tea', 3, 3, 2],
    ]);
    expect(tags!.rows[0]!.ttlMs).toBeGreaterThan(650_000);
    expect(tags!.asked!.shown.filter(({ live }) => !live).map(({ key }) => key)).toEqual(['cache:product:3']);
  });

  test('times of computing beside their values, and those that have outlived them (003)', async () => {
    await run(cacheWithTime('report:7', json({ id: 7 }), 600, Date.now()));
    await redis.set('report:8:timestamp', '1795255000.25');
    const { kind, marks } = await read('early-expiry');
    expect([kind, marks!.looked, marks!.orphans, marks!.withoutTtl]).toEqual(['marks', 2, 1, 1]);
    expect(marks!.rows[0]).toEqual({
      key: 'report:8:timestamp',
      base: 'report:8',
      isOrphan: true,
      writtenAt: 1_795_255_000_250,
      ttlMs: null,
    });
    expect(await run(unlinkOrphans(['report:7:timestamp', 'report:8:timestamp', 'report:7']))).toBe(1);
    expect((await redis.keys('*')).sort()).toEqual(['report:7', 'report:7:timestamp']);
  });

  test('a mark and a lock beside a value in a namespace are not values of it', async () => {
    await run(cacheWithTime('cache:page:home', '<p>', 600, Date.now()));
    await redis.set('cache:page:home:lock', '1795255000.25', 'EX', 10);
    expect(keysOf(await read('cache/page'))).toEqual(['cache:page:home']);
    expect((await read('early-expiry')).marks!.rows.map(({ base }) => base)).toEqual(['cache:page:home']);
  });

  test('placeholders of values that are being computed (003), under any name', async () => {
    expect(await run(claimComputation('report:9', 30))).toBe(true);
    expect(await run(claimComputation('report:9', 30))).toBe(false);
    expect(await run(readCached('report:9'))).toBeNull();
    await run(claimComputation('cache:product:9', 30));
    expect((await read('computing')).sample).toMatchObject({ computing: 1 });
    const product = await read('cache/product');
    expect(product.sample!.rows[0]).toMatchObject({ key: 'cache:product:9', computing: true });
    expect(product.notes.join()).toContain('placeholder');
    const card = await run(summariseCache(await recognised('computing'), contextAt(Date.now())));
    expect(card).toMatchObject({ value: 1, trouble: '1 values that were to be computed have not come.' });
  });
});

describe('read', () => {
  test('sizes of some as those of all, with a margin that holds', async () => {
    const pipeline = redis.pipeline();
    for (let index = 0; index < 3000; index++)
      pipeline.set(`cache:page:${index}`, 'x'.repeat((index * 37) % 900), 'EX', 600);
    await pipeline.exec();
    const { sample, count } = await read('cache/page');
    expect([count, sample!.looked, sample!.total]).toEqual([3000, 500, 500]);
    const sizes = redis.pipeline();
    for (let index = 0; index < 3000; index++) sizes.memory('USAGE', `cache:page:${index}`);
    const actual = (await sizes.exec())!.reduce((sum, [, bytes]) => sum + Number(bytes), 0);
    const { total, margin } = sample!.bytes!;
    expect(margin! / total).toBeLessThan(0.1);
    expect(Math.abs(total - actual)).toBeLessThan(2 * margin!);
  });

  test('the largest, the longest-lived, the longest unused; page by page; by name', async () => {
    await run(cacheValue('cache:page:a', 'x'.repeat(500), 100));
    await run(cacheValue('cache:page:b', 'x'.repeat(900), 50));
    await redis.set('cache:page:c', 'x');
    const first = async (query: object) =>
      (await read('cache/page', query)).sample!.rows.map(({ key }) => key);
    expect(await first({ order: 'bytes' })).toEqual(['cache:page:b', 'cache:page:a', 'cache:page:c']);
    expect(await first({ order: 'ttl' })).toEqual(['cache:page:c', 'cache:page:a', 'cache:page:b']);
    expect(await first({ order: 'key', offset: 1, count: 1 })).toEqual(['cache:page:b']);
    expect(await first({ find: 'page:a' })).toEqual(['cache:page:a']);
    expect((await read('cache/page')).sample!.withoutTtl).toBe(1);
  });

  test('no idle time where use is counted instead, and no sizes where they are refused', async () => {
    await run(cacheValue('cache:page:a', 'x', 100));
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lfu');
    expect((await read('cache/page')).sample!.rows[0]!.idleSeconds).toBeNull();
    await redis.config('SET', 'maxmemory-policy', 'noeviction');

    await redis.acl('SETUSER', 'reader', 'on', '>reader', '~*', '+@read', '+scan', '-memory');
    const reader = connect(server.port, 'reader');
    const plan = cacheView.read(
      await recognised('cache/page'),
      cacheView.query.parse({}),
      contextAt(Date.now()),
    );
    const answer = (await runPlan(reader, plan)) as CacheResponse;
    reader.disconnect();
    expect(answer.sample!.bytes).toBeNull();
    expect(answer.sample!.rows[0]!.bytes).toBeNull();
    expect(answer.notes.join()).toContain('MEMORY USAGE');
  });

  test('tags whose keys the ACL leaves out: they are not taken for orphans', async () => {
    const tagging = { tags: ['tea'], ttlSeconds: 660 };
    await run(cacheValue('cache:product:1', '{}', 600, tagging));
    await run(cacheValue('cache:secret:1', '{}', 600, tagging));
    await redis.acl('SETUSER', 'limited', 'on', '>limited', '~tag:*', '~cache:product:*', '+@read', '+scan');
    const limited = connect(server.port, 'limited');
    const plan = cacheView.read(
      await recognised('cache-tags'),
      cacheView.query.parse({ tag: 'tea' }),
      contextAt(Date.now()),
    );
    const { tags } = (await runPlan(limited, plan)) as CacheResponse;
    limited.disconnect();
    expect(tags!.rows).toMatchObject([{ members: 2, looked: 1, live: 1 }]);
    expect(tags!.asked!.shown.map(({ live }) => live).sort()).toEqual([null, true]);
  });

  test('keys that have ended since the scan, and names of any bytes', async () => {
    await run(cacheValue('cache:page:a', 'x', 100));
    await redis.set(Buffer.from([...Buffer.from('cache:page:'), 0xff, 0x00]), 'x', 'EX', 100);
    const thing = await recognised('cache/page');
    await redis.del('cache:page:a');
    const answer = (await run(
      cacheView.read(thing, cacheView.query.parse({}), contextAt(Date.now())),
    )) as CacheResponse;
    expect(answer.sample).toMatchObject({ looked: 2, gone: 1, total: 1 });
    expect(answer.sample!.rows[0]!.key).toMatch(/^base64:/);
  });

  test('names by Python’s hash() are told of', async () => {
    await run(cacheValue('cache:get_report:-4611686018427387904', '{}', 100));
    expect((await read('cache/get_report')).notes.join()).toContain('another one in each process');
  });

  test('a card: bytes, and temporary keys that never end', async () => {
    await redis.set('temp:a', 'x');
    await redis.set('temp:b', 'x', 'EX', 60);
    const card = await run(summariseCache(await recognised('temporary'), contextAt(Date.now())));
    expect(card).toMatchObject({
      unit: 'bytes',
      caption: 'in 2 keys',
      trouble: '1 of 2 keys looked at has no expiry.',
    });
    expect(card.value).toBe(
      (await redis.memory('USAGE', 'temp:a'))! + (await redis.memory('USAGE', 'temp:b'))!,
    );
  });
});

describe('invalidate', () => {
  const tagging = { tags: ['tea'], ttlSeconds: 660 };

  test('by tag: its keys go, those of others stay, and the tag is empty', async () => {
    for (let index = 0; index < 700; index++)
      await run(cacheValue(cacheKey('product', `${index}`), '{}', 600, index < 600 ? tagging : undefined));
    await redis.del('cache:product:0');
    expect(await run(previewTag(tagKey('tea')))).toMatchObject({ members: 600, looked: 200 });
    expect(await run(invalidateTag(tagKey('tea')))).toEqual({ members: 600, unlinked: 599, complete: true });
    expect(await redis.dbsize()).toBe(100);
    expect(await redis.exists('tag:tea')).toBe(0);
  });

  test('by tag in a Cluster: one key to a command, and in steps that may stop', async () => {
    for (let index = 0; index < 300; index++)
      await run(cacheValue(cacheKey('product', `${index}`), '{}', 600, tagging));
    const plan = invalidateTag('tag:tea', { cluster: true, most: 100 });
    const first = await run(plan);
    expect(first.complete).toBe(false);
    expect(first.unlinked).toBe(first.members);
    expect(await redis.scard('tag:tea')).toBe(300 - first.members);
    expect((await run(invalidateTag('tag:tea', { cluster: true }))).unlinked).toBe(300 - first.members);
    expect(await redis.dbsize()).toBe(0);
  });

  test('by tag, where the tag is something else: nothing is done', async () => {
    await redis.set('tag:tea', 'x');
    await expect(run(invalidateTag('tag:tea'))).rejects.toThrow('WRONGTYPE');
    await expect(run(previewTag('tag:tea'))).rejects.toThrow('WRONGTYPE');
  });

  test('by prefix: what the glob brings of others is spared', async () => {
    await run(cacheValue('user:1', json({ name: 'Ann' }), 600));
    await redis.hset('user:2', 'name', 'Bob');
    await redis.set('user:3', json({ name: 'Cid' }));
    await redis.set('user:4', '17', 'EX', 60);
    await redis.sadd('user:1:sessions', 'a');
    const thing = await recognised('cached-user');
    const keys = await redis.keys('user:*');
    expect(cacheGlobs(thing)).toEqual(['user:*']);
    expect(await run(unlinkKeys(thing, [...keys, 'user:99'], Date.now()))).toEqual({
      unlinked: 1,
      spared: 4,
    });
    expect((await redis.keys('*')).sort()).toEqual(['user:1:sessions', 'user:2', 'user:3', 'user:4']);
    expect(isCacheKey(thing, 'user:1:sessions')).toBe(false);
  });
});

describe('not recognised', () => {
  test.each([
    ['a user object', () => redis.hset('user:42', 'name', 'Ann')],
    ['the only copy of a user', () => redis.set('user:42', json({ name: 'Ann' }))],
    ['articles under a tag', () => redis.sadd('tag:redis', '1', '2')],
    ['a product object', () => redis.hset('product:7', 'name', 'Tea')],
    ['a price', () => redis.set('product:7', '12.5')],
    ['when a job ran', () => redis.set('cleanup:timestamp', '1795255000')],
    ['a function without an end', () => redis.set('user:get_name:1', 'Ann')],
    ['a user’s visits', () => redis.set('user:5:visits', 7, 'EX', 60)],
    ['an address', () => redis.set('host::1', 'up')],
    ['a count under a name like Laravel’s', () => redis.set('page_cache_hits', 7)],
  ])('%s', async (_, write) => {
    await write();
    const { things } = await recogniseAll(redis, Date.now());
    expect(things.filter(({ pattern }) => pattern === 'caches')).toEqual([]);
  });

  test('users by number as many caches', async () => {
    for (let id = 1; id < 40; id++) await redis.set(`cache:${id}:profile`, 'x', 'EX', 60);
    const { things } = await recogniseAll(redis, Date.now());
    expect(things.map(({ id }) => id)).toEqual(['cache-alone']);
  });
});
