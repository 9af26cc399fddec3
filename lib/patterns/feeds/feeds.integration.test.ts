import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import type { FeedsResponse } from './model';
import {
  historyKey,
  leaveChat,
  membersKey,
  trimFeed,
  writeActivityLog,
  writeChat,
  writeEntry,
  writeFeed,
  writeRecent,
  writeRecentSearch,
  writeUserActivity,
} from './write';

const pattern = patternServer<FeedsResponse>('feeds');
const { now } = pattern;
const second = 1000 * Math.floor(now / 1000);

describe('every layout is written, recognised and read back', () => {
  test('feeds', async () => {
    await pattern.run(writeFeed('7', 'post:1'));
    await pattern.run(writeFeed('7', 'post:2'));
    await pattern.run(writeFeed('8', 'post:2'));
    expect(await pattern.thing('feed')).toMatchObject({ title: 'feeds', keys: 2, confidence: 0.95 });
    const { total, rows, opened } = await pattern.read('feed', { key: 'feed:7' });
    expect(total).toBe(2);
    expect(rows[0]).toEqual({
      key: 'feed:7',
      length: 2,
      cap: 100,
      newestAt: null,
      ttlMs: expect.any(Number),
      members: null,
    });
    expect(opened).toMatchObject({
      newestFirst: true,
      entries: [
        { index: 0, text: 'post:2', at: null },
        { index: 1, text: 'post:1', at: null },
      ],
    });
    expect(await pattern.summary('feed')).toMatchObject({ value: 2, caption: 'feeds' });
  });

  test('activity of users', async () => {
    await pattern.run(writeUserActivity('7', 'bought', now));
    const { rows, opened } = await pattern.read('user-activity');
    expect(rows).toMatchObject([{ key: 'user:7:activity', length: 1, newestAt: second }]);
    expect(opened!.entries).toEqual([
      { index: 0, text: `{"verb":"bought","at":${second / 1000}}`, at: second },
    ]);
  });

  test('recent searches, each once, five at most', async () => {
    for (const search of ['tea', 'cup', 'tea', 'pot', 'jug', 'can', 'mug'])
      await pattern.run(writeRecentSearch('7', search));
    const { opened } = await pattern.read('recent-searches');
    expect(opened!.entries.map(({ text }) => text)).toEqual(['mug', 'can', 'jug', 'pot', 'tea']);
    expect(opened).toMatchObject({ length: 5, cap: 5 });
  });

  test.each([
    ['timeline', 'user:7:timeline'],
    ['user-activity-log', 'user_activity:7'],
    ['chat', 'chat:room:general'],
  ])('%s of document 001', async (family, key) => {
    await pattern.run(writeEntry(key, '{"text":"hi"}'));
    const { rows, opened } = await pattern.read(family);
    expect(rows).toMatchObject([{ key, length: 1, cap: null, ttlMs: null }]);
    expect(opened!.entries[0]!.text).toBe('{"text":"hi"}');
  });

  test('what is recent, each kind a thing', async () => {
    await pattern.run(writeRecent('posts', 'post:7'));
    await pattern.run(writeRecent('orders', 'order:7'));
    expect(await pattern.recognised()).toEqual(['recent/orders', 'recent/posts']);
    expect((await pattern.read('recent/posts')).opened!.entries[0]!.text).toBe('post:7');
    expect(await pattern.summary('recent/posts')).toMatchObject({ value: 1, caption: 'entries' });
  });

  test('the activity log, with its pace', async () => {
    await pattern.run(writeActivityLog('order 1 paid', now - 2 * 3_600_000));
    await pattern.run(writeActivityLog('order 2 paid', now));
    const { opened } = await pattern.read('activity-log');
    expect(opened).toMatchObject({ length: 2, cap: 1_000, newestAt: now });
    expect(opened!.entries[0]!.text).toMatch(/ order 2 paid$/);
    expect((await pattern.summary('activity-log')).perHour).toBeCloseTo(1, 1);
  });

  test('chat rooms with who is in them', async () => {
    await pattern.run(writeChat('tea', '7', 'hello', now));
    await pattern.run(writeChat('tea', '8', 'hi', now));
    await pattern.redis.sadd(membersKey('silent'), '9');
    const { total, rows, opened } = await pattern.read('chat', { key: historyKey('tea') });
    expect(total).toBe(2);
    expect(rows).toMatchObject([
      { key: 'chat:history:tea', length: 2, cap: 1_000, newestAt: now, members: 2 },
      { key: 'chat:history:silent', length: 0, members: 1 },
    ]);
    expect(opened!.present.sort()).toEqual(['7', '8']);
    expect(JSON.parse(opened!.entries[0]!.text)).toMatchObject({ user_id: '8', text: 'hi' });
    expect(await pattern.summary('chat')).toMatchObject({ value: 2, caption: 'chat rooms' });
  });
});

