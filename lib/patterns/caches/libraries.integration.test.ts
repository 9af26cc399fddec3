import KeyvRedis, { createKeyv } from '@keyv/redis';
import type { Redis } from 'ioredis';
import { Keyv } from 'keyv';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import { unlinkKeys } from './invalidate';
import { cacheView, type CacheResponse } from './read';

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

async function recognised() {
  const { things, unrecognised } = await recogniseAll(redis, Date.now());
  expect(unrecognised).toEqual([]);
  return things.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function read(id: string): Promise<CacheResponse> {
  const thing = (await recognised()).find((each) => each.id === id)!;
  const plan = cacheView.read(thing, cacheView.query.parse({ order: 'key' }), contextAt(Date.now()));
  return cacheView.response.parse(await runPlan(redis, plan)) as CacheResponse;
}

const keysOf = ({ sample }: CacheResponse) => sample!.rows.map(({ key }) => key);
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string)));

test('Keyv: namespaces once and twice, and without one', async () => {
  const url = `redis://127.0.0.1:${server.port}`;
  const shop = new Keyv({ store: new KeyvRedis(url), namespace: 'shop' });
  const blog = createKeyv(url, { namespace: 'blog' });
  const plain = createKeyv(url);
  try {
    await shop.set('tea', { price: 3 }, 60_000);
    await shop.set('forever', 'x');
    await blog.set('page:1', '<p>', 60_000);
    await plain.set('report', 'x', 60_000);
    expect((await recognised()).map(({ id }) => id)).toEqual(['keyv-plain/report', 'keyv/blog', 'keyv/shop']);
    const answer = await read('keyv/shop');
    expect(keysOf(answer)).toEqual(['shop::shop:forever', 'shop::shop:tea']);
    expect(answer.sample).toMatchObject({ withoutTtl: 1 });
    expect(keysOf(await read('keyv/blog'))).toEqual(['blog::page:1']);
    expect(keysOf(await read('keyv-plain/report'))).toEqual(['report']);

    const [thing] = (await recognised()).filter(({ id }) => id === 'keyv/shop');
    const unlinked = await runPlan(redis, unlinkKeys(thing!, await redis.keys('*'), Date.now()));
    expect(unlinked).toEqual({ unlinked: 2, spared: 2 });
    expect(await shop.get('tea')).toBeUndefined();
    expect(await blog.get('page:1')).toBe('<p>');
  } finally {
    await Promise.all([shop, blog, plain].map((each) => each.disconnect()));
  }
});

const pickle = bytes([0x80, 0x05, 0x95, 0x07], 'whatever', [0x2e]);

test('Django: pickles and integers, with a prefix and without', async () => {
  await redis.set(':1:views.index', pickle, 'EX', 300);
  await redis.set(':1:hits', 7, 'EX', 300);
  await redis.set('shop:1:views.index', pickle, 'EX', 300);
  await redis.set('shop:1:hits', 7, 'EX', 300);
  expect((await recognised()).map(({ id, pattern }) => `${pattern} ${id}`)).toEqual([
    'caches django-cache/1',
    'caches django-prefixed/shop/1',
  ]);
  const answer = await read('django-cache/1');
  expect(keysOf(answer)).toEqual([':1:hits', ':1:views.index']);
  expect(answer.notes.join()).toContain('empties the whole database');
});

test('Laravel: values, numbers and tags, of every age', async () => {
  await redis.set('laravel_database_laravel_cache_:settings', 'a:1:{s:1:"a";i:1;}', 'EX', 60);
  await redis.set('laravel_database_laravel_cache_:visits', 7);
  await redis.set('laravel-database-laravel-cache-settings', 's:1:"x";', 'EX', 60);
  const entries = 'laravel_database_laravel_cache_:tag:tea:entries';
  const now = Math.floor(Date.now() / 1000);
  await redis.zadd(entries, now + 60, 'abc:product:1', -1, 'abc:product:2', now - 60, 'abc:product:3');
  await redis.set('laravel_database_laravel_cache_:abc:product:1', 's:3:"tea";', 'EX', 60);
  await redis.set('laravel_database_laravel_cache_:tag:old:key', 's:22:"5f1d7a84db00d2fce00b31";');
  expect((await recognised()).map(({ id }) => id)).toEqual([
    'laravel-cache/laravel-database-laravel',
    'laravel-cache/laravel_database_laravel',
    'laravel-tags',
  ]);
  expect(keysOf(await read('laravel-cache/laravel_database_laravel'))).toEqual([
    'laravel_database_laravel_cache_:abc:product:1',
    'laravel_database_laravel_cache_:settings',
    'laravel_database_laravel_cache_:visits',
  ]);
  const { tags, acts, notes } = await read('laravel-tags');
  expect(tags!.rows).toMatchObject([{ tag: 'tea', key: entries, members: 3, looked: 3, live: 1, ended: 1 }]);
  expect(acts).toEqual({ byTag: false, byPrefix: false });
  expect(notes.join()).toContain('let it invalidate them');
});

test('Laravel: a rate limit beside the cache is none of it', async () => {
  const key = 'laravel_cache_5f1d7a84db00d2fce00b31a7fc73224f';
  await redis.set('laravel_cache_settings', 's:1:"x";', 'EX', 60);
  await redis.set(`${key}:timer`, Math.floor(Date.now() / 1000) + 60, 'EX', 60);
  await redis.set(key, 3, 'EX', 60);
  expect((await recognised()).map(({ id }) => id)).toEqual(['laravel-cache/laravel', 'laravel-limiter']);
  expect(keysOf(await read('laravel-cache/laravel'))).toEqual(['laravel_cache_settings']);
});

test('Rails: entries of every version, under any name', async () => {
  const end = Buffer.alloc(8);
  end.writeDoubleLE(1_795_255_000.5);
  await redis.set('views/products/1', bytes([0x00, 0x11, 0x02], [...end], [0xff, 0xff, 0xff, 0xff], '<p>'));
  await redis.set('views/products/2', bytes([0x00, 0x04, 0x08, 0x5b], 'x'));
  await redis.set('views/products/3', bytes([0x04, 0x08], 'o: ActiveSupport::Cache::Entry'));
  const things = await recognised();
  expect(things.every(({ family }) => family === 'rails-cache')).toBe(true);
  expect(things.reduce((sum, { keys }) => sum + keys, 0)).toBe(3);
});

test('Spring: Java objects', async () => {
  await redis.set('products::7', bytes([0xac, 0xed, 0x00, 0x05], 'x'));
  expect(keysOf(await read('spring-cache/products'))).toEqual(['products::7']);
});
