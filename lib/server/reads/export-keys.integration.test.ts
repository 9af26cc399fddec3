import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Redis } from 'ioredis';
import { exportLineSchema, exportQuery, type ExportLine } from '@/lib/keyspace/keys-schema';
import { fromWire } from '@/lib/patterns/bytes';
import { startRedisInside, type RedisInside } from '../../../testing/redis-inside';
import { connect, startRedis, type RunningRedis } from '../../../testing/servers';
import type { Access } from '../access';
import { exportKeys } from './export-keys';

let inside: RedisInside;
let admin: Redis;
let other: RunningRedis;
let target: Redis;
beforeAll(async () => {
  inside = await startRedisInside('user part on >part ~leaderboard:* +@all');
  ({ admin } = inside);
  other = await startRedis();
  target = connect(other.port);
});
afterAll(async () => {
  target.disconnect();
  await Promise.all([inside.stop(), other.stop()]);
});
beforeEach(async () => {
  await admin.flushall();
  await target.flushall();
});

const start = (access: Access, query: Record<string, string> = {}, signal = new AbortController().signal) =>
  exportKeys(access, exportQuery.parse(query), signal);

/** The whole export, each line checked against its schema. */
async function lines(access: Access, query: Record<string, string> = {}): Promise<ExportLine[]> {
  const text = await start(access, query).text();
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => exportLineSchema.parse(JSON.parse(line)));
}

const keysOf = (all: readonly ExportLine[]) => all.flatMap((line) => ('dump' in line ? [line] : []));
const errorsOf = (all: readonly ExportLine[]) => all.flatMap((line) => ('error' in line ? [line] : []));

test('RESTORE on another server makes the same keys, with the same values and times', async () => {
  await admin.set('text', 'value', 'EX', 1_000);
  await admin.set(Buffer.from('\xff\x00', 'latin1'), Buffer.from('\x00\xfe', 'latin1'));
  await admin.rpush('list', ...Array.from({ length: 500 }, (_, index) => `element ${index}`));
  await admin.hset('hash', { field: 'value', other: 'x'.repeat(10_000) });
  await admin.sadd('set', 'a', 'b');
  await admin.zadd('zset', 1.5, 'a', 2, 'b');
  await admin.xadd('stream', '1-1', 'field', 'value');
  const all = await lines(inside.access('all'));
  expect(all.at(-1)).toEqual({ summary: { exported: 7, failed: 0, complete: true, failures: [] } });
  for (const { key, expiresAt, dump } of keysOf(all))
    await target.restore(
      Buffer.from(fromWire(key), 'latin1'),
      expiresAt ?? 0,
      Buffer.from(dump, 'base64'),
      'ABSTTL',
    );
  expect(await contents(target)).toEqual(await contents(admin));
  expect(Math.abs((await target.pttl('text')) - (await admin.pttl('text')))).toBeLessThan(2_000);
});

/** What every key holds, by name: DUMP itself has no order for sets and hashes. */
async function contents(server: Redis): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  const read: Record<string, (name: Buffer) => Promise<unknown>> = {
    string: (name) => server.getBuffer(name),
    list: (name) => server.lrange(name, 0, -1),
    hash: (name) => server.hgetall(name),
    set: async (name) => (await server.smembers(name)).sort(),
    zset: (name) => server.zrange(name, '0', '-1', 'WITHSCORES'),
    stream: (name) => server.xrange(name, '-', '+'),
  };
  for (const name of await server.keysBuffer('*'))
    found[name.toString('latin1')] = await read[await server.type(name)]!(name);
  return found;
}

test('more keys than one round trip brings come all, in a few SCANs at a time', async () => {
  const pipeline = admin.pipeline();
  for (let index = 0; index < 2_500; index += 1) pipeline.set(`user:${index}`, index);
  await pipeline.exec();
  await admin.set('other', 'value');
  const all = await lines(inside.access('all'), { match: 'user:*' });
  expect(new Set(keysOf(all).map(({ key }) => key)).size).toBe(2_500);
  expect(all.at(-1)).toMatchObject({ summary: { exported: 2_500, complete: true } });
});

