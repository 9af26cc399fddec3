import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Redis } from 'ioredis';
import { keyMetaSchema, keyQuery, type KeyMetaResponse } from '@/lib/keyspace/keys-schema';
import { keyWire } from '@/lib/keyspace/key-wire';
import { startRedisInside, type RedisInside } from '../../../testing/redis-inside';
import type { Access } from '../access';
import { lensOf } from '../lens/lens';
import { readKey } from './read-key';

let inside: RedisInside;
let admin: Redis;
beforeAll(async () => {
  inside = await startRedisInside(
    'user part on >part ~leaderboard:* +@all',
    'user blind on >blind ~* -@all +ping +client|setname +client|id +time +type +pttl',
  );
  ({ admin } = inside);
  await admin.set('text', 'twelve bytes', 'EX', 600);
  await admin.zadd('leaderboard:chess', 10, 'ann', 20, 'bob', 5, 'cleo');
  await admin.hset('hash', 'field', 'value');
  await admin.set(Buffer.from('\xff\x00', 'latin1'), 'bytes');
  await admin.set('', 'no name');
});
afterAll(() => inside.stop());

const read = async (access: Access, key: string, db = '0'): Promise<KeyMetaResponse> =>
  keyMetaSchema.strict().parse(await readKey(access, keyQuery.parse({ key, db })));

describe('a key', () => {
  test('tells its type, encoding, expiry, bytes, length and use', async () => {
    const meta = await read(inside.access('all'), 'text');
    expect(meta).toMatchObject({
      ...{ key: 'text', access: 'ok', type: 'string', encoding: 'embstr', length: 12, expires: true },
      ...{
        node: `127.0.0.1:${inside.redis.port}`,
        slot: null,
        policy: 'noeviction',
        frequency: null,
        refused: {},
      },
      fieldTtls: false,
    });
    expect(meta.bytes).toBe(await admin.memory('USAGE', 'text'));
    expect(meta.idleSeconds).toBeGreaterThanOrEqual(0);
    const [seconds] = (await admin.time()) as [number, number];
    expect(Math.abs(meta.expiresAt! - meta.at - (await admin.pttl('text')))).toBeLessThan(5_000);
    expect(Math.abs(meta.at / 1000 - Number(seconds))).toBeLessThan(5);
  });

  test('that never expires says so', async () => {
    expect(await read(inside.access('all'), 'hash')).toMatchObject({
      expires: false,
      expiresAt: null,
      length: 1,
    });
  });

  test('is addressed by any bytes, and by none', async () => {
    const access = inside.access('all');
    expect(await read(access, keyWire('\xff\x00'))).toMatchObject({ type: 'string', length: 5 });
    expect(await read(access, keyWire(''))).toMatchObject({ key: 'base64:', type: 'string', length: 7 });
  });

  test('that is not there, or in another database, is answered as such', async () => {
    const access = inside.access('all');
    await expect(read(access, 'nobody')).rejects.toMatchObject({ code: 'NO_SUCH_KEY', status: 404 });
    await expect(read(access, 'text', '1')).rejects.toMatchObject({ code: 'NO_SUCH_KEY', status: 404 });
  });

  test('has a frequency under an LFU policy, and no idle time', async () => {
    const access = inside.access('all');
    await admin.config('SET', 'maxmemory-policy', 'allkeys-lfu');
    await access.node().refresh();
    const meta = await read(access, 'text');
    expect(meta).toMatchObject({ policy: 'allkeys-lfu', idleSeconds: null, refused: {} });
    expect(meta.frequency).toBeGreaterThanOrEqual(0);
    await admin.config('SET', 'maxmemory-policy', 'noeviction');
    await access.node().refresh();
  });

  test('says whether looking at it makes it look used', async () => {
    const access = inside.access('all');
    const { commands } = await access.capabilities();
    expect((await read(access, 'text')).touches).toBe(commands['client|no-touch'].state !== 'allowed');
  });

  test('belongs to what Analytics has found, which costs Redis nothing', async () => {
    const access = inside.access('all');
    expect((await read(access, 'leaderboard:chess')).thing).toBeNull();
    // Waits for the end of the look.
    await lensOf(access, 0).find(access, 'no such thing');
    expect((await read(access, 'leaderboard:chess')).thing).toMatchObject({ pattern: 'leaderboards' });
    expect((await read(access, 'text')).thing).toBeNull();
    // Another user may not be allowed to see that.
    expect((await read(inside.access('part'), 'leaderboard:chess')).thing).toBeNull();
  });
});

describe('a person', () => {
  test('whose ACL does not cover the key is told so, with the rule that would', async () => {
    const meta = await read(inside.access('part'), 'text');
    expect(meta).toMatchObject({ access: 'denied', type: null, bytes: null, length: null, expires: null });
    expect(meta.refused).toEqual({
      key: { code: 'NOPERM', message: expect.any(String) as string, line: 'ACL SETUSER part "%R~text"' },
    });
    expect((await read(inside.access('part'), 'leaderboard:chess')).refused).toEqual({});
  });

  test('who may not ask some things sees the others, and each missing grant', async () => {
    const meta = await read(inside.access('blind'), 'hash');
    expect(meta).toMatchObject({ type: 'hash', expires: false, encoding: null, bytes: null, length: null });
    expect(Object.keys(meta.refused).sort()).toEqual([
      'hlen',
      'memory|usage',
      'object|encoding',
      'object|idletime',
    ]);
    expect(meta.refused.hlen?.line).toBe('ACL SETUSER blind +hlen');
    // What is known to be refused is not tried: each attempt would stand in the ACL log.
    const log = (await admin.call('ACL', 'LOG')) as unknown[];
    expect(JSON.stringify(log)).not.toContain('blind');
  });
});
