import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contentQuery } from '@/lib/keyspace/content-query';
import { contentResponse, type KeyContent } from '@/lib/keyspace/content-schema';
import { startRedisInside, type RedisInside } from '../../../testing/redis-inside';
import { footprintOn } from '../collector/footprint';
import { readKeyContent } from './read-key-content';

let inside: RedisInside;
let admin: Redis;
beforeAll(async () => {
  inside = await startRedisInside(
    'user part on >part ~mine:* +@all',
    'user texts on >texts ~* +@read +@connection -lrange -pfcount',
  );
  ({ admin } = inside);
});
afterAll(() => inside.stop());
beforeEach(async () => {
  await admin.flushall();
});

/** One page, checked against its schema. */
async function read(user: string, query: Record<string, unknown>): Promise<KeyContent> {
  return contentResponse.parse(await readKeyContent(inside.access(user), contentQuery.parse(query)));
}

test('reads the database that is asked for, by the clock of the server', async () => {
  await admin.select(3);
  await admin.set('k', 'in three');
  await admin.select(0);
  expect(await read('all', { key: 'k', db: 3 })).toMatchObject({ database: 3, value: { text: 'in three' } });
  const [seconds] = await admin.time();
  const { at } = await read('all', { key: 'k', db: 3 });
  expect(Math.abs(at / 1000 - Number(seconds))).toBeLessThan(60);
});

describe('what may not be read is said', () => {
  test('a key that the ACL does not cover, with the rule that would', async () => {
    await admin.set('other', 'v');
    await admin.set('mine:1', 'v');
    expect(await read('part', { key: 'mine:1' })).toMatchObject({ kind: 'string' });
    await expect(read('part', { key: 'other' })).rejects.toMatchObject({
      code: 'NOPERM',
      status: 403,
      options: { line: expect.stringContaining('~other') as string },
    });
  });

  test('a command that the ACL refuses, with its grant', async () => {
    await admin.rpush('l', 'v');
    await expect(read('texts', { key: 'l' })).rejects.toMatchObject({
      code: 'NOPERM',
      message: 'Your Redis user texts may not run LRANGE, which reads this key.',
      options: { line: 'ACL SETUSER texts +lrange' },
    });
  });

  test('a HyperLogLog counts for a user who may only read', async () => {
    await admin.pfadd('h', 'a', 'b', 'c');
    expect(await read('texts', { key: 'h' })).toMatchObject({ kind: 'hyperloglog', estimate: 3 });
  });

  test('a key that is not there', async () => {
    await expect(read('all', { key: 'nothing' })).rejects.toMatchObject({ code: 'NO_SUCH_KEY', status: 404 });
  });

  test('elements that are too large', async () => {
    await admin.rpush('l', Buffer.alloc(9_000_000));
    await expect(read('all', { key: 'l' })).rejects.toMatchObject({ code: 'TOO_LARGE', status: 413 });
  });
});

test('the lookups of all kinds are counted as our own', async () => {
  await admin.set('string', 'text');
  await admin.setbit('bitmap', 1_000, 1);
  await admin.pfadd('hll', 'a');
  await admin.rpush('list', 'a', 'b');
  await admin.sadd('set', 'a');
  await admin.zadd('zset', 1, 'a', 2, 'b');
  await admin.geoadd('geo', 13.4, 52.5, 'berlin');
  await admin.hset('hash', 'a', '1');
  await admin.xadd('stream', '*', 'a', '1');
  await admin.xgroup('CREATE', 'stream', 'g', '0');
  const counted = async () => {
    const stats = await admin.info('stats');
    return ['keyspace_hits', 'keyspace_misses'].map((name) =>
      Number(new RegExp(`${name}:(\\d+)`).exec(stats)![1]),
    );
  };
  const { lookups } = footprintOn(`127.0.0.1:${inside.redis.port}`);
  const before = await counted();
  const own = [lookups.hits, lookups.misses];
  for (const key of ['string', 'bitmap', 'hll', 'list', 'set', 'zset', 'geo', 'hash', 'stream'])
    await read('all', { key, find: 'a' });
  await read('all', { key: 'stream', view: 'groups' });
  await read('all', { key: 'zset', min: '0', max: '1' });
  await read('all', { key: 'list', offset: 5 });
  await read('all', { key: 'string', offset: 50 });
  await expect(read('all', { key: 'nothing' })).rejects.toMatchObject({ code: 'NO_SUCH_KEY' });
  const after = await counted();
  expect([lookups.hits - own[0]!, lookups.misses - own[1]!]).toEqual(
    after.map((count, index) => count - before[index]!),
  );
});
