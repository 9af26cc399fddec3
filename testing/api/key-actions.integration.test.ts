import type { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AppClient } from '../app-client';
import { auditRows } from '../audit-entry';
import { newcomer } from '../newcomer';
import { ask, type RunningRedis } from '../servers';
import { startShopAndCluster, type ShopAndCluster } from '../shop-and-cluster';

interface Answer {
  result: Record<string, unknown>;
  error: { code: string; message: string; remedy?: string; line?: string; details?: Record<string, unknown> };
}

let shop: ShopAndCluster;
let admin: Redis;
let client: AppClient;
beforeAll(async () => {
  shop = await startShopAndCluster();
  ({ admin, client } = shop);
});
afterEach(() => admin.flushdb());
afterAll(() => shop.stop());

const act = (action: string, input: object, as = client, instance = 'shop') =>
  as.act<Answer>(instance, action, input);

/** Sets a key of the Cluster. @returns the primary that has it */
async function whereSet(key: string, value: string): Promise<RunningRedis> {
  for (const primary of shop.cluster.primaries) {
    const set = await ask(primary.port, 'shop', (node) => node.set(key, value)).catch(() => null);
    if (set === 'OK') return primary;
  }
  throw new Error(`No primary takes ${key}`);
}

describe('a value that somebody else has changed', () => {
  test('is left alone: both values are named to the person, none to the audit log', async () => {
    await admin.set('secret', 'theirs');
    const part = { type: 'string', before: 'old token', after: 'new token' };
    const { status, body } = await act('key.edit', { key: 'secret', part });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      code: 'CHANGED',
      remedy: 'Look at what is there now, and decide anew.',
      details: { field: 'before', before: 'old token', current: 'theirs', currentBytes: 6 },
    });
    expect(await admin.get('secret')).toBe('theirs');
    const [row] = await auditRows(client);
    expect(row).toMatchObject({ action: 'key.edit', outcome: 'failed', error: { code: 'CHANGED' } });
    expect(JSON.stringify(row)).not.toMatch(/token|theirs/);
  });

  test('is gone, or a key of another type: nothing is made', async () => {
    const part = { type: 'hash', field: 'f', before: 'old', after: 'new' };
    expect(await act('key.edit', { key: 'none', part })).toMatchObject({
      status: 404,
      body: { error: { code: 'NO_SUCH_KEY' } },
    });
    await admin.rpush('queue', 'old');
    expect(await act('key.edit', { key: 'queue', part })).toMatchObject({
      status: 409,
      body: { error: { code: 'CHANGED', message: 'The key is a list by now: nothing was written.' } },
    });
    expect(await admin.exists('none')).toBe(0);
  });
});

test('names and values of any bytes are written as they are', async () => {
  const key = Buffer.from([0, 255, 10, 42]);
  const wire = `base64:${key.toString('base64url')}`;
  await admin.set(key, Buffer.from([1, 254]), 'EX', 500);
  const part = { type: 'string', before: 'base64:Af4', after: 'base64:AP8' };
  expect(await act('key.edit', { key: wire, part })).toMatchObject({ status: 200 });
  expect(await admin.getBuffer(key)).toEqual(Buffer.from([0, 255]));
  expect(await act('key.rename', { key: wire, to: 'plain' })).toMatchObject({
    body: { result: { key: wire, to: 'plain', state: 'renamed' } },
  });
  expect(await admin.getBuffer('plain')).toEqual(Buffer.from([0, 255]));
  expect(await admin.ttl('plain')).toBeGreaterThan(490);
});

test('a value above 1 MB is refused before anything is asked of Redis', async () => {
  await admin.set('large', 'old');
  const part = { type: 'string', before: 'old', after: 'x'.repeat(1_048_577) };
  const { status, body } = await act('key.edit', { key: 'large', part });
  expect(status).toBe(400);
  expect(body.error.details).toMatchObject({ field: 'part.after' });
  expect(body.error.message).toContain('1 MB');
  const most = { ...part, after: 'x'.repeat(1_048_576) };
  expect((await act('key.edit', { key: 'large', part: most })).status).toBe(200);
  expect(await admin.strlen('large')).toBe(1_048_576);
});

