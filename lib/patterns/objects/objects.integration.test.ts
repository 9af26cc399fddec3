import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import type { ObjectsResponse } from './model';
import { addToBalance, PROFILE_SECONDS, profileKey, transfer, userKey, writeObject } from './write';

const pattern = patternServer<ObjectsResponse>('objects');
const ulid = '01J9ZK3W6Q8X4M2N7P5R0S1T3V';

describe('every layout is written, recognised and read back', () => {
  test.each([
    ['user-object', userKey('7'), 'users'],
    ['user-profile', profileKey('7'), 'user profiles'],
    ['user-profile', 'user:7:profile', 'user profiles'],
    ['user-profile', 'user:{7}:profile', 'user profiles'],
    ['user-profile', 'user:{7}:preferences', 'user profiles'],
    ['product-object', 'product:7', 'products'],
    ['item-object', 'item:7', 'items'],
    ['redis-om/Album', `Album:${ulid}`, 'Album'],
  ])('%s: %s', async (id, key, title) => {
    await pattern.run(writeObject(key, { name: 'ann', password_hash: 'x', age: 30 }, PROFILE_SECONDS));
    expect(await pattern.recognised()).toEqual([id]);
    expect(await pattern.thing(id)).toMatchObject({ title, keys: 1 });
    const { rows } = await pattern.read(id);
    expect(rows).toMatchObject([{ key, type: 'hash', size: 3 }]);
    expect(rows[0]!.ttlMs).toBeGreaterThan(86_000_000);
    expect(Object.fromEntries(rows[0]!.fields.map(({ name, value }) => [name, value]))).toEqual({
      name: 'ann',
      password_hash: null,
      age: '30',
    });
  });

  test.each([
    ['points', 'points:7'],
    ['credits', 'user:7:credits'],
    ['account-balance', 'account:7:balance'],
  ])('%s', async (id, key) => {
    await pattern.run(addToBalance(key, 250));
    await pattern.redis.set(key.replace('7', '8'), '-50.5');
    const { rows, amounts } = await pattern.read(id);
    expect(rows[0]).toMatchObject({
      key,
      type: 'string',
      size: 3,
      fields: [{ name: 'value', value: '250' }],
    });
    expect(amounts).toMatchObject({ looked: 2, sum: 199.5, least: -50.5, most: 250 });
    expect(amounts!.distribution.map(({ count }) => count).filter(Boolean)).toEqual([1, 1]);
    expect(await pattern.summary(id)).toMatchObject({
      value: 2,
      caption: 'balances',
      trouble: '1 of 2 balances looked at are below zero',
    });
  });

  test('text under a name with a hash tag', async () => {
    await pattern.redis.set('user:{7}:profile', 'Ann');
    expect((await pattern.read('user-profile')).rows).toMatchObject([
      { type: 'string', size: 3, fields: [{ name: 'value', value: 'Ann' }] },
    ]);
  });

  test('the schema of Redis OM belongs to its entities', async () => {
    await pattern.redis.set('Album:index:hash', 'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3');
    await pattern.run(writeObject(`Album:${ulid}`, { title: 'x' }));
    expect(await pattern.thing('redis-om/Album')).toMatchObject({ keys: 2 });
  });
});

describe('not recognised', () => {
  test.each([
    ['a cached string', () => pattern.redis.set('user:7', '{"name":"ann"}')],
    ['a log of requests', () => pattern.redis.zadd('user:7', 1_795_254_245.5, '1795254245.5:a')],
    ['a set', () => pattern.redis.sadd('product:7', 'x')],
    ['points that are none', () => pattern.redis.set('points:7', 'many')],
    ['a hash with a longer name', () => pattern.redis.hset('user:7:settings:mail', 'daily', '1')],
    ['an id that is no ULID', () => pattern.redis.hset('Album:abcdefghijklmnopqrstuvwxyz', 'title', 'x')],
    ['a digest that is none', () => pattern.redis.set('Album:index:hash', 'x')],
  ])('%s', async (_, write) => {
    await write();
    expect(await pattern.recognised()).toEqual([]);
  });

  test('of one name the hashes only', async () => {
    await pattern.run(writeObject('user:1', { name: 'ann' }));
    await pattern.redis.set('user:2', '{"name":"bob"}');
    await pattern.redis.zadd('user:3', 1_795_254_245.5, '1795254245.5:a');
    const { total, rows } = await pattern.read('user-object');
    expect([total, rows.map(({ key }) => key)]).toEqual([1, ['user:1']]);
  });
});

describe('read', () => {
  test('a huge hash page by page', async () => {
    await pattern.redis.hset(
      'user:1',
      ...Array.from({ length: 3_000 }, (_, index) => [`f${index}`, 'x']).flat(),
    );
    const seen = new Set<string>();
    for (let cursor: string | null = '0'; cursor !== null;) {
      const page: ObjectsResponse = await pattern.read('user-object', { key: 'user:1', cursor });
      expect(page.rows[0]!.fields).toHaveLength(12);
      for (const { name } of page.opened!.fields) seen.add(name);
      cursor = page.opened!.nextCursor;
    }
    expect(seen.size).toBe(3_000);
  });

  test('pages in the order of numbers', async () => {
    for (const id of ['10', '9', '100']) await pattern.run(writeObject(userKey(id), { name: id }));
    const { kept, rows } = await pattern.read('user-object', { offset: 1, count: 1 });
    expect([kept, rows.map(({ key }) => key)]).toEqual([3, ['user:10']]);
  });

  test('objects that are gone, have become something else, or are none of these', async () => {
    for (const id of ['1', '2']) await pattern.run(writeObject(userKey(id), { name: id }));
    await pattern.redis.hset('session:1', 'user_id', '7');
    expect((await pattern.read('user-object', { key: 'session:1' })).opened).toBeNull();
    const thing = await pattern.thing('user-object');
    await pattern.redis.del('user:1', 'user:2');
    await pattern.redis.rpush('user:2', 'x');
    const { rows, opened } = await pattern.readStale(thing, { key: 'user:1' });
    expect(rows).toEqual([
      { key: 'user:1', type: null, size: null, ttlMs: null, fields: [] },
      { key: 'user:2', type: 'list', size: null, ttlMs: null, fields: [] },
    ]);
    expect(opened).toBeNull();
  });

  test('where the ACL covers some of the keys, the others are left empty', async () => {
    for (const id of ['1', '2']) await pattern.run(writeObject(userKey(id), { name: id }));
    const thing = await pattern.thing('user-object');
    await pattern.redis.acl('SETUSER', 'reader', 'on', '>reader', '~user:1', '+@read', '+scan');
    const reader = pattern.connectAs('reader');
    const { rows } = await pattern.readStale(thing, {}, reader).finally(() => reader.disconnect());
    expect(rows.map(({ key, type }) => [key, type])).toEqual([
      ['user:1', 'hash'],
      ['user:2', null],
    ]);
  });

  test('fields of any bytes', async () => {
    await pattern.redis.hset('user:1', Buffer.from([0xff]), Buffer.from([0x00]));
    expect((await pattern.read('user-object')).rows[0]!.fields).toEqual([
      { name: 'base64:_w', value: '\\x00' },
    ]);
  });
});

describe('a transfer', () => {
  test('changes both balances, or none', async () => {
    await pattern.run(addToBalance('points:1', 100));
    expect(await pattern.run(transfer('points:1', 'points:2', 70))).toBe(true);
    expect(await pattern.run(transfer('points:1', 'points:2', 70))).toBe(false);
    expect(await pattern.redis.mget('points:1', 'points:2')).toEqual(['30', '70']);
  });
});