test('only keys of a type or with a time left, or only those that were chosen', async () => {
  await admin.set('text', 'value');
  await admin.sadd('set', 'member');
  await admin.set('soon', 'value', 'EX', 30);
  await admin.set('later', 'value', 'EX', 1_800);
  const access = inside.access('all');
  expect(keysOf(await lines(access, { type: 'set' })).map(({ key }) => key)).toEqual(['set']);
  const namesOf = async (query: Record<string, string>) =>
    keysOf(await lines(access, query))
      .map(({ key }) => key)
      .sort();
  expect(await namesOf({ ttl: 'minute' })).toEqual(['soon']);
  expect(await namesOf({ ttl: 'hour' })).toEqual(['later']);
  expect(await namesOf({ ttl: 'never' })).toEqual(['set', 'text']);
  expect(await namesOf({ ttl: 'never', type: 'set' })).toEqual(['set']);
  const chosen = await lines(access, { keys: JSON.stringify(['text', 'nobody', 'text']) });
  expect(keysOf(chosen).map(({ key }) => key)).toEqual(['text']);
  expect(errorsOf(chosen)).toMatchObject([{ key: 'nobody', error: { code: 'NO_SUCH_KEY' } }]);
  expect(chosen.at(-1)).toEqual({ summary: { exported: 1, failed: 1, complete: true, failures: [] } });
});

test('a key that the ACL does not cover is named, and the rest goes on', async () => {
  await admin.zadd('leaderboard:chess', 1, 'ann');
  await admin.set('secret', 'value');
  const all = await lines(inside.access('part'));
  expect(keysOf(all).map(({ key }) => key)).toEqual(['leaderboard:chess']);
  expect(errorsOf(all)).toMatchObject([
    { key: 'secret', error: { code: 'NOPERM', line: 'ACL SETUSER part "%R~secret"' } },
  ]);
});

test('a key that would hold up the server is named instead', async () => {
  await admin.setrange('huge', 40 * 1024 * 1024, 'x');
  await admin.set('small', 'value');
  const all = await lines(inside.access('all'));
  expect(errorsOf(all)).toMatchObject([{ key: 'huge', error: { code: 'TOO_LARGE' } }]);
  expect(keysOf(all).map(({ key }) => key)).toEqual(['small']);
});

test('a grant that is taken away in the middle: no key is written down as if it never expired', async () => {
  const pipeline = admin.pipeline();
  for (let index = 0; index < 3_000; index += 1) pipeline.set(`user:${index}`, 'value', 'EX', 1_000);
  await pipeline.exec();
  await admin.call('ACL', 'SETUSER', 'waning', 'on', '>waning', '~*', '+@all');
  const reader = start(inside.access('waning')).body!.getReader();
  const first = await reader.read();
  await admin.call('ACL', 'SETUSER', 'waning', '-pttl');
  let text = new TextDecoder().decode(first.value);
  for (let more = await reader.read(); !more.done; more = await reader.read())
    text += new TextDecoder().decode(more.value);
  const all = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ExportLine);
  expect(keysOf(all).every(({ expiresAt }) => expiresAt !== null)).toBe(true);
  const errors = errorsOf(all);
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.every(({ error }) => error.line === 'ACL SETUSER waning +pttl')).toBe(true);
  expect(keysOf(all).length + errors.length).toBe(3_000);
});

describe('an export that nobody reads on', () => {
  const dumps = async () =>
    Number(/cmdstat_dump:calls=(\d+)/.exec(await admin.info('commandstats'))?.[1] ?? 0);

  test('asks for no more than the reader takes, and ends with them', async () => {
    const pipeline = admin.pipeline();
    for (let index = 0; index < 20_000; index += 1) pipeline.set(`user:${index}`, 'value');
    await pipeline.exec();
    const before = await dumps();
    const reader = start(inside.access('all')).body!.getReader();
    await reader.read();
    const taken = (await dumps()) - before;
    expect(taken).toBeLessThan(1_000);
    await reader.cancel();
    const atEnd = await dumps();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await dumps()).toBe(atEnd);
  });
});