describe('a new name', () => {
  test('that is taken is refused with what is there, and taken over when that is said', async () => {
    await admin.set('a', 'mine', 'EX', 500);
    await admin.hset('b', 'f', 'theirs');
    const { status, body } = await act('key.rename', { key: 'a', to: 'b' });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      code: 'TAKEN',
      message: expect.stringMatching(/^That name is taken: by a hash of \d+\sB\.$/),
      details: { field: 'to', type: 'hash', bytes: await admin.memory('USAGE', 'b') },
    });
    expect(await admin.type('b')).toBe('hash');
    expect((await act('key.rename', { key: 'a', to: 'b', overwrite: true })).status).toBe(200);
    expect(await admin.get('b')).toBe('mine');
    expect(await admin.ttl('b')).toBeGreaterThan(490);
  });

  test('must be another one', async () => {
    await admin.set('a', 'v');
    expect(await act('key.rename', { key: 'a', to: 'a', overwrite: true })).toMatchObject({
      status: 400,
      body: { error: { details: { field: 'to' } } },
    });
    expect(await admin.get('a')).toBe('v');
  });

  test.each([
    ['cart:1', '{cart:1}:new'],
    ['{cart:1}:old', '{cart:1}'],
  ])('of %s in a Cluster needs its slot: the remedy names %s', async (key, example) => {
    const { status, body } = await act('key.rename', { key, to: 'elsewhere' }, client, 'cluster');
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'CROSS_SLOT', details: { field: 'to' } });
    expect(body.error.remedy).toContain(example);
  });

  test('in the same slot of a Cluster is given at the node that has it', async () => {
    for (const key of ['cart:1', 'cart:2', 'cart:3', 'cart:4']) {
      const to = `{${key}}:new`;
      const owner = await whereSet(key, 'v');
      expect(await act('key.rename', { key, to }, client, 'cluster')).toMatchObject({
        body: { result: { state: 'renamed' } },
      });
      const part = { type: 'string', before: 'v', after: 'w' };
      expect((await act('key.edit', { key: to, part }, client, 'cluster')).status).toBe(200);
      expect(await ask(owner.port, 'shop', (node) => node.get(to))).toBe('w');
    }
  });
});

test('a moment that is past is refused: Redis would delete the key there and then', async () => {
  await admin.set('a', 'v');
  const { status, body } = await act('key.expire', { keys: ['a'], at: Date.now() - 1 });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({ code: 'IN_THE_PAST', details: { field: 'at' } });
  expect(await admin.get('a')).toBe('v');
});

test('many keys get a time to live at once, once they are counted out; what had gone is told apart', async () => {
  await admin.mset('a', '1', 'b', '2', 'c', '3');
  const keys = ['a', 'b', 'none'];
  expect((await act('key.expire', { keys, seconds: 90 })).body.error).toMatchObject({ code: 'CONFIRMATION' });
  const { body } = await act('key.expire', { keys, seconds: 90, confirm: '3' });
  expect(body.result).toMatchObject({ set: 2, kept: 0, gone: 1, refused: 0 });
  expect(await admin.ttl('a')).toBeGreaterThan(80);
  expect(await admin.ttl('c')).toBe(-1);
});

test('keys are removed by UNLINK, and those that had gone are told apart', async () => {
  await admin.mset('a', '1', 'b', '2', 'c', '3');
  await admin.config('RESETSTAT');
  const { body } = await act('key.unlink', { keys: ['a', 'b', 'none', 'a'], confirm: '4' });
  expect(body.result).toEqual({ removed: 2, gone: 1, refused: 0 });
  expect(await admin.dbsize()).toBe(1);
  const stats = await admin.info('commandstats');
  expect(stats).toContain('cmdstat_unlink');
  expect(stats).not.toContain('cmdstat_del:');
});

describe('who may not', () => {
  test.each([
    ['key.edit', { part: { type: 'list', index: 0, before: 'a', after: 'b' } }, 'lset'],
    ['element.add', { element: { type: 'list', end: 'first', value: 'b' } }, 'lpush'],
    ['element.remove', { element: { type: 'list', index: 0, before: 'a' } }, 'lrem'],
    ['key.edit', { part: { type: 'list', index: 0, before: 'a', after: 'b' } }, 'lindex'],
    ['key.edit', { part: { type: 'list', index: 0, before: 'a', after: 'b' } }, 'watch'],
  ])('%s (%j) is told that %s is missing', async (action, input, command) => {
    const narrow = await newcomer(shop, 'narrow', 'operator', `-${command}`);
    await admin.rpush('queue', 'a');
    const { status, body } = await act(action, { key: 'queue', ...input }, narrow);
    expect(status).toBe(403);
    expect(body.error).toMatchObject({ code: 'NOPERM', line: `ACL SETUSER narrow +${command}` });
    expect(await admin.lrange('queue', 0, -1)).toEqual(['a']);
    expect((await auditRows(narrow))[0]).toMatchObject({ outcome: 'denied', action });
  });

  test('touch some keys removes the others, and is told of all alike', async () => {
    const narrow = await newcomer(shop, 'fenced', 'operator', 'resetkeys', '~mine:*');
    await admin.mset('mine:1', '1', 'theirs:1', '2');
    const some = await act('key.unlink', { keys: ['mine:1', 'theirs:1'], confirm: '2' }, narrow);
    expect(some.body.result).toEqual({ removed: 1, gone: 0, refused: 1 });
    expect(await admin.exists('theirs:1')).toBe(1);
    await admin.set('mine:1', '1');
    const ttls = await act('key.expire', { keys: ['mine:1', 'theirs:1'], seconds: 90, confirm: '2' }, narrow);
    expect(ttls.body.result).toMatchObject({ set: 1, refused: 1 });
    expect(await admin.ttl('theirs:1')).toBe(-1);
    const none = await act('key.unlink', { keys: ['theirs:1'] }, narrow);
    expect(none.status).toBe(403);
    expect(none.body.error).toMatchObject({
      code: 'NOPERM',
      message: 'Your Redis user may not do this to a key of that name.',
    });
  });
});