test.each([
  ['a stream', () => pattern.redis.xadd('user_activity:7', '*', 'type', 'view')],
  ['a sorted set', () => pattern.redis.zadd('user:7:timeline', now, 'post:7')],
  ['a counter', () => pattern.redis.set('recent:posts', 7)],
  ['a hash', () => pattern.redis.hset('feed:7', 'a', '1')],
  ['another list', () => pattern.redis.rpush('archive:orders', '700')],
])('%s is no feed', async (_, write) => {
  await write();
  expect(await pattern.recognised()).toEqual([]);
});

describe('read', () => {
  test('entries page by page; those whose newest is last are turned round', async () => {
    for (let index = 0; index < 50; index++)
      await pattern.redis.rpush('recent:x', JSON.stringify({ n: index, at: second / 1000 - 50 + index }));
    const page = await pattern.read('recent/x', { from: 30, entries: 3 });
    expect(page.opened).toMatchObject({ newestFirst: false, from: 30, newestAt: second - 1_000 });
    expect(
      page.opened!.entries.map(({ index, text }) => [index, (JSON.parse(text) as { n: number }).n]),
    ).toEqual([
      [19, 19],
      [18, 18],
      [17, 17],
    ]);
    expect((await pattern.read('recent/x', { from: 49 })).opened!.entries).toHaveLength(1);
    expect((await pattern.read('recent/x', { from: 50 })).opened!.entries).toEqual([]);
    expect((await pattern.read('recent/x', { from: 5_000 })).opened!.entries).toEqual([]);
  });

  test('secrets in entries are masked, bytes spelled out', async () => {
    await pattern.redis.rpush('recent:x', '{"user":7,"password":"hunter2"}', Buffer.from([0xff, 0x00]));
    const { opened } = await pattern.read('recent/x');
    expect(opened!.entries.map(({ text }) => text)).toEqual([
      '{"user":7,"password":"(masked)"}',
      '\\xff\\x00',
    ]);
  });

  test('only lists of the thing are opened', async () => {
    await pattern.run(writeFeed('7', 'a'));
    await pattern.run(writeFeed('8', 'a'));
    await pattern.redis.rpush('queue:emails', 'x');
    expect((await pattern.read('feed')).opened).toBeNull();
    expect((await pattern.read('feed', { key: 'queue:emails' })).opened).toBeNull();
  });

  test('lists that are gone or have become something else', async () => {
    await pattern.run(writeFeed('7', 'a'));
    await pattern.run(writeFeed('8', 'a'));
    const thing = await pattern.thing('feed');
    await pattern.redis.del('feed:7');
    await pattern.redis.set('feed:8', 'x');
    const { rows, opened } = await pattern.readStale(thing, { key: 'feed:8' });
    expect(rows).toMatchObject([
      { key: 'feed:7', length: 0 },
      { key: 'feed:8', length: null, newestAt: null },
    ]);
    expect(opened!.entries).toEqual([]);
  });
});

describe('where the ACL covers', () => {
  const readAs = async (acl: string[]) => {
    for (const user of ['7', '8']) await pattern.run(writeFeed(user, 'a'));
    const thing = await pattern.thing('feed');
    await pattern.redis.acl('SETUSER', 'reader', 'reset', 'on', '>reader', ...acl);
    const reader = pattern.connectAs('reader');
    return pattern.readStale(thing, {}, reader).finally(() => reader.disconnect());
  };

  test('some of the keys only, the others are left empty', async () => {
    const { rows } = await readAs(['~feed:7', '+@read', '+@keyspace']);
    expect(rows.map(({ key, length }) => [key, length])).toEqual([
      ['feed:7', 1],
      ['feed:8', null],
    ]);
  });

  test('none of them, the refusal is the answer', async () => {
    await expect(readAs(['~other:*', '+@read', '+@keyspace'])).rejects.toThrow('NOPERM');
  });
});

test('lists keep to their caps; trimming and leaving say what they did', async () => {
  for (let index = 0; index < 105; index++) await pattern.run(writeFeed('7', `post:${index}`));
  expect(await pattern.redis.llen('feed:7')).toBe(100);
  expect(await pattern.run(trimFeed('feed:7', 10))).toBe(90);
  expect(await pattern.run(trimFeed('feed:7', 10))).toBe(0);
  expect(await pattern.redis.lindex('feed:7', 0)).toBe('post:104');
  await pattern.run(writeChat('tea', '7', 'hello', now));
  expect(await pattern.run(leaveChat('tea', '7'))).toBe(true);
  expect(await pattern.run(leaveChat('tea', '7'))).toBe(false);
});
