import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import type { TagsResponse } from './read';
import { addMembers, followersKey, followingKey, removeFollow, removeMember, writeFollow } from './write';

const pattern = patternServer<TagsResponse>('tags');

describe('every layout is written, recognised and read back', () => {
  test.each([
    ['tags/post', 'tags:post:7', 'tags of posts'],
    ['tags/article', 'tags:article:7', 'tags of articles'],
    ['item-tags', 'item:7:tags', 'tags of items'],
    ['permissions', 'permissions:user:7', 'permissions of users'],
    ['skills', 'skills:7', 'skills'],
    ['skills', 'skills:user:7', 'skills'],
    ['social', 'following:7', 'who follows whom'],
    ['named-set/all_users', 'all_users', 'all_users'],
    ['named-set/all%3Ausers', 'all:users', 'all:users'],
    ['named-set/banned%3Ausers', 'banned:users', 'banned:users'],
    ['named-set/users%3Apremium', 'users:premium', 'users:premium'],
    ['named-set/raffle%3Aparticipants', 'raffle:participants', 'raffle:participants'],
  ])('%s: %s', async (id, key, title) => {
    expect(await pattern.run(addMembers(key, 'b', 'a'))).toBe(2);
    expect(await pattern.thing(id)).toMatchObject({ title, keys: 1, confidence: 0.95 });
    const { rows, opened } = await pattern.read(id);
    expect(rows).toEqual([{ key, members: 2, ttlMs: null }]);
    expect(opened!.page.sort()).toEqual(['a', 'b']);
  });

  test('who follows whom is one thing of two kinds of sets', async () => {
    await pattern.run(writeFollow('1', '2'));
    await pattern.run(writeFollow('3', '2'));
    const thing = await pattern.thing('social');
    expect(thing.parts.map(({ layout, keys }) => [layout, keys]).sort()).toEqual([
      ['followers', 1],
      ['following', 2],
    ]);
    expect((await pattern.read('social', { key: followersKey('2') })).opened!.page.sort()).toEqual([
      '1',
      '3',
    ]);
    expect(await pattern.summary('social')).toMatchObject({
      value: 3,
      caption: 'sets of following and followers',
    });
  });
});

test.each([
  ['a list', () => pattern.redis.rpush('tags:post:7', 'tea')],
  ['a sorted set', () => pattern.redis.zadd('followers:user:7', 1, '8')],
  ['a cache tag', () => pattern.redis.sadd('tag:products', 'product:7')],
  ['a hash', () => pattern.redis.hset('permissions:user:7', 'orders.read', '1')],
  ['another set', () => pattern.redis.sadd('queues', 'emails')],
])('%s is none', async (_, write) => {
  await write();
  expect(await pattern.recognised()).toEqual([]);
});

describe('read', () => {
  test('the members that most sets have', async () => {
    await pattern.run(addMembers('tags:post:1', 'tea', 'cup'));
    await pattern.run(addMembers('tags:post:2', 'tea'));
    await pattern.run(addMembers('tags:post:3', ...Array.from({ length: 200 }, (_, index) => `t${index}`)));
    const { frequent, opened } = await pattern.read('tags/post');
    expect(frequent).toEqual({
      sets: 2,
      rows: [
        { member: 'tea', sets: 2 },
        { member: 'cup', sets: 1 },
      ],
    });
    expect(opened).toBeNull();
  });

  test.each(['6.2.0', '6.0.16', null])(
    'what two sets have in common (as of version %s)',
    async (redisVersion) => {
      await pattern.run(writeFollow('1', '3'));
      await pattern.run(writeFollow('1', '4'));
      await pattern.run(writeFollow('2', '4'));
      const query = { key: followingKey('1'), with: followingKey('2') };
      const { common } = await pattern.read('social', query, { redisVersion });
      expect(common).toEqual({ with: followingKey('2'), members: ['4'], found: 1, looked: 1, of: 1 });
    },
  );

  test('of two large sets, as far as one looks', async () => {
    const ids = (from: number) => Array.from({ length: 12_000 }, (_, index) => `id${from + index}`);
    await pattern.redis.sadd('tags:post:1', ...ids(0));
    await pattern.redis.sadd('tags:post:2', ...ids(6_000), 'one more');
    const query = { key: 'tags:post:1', with: 'tags:post:2' };
    const { common } = await pattern.read('tags/post', query);
    expect(common).toMatchObject({ looked: 10_000, of: 12_000 });
    expect(common!.members).toHaveLength(500);
    expect(common!.found).toBeGreaterThan(3_000);
    expect(common!.found).toBeLessThan(7_000);
  });

  test('many members page by page, each once; and one asked for', async () => {
    await pattern.redis.sadd('all_users', ...Array.from({ length: 1_500 }, (_, index) => `user${index}`));
    const seen = new Set<string>();
    for (let cursor: string | null = '0'; cursor !== null;) {
      const page: TagsResponse = await pattern.read('named-set/all_users', { cursor });
      for (const member of page.opened!.page) seen.add(member);
      cursor = page.opened!.nextCursor;
    }
    expect(seen.size).toBe(1_500);
    const has = async (member: string) =>
      (await pattern.read('named-set/all_users', { member })).opened!.hasMember;
    expect([await has('user7'), await has('nobody')]).toEqual([true, false]);
    expect(await pattern.summary('named-set/all_users')).toMatchObject({ value: 1_500, caption: 'members' });
  });

  test('sets that are gone, have become something else, or are none of these', async () => {
    await pattern.run(addMembers('tags:post:1', 'a'));
    await pattern.run(addMembers('tags:post:2', 'a'));
    await pattern.redis.sadd('queues', 'emails');
    expect((await pattern.read('tags/post', { key: 'queues' })).opened).toBeNull();
    const thing = await pattern.thing('tags/post');
    await pattern.redis.del('tags:post:1');
    await pattern.redis.set('tags:post:2', 'x');
    const { rows, opened, common } = await pattern.readStale(thing, {
      key: 'tags:post:2',
      with: 'tags:post:1',
    });
    expect(rows.map(({ members }) => members)).toEqual([null, null]);
    expect([opened, common!.found]).toEqual([null, 0]);
  });
});

test('following ends on both sides, and nobody follows themselves', async () => {
  await pattern.run(writeFollow('1', '2'));
  await pattern.run(removeFollow('1', '2'));
  await pattern.run(writeFollow('1', '1'));
  expect(await pattern.redis.dbsize()).toBe(0);
  await pattern.run(addMembers('skills:1', 'tea'));
  expect(await pattern.run(removeMember('skills:1', 'tea'))).toBe(true);
  expect(await pattern.run(removeMember('skills:1', 'tea'))).toBe(false);
  expect(await pattern.run(addMembers('skills:1'))).toBe(0);
});
