import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Redis } from 'ioredis';
import { keysQuery, keysSchema, type KeyRow, type KeysResponse } from '@/lib/keyspace/keys-schema';
import { PAGE_LIMITS } from '@/lib/keyspace/work-budget';
import { fromWire } from '@/lib/patterns/bytes';
import { infoText } from '@/lib/redis/info-fields';
import { startRedisInside, type RedisInside } from '../../../testing/redis-inside';
import type { Access } from '../access';
import { footprintOn } from '../collector/footprint';
import { listKeys } from './list-keys';

let inside: RedisInside;
let admin: Redis;
beforeAll(async () => {
  inside = await startRedisInside(
    'user part on >part ~leaderboard:* +@all',
    'user names on >names ~* +ping +select +scan +client|setname +client|id',
    'user untold on >untold ~leaderboard:* +@all -pttl',
  );
  ({ admin } = inside);
});
afterAll(() => inside.stop());
beforeEach(async () => {
  await admin.flushall();
});

type Query = Record<string, string>;
const signal = new AbortController().signal;

/** One page, checked against its schema. */
async function page(access: Access, query: Query = {}): Promise<KeysResponse> {
  const answer = await listKeys(access, keysQuery.parse(query), signal);
  return keysSchema.strict().parse(answer);
}

/** All pages, one after the other. */
async function pages(access: Access, query: Query = {}): Promise<KeysResponse[]> {
  const all: KeysResponse[] = [];
  let cursor: string | null = null;
  do {
    const next: KeysResponse = await page(access, cursor === null ? query : { ...query, cursor });
    all.push(next);
    cursor = next.cursor;
  } while (cursor !== null);
  return all;
}

const rowsOf = (all: readonly KeysResponse[]) => all.flatMap(({ keys }) => keys);
const namesOf = (rows: readonly KeyRow[]) => rows.map(({ key }) => key).sort();

/** How often each command was called since, by commandstats. */
async function callsDuring(work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await calls();
  await work();
  const after = await calls();
  return Object.fromEntries(
    Object.entries(after).flatMap(([name, count]) =>
      count > (before[name] ?? 0) ? [[name, count - (before[name] ?? 0)]] : [],
    ),
  );
}
async function calls(): Promise<Record<string, number>> {
  const info = await admin.info('commandstats');
  return Object.fromEntries(
    [...info.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].map(([, name, count]) => [name!, Number(count)]),
  );
}

async function fill(count: number, name: (index: number) => string): Promise<void> {
  for (let from = 0; from < count; from += 10_000) {
    const names = Array.from({ length: Math.min(10_000, count - from) }, (_, index) => name(from + index));
    await admin.mset(...names.flatMap((each) => [each, 'value']));
  }
}

test('says of each key its type, time left, bytes and length', async () => {
  await admin.set('text', 'twelve bytes', 'EX', 3_600);
  await admin.rpush('list', 'a', 'b', 'c');
  await admin.hset('hash', 'field', 'value');
  await admin.sadd('set', 'a', 'b');
  await admin.zadd('zset', 1, 'a', 2, 'b');
  await admin.xadd('stream', '*', 'field', 'value');
  const [only] = await pages(inside.access('all'));
  const rows = Object.fromEntries(only!.keys.map((row) => [row.key, row]));
  expect(Object.keys(rows).sort()).toEqual(['hash', 'list', 'set', 'stream', 'text', 'zset']);
  expect(rows.text).toMatchObject({ access: 'ok', type: 'string', length: 12 });
  expect(rows.text!.ttlMs).toBeGreaterThan(3_590_000);
  expect(rows.list).toMatchObject({ type: 'list', ttlMs: -1, length: 3 });
  for (const [key, length] of [
    ['hash', 1],
    ['set', 2],
    ['zset', 2],
    ['stream', 1],
  ] as const)
    expect(rows[key]).toMatchObject({ type: key, length });
  for (const row of only!.keys) expect(row.bytes).toBe(await admin.memory('USAGE', row.key));
  expect(only).toMatchObject({
    cursor: null,
    stopped: 'end',
    refused: {},
    failures: [],
    exact: false,
    unsorted: 0,
  });
});

test('of an empty database there is one page without keys', async () => {
  expect(await pages(inside.access('all'))).toMatchObject([
    { keys: [], scanned: 0, cursor: null, stopped: 'end' },
  ]);
});

test('all pages together are all keys, each once, whatever bytes their names have', async () => {
  const names = new Set<string>(['']);
  // Not a sequence of UTF-8 among them; a fixed seed, so that a failure comes again.
  let state = 12_345;
  const random = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 16;
  while (names.size < 3_000)
    names.add(
      Array.from({ length: 1 + (random() % 20) }, () => String.fromCharCode(random() % 256)).join(''),
    );
  const pipeline = admin.pipeline();
  for (const name of names) pipeline.set(Buffer.from(name, 'latin1'), 'value');
  await pipeline.exec();
  const all = await pages(inside.access('all'), { count: '200' });
  expect(all.length).toBeGreaterThan(5);
  const rows = rowsOf(all);
  expect(rows.map(({ key }) => fromWire(key)).sort()).toEqual([...names].sort());
  expect(rows.every(({ access, type }) => access === 'ok' && type === 'string')).toBe(true);
  expect(all.at(-1)!.scanned).toBe(3_000);
});

describe('a search', () => {
  test('among 300,000 keys comes to its first page with the few commands that it needs, and never sends KEYS', async () => {
    await fill(300_000, (index) => `user:${index}`);
    const access = inside.access('all');
    await page(access, { count: '10' });
    let first: KeysResponse;
    const sent = await callsDuring(async () => (first = await page(access, { count: '100' })));
    expect(first!.keys.length).toBeGreaterThanOrEqual(100);
    expect(first!.keys.length).toBeLessThan(120);
    expect(first!).toMatchObject({ stopped: 'count' });
    const { scan, type, pttl, 'memory|usage': usage, strlen } = sent;
    const shown = first!.keys.length;
    expect({ scan, type, pttl, usage, strlen }).toEqual({
      scan: 1,
      type: shown,
      pttl: shown,
      usage: shown,
      strlen: shown,
    });
    expect(sent).not.toHaveProperty('keys');
  });

  test('for what is rare never looks over more than its budget, says how far it is, and finds it', async () => {
    await fill(60_000, (index) => `user:${index}`);
    await admin.set('needle', 'here');
    const access = inside.access('all');
    await page(access);
    const all: KeysResponse[] = [];
    let cursor: string | null = null;
    do {
      const sent = await callsDuring(async () => {
        const next: KeysResponse = await page(access, {
          match: '*needle*',
          ...(cursor !== null && { cursor }),
        });
        all.push(next);
        cursor = next.cursor;
      });
      // Ten of 1,000 names each, and those that come before it is known how rare they are.
      expect(sent.scan).toBeLessThanOrEqual(14);
      expect(sent.keys).toBeUndefined();
    } while (cursor !== null);
    expect(namesOf(rowsOf(all))).toEqual(['needle']);
    expect(all.length).toBeGreaterThan(60_000 / (PAGE_LIMITS.names + 1_000));
    const scanned = all.map((each) => each.scanned);
    expect(scanned).toEqual(scanned.toSorted((a, b) => a - b));
    expect(all.slice(0, -1).every(({ stopped }) => stopped === 'budget')).toBe(true);
    expect(all.at(-1)).toMatchObject({ stopped: 'end' });
  });

  test('for a name without wildcard looks it up, however many keys there are', async () => {
    await fill(20_000, (index) => `user:${index}`);
    await admin.set('user:*', 'literally');
    const access = inside.access('all');
    await page(access);
    const sent = await callsDuring(async () => {
      expect(await page(access, { match: 'user:77' })).toMatchObject({
        exact: true,
        keys: [{ key: 'user:77', length: 5 }],
      });
      expect(await page(access, { match: 'user:\\*' })).toMatchObject({
        exact: true,
        keys: [{ key: 'user:*', length: 9 }],
      });
      expect(await page(access, { match: 'nobody' })).toMatchObject({ exact: true, keys: [], cursor: null });
    });
    expect(sent.scan).toBeUndefined();
  });

  test('by type and time left shows what passes, over all pages', async () => {
    const lives = { never: null, minute: 30, hour: 600, day: 7_200, longer: 864_000 };
    for (const [ttl, seconds] of Object.entries(lives)) {
      await admin.set(`string:${ttl}`, 'value');
      await admin.sadd(`set:${ttl}`, 'member');
      if (seconds !== null)
        for (const type of ['string', 'set']) await admin.expire(`${type}:${ttl}`, seconds);
    }
    const access = inside.access('all');
    for (const ttl of Object.keys(lives)) {
      expect(namesOf(rowsOf(await pages(access, { ttl })))).toEqual([`set:${ttl}`, `string:${ttl}`]);
      expect(namesOf(rowsOf(await pages(access, { ttl, type: 'set' })))).toEqual([`set:${ttl}`]);
    }
    expect(rowsOf(await pages(access, { type: 'zset' }))).toEqual([]);
    expect(rowsOf(await pages(access, { match: 'string:*', type: 'set' }))).toEqual([]);
    expect(namesOf(rowsOf(await pages(access, { match: 'set:day', type: 'set', ttl: 'day' })))).toEqual([
      'set:day',
    ]);
  });

  test('looks into the database that it is asked about', async () => {
    await admin.select(3);
    await admin.set('elsewhere', 'value');
    await admin.select(0);
    const access = inside.access('all');
    expect(namesOf(rowsOf(await pages(access, { db: '3' })))).toEqual(['elsewhere']);
    expect(rowsOf(await pages(access, { db: '4' }))).toEqual([]);
  });
});

describe('a person', () => {
  test('sees the names that the ACL does not cover in their place, and all about the others', async () => {
    await admin.zadd('leaderboard:chess', 1, 'ann');
    await admin.set('secret', 'value');
    const [only] = await pages(inside.access('part'));
    expect(only!.refused).toEqual({});
    expect(only!.keys.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
      {
        key: 'leaderboard:chess',
        access: 'ok',
        type: 'zset',
        ttlMs: -1,
        bytes: expect.any(Number) as number,
        length: 1,
      },
      { key: 'secret', access: 'denied', type: null, ttlMs: null, bytes: null, length: null },
    ]);
  });

  test('is told how many names a filter could not be put to', async () => {
    await admin.zadd('leaderboard:chess', 1, 'ann');
    await admin.set('secret', 'value');
    const [only] = await pages(inside.access('part'), { type: 'zset' });
    expect(only).toMatchObject({ keys: [{ key: 'leaderboard:chess' }], unsorted: 1 });
  });

  test('who may not ask sees names, and each missing grant once', async () => {
    await admin.set('text', 'value');
    const access = inside.access('names');
    const [only] = await pages(access);
    expect(only!.keys).toEqual([
      { key: 'text', access: 'ok', type: null, ttlMs: null, bytes: null, length: null },
    ]);
    expect(Object.keys(only!.refused).sort()).toEqual(['memory|usage', 'pttl', 'type']);
    expect(only!.refused.pttl).toMatchObject({ code: 'NOPERM', line: 'ACL SETUSER names +pttl' });
    await expect(page(access, { type: 'set' })).rejects.toMatchObject({ code: 'NOPERM' });
  });

  test('who may not ask for one thing sees the rest', async () => {
    await admin.zadd('leaderboard:chess', 1, 'ann');
    const [only] = await pages(inside.access('untold'));
    expect(only!.keys).toMatchObject([{ type: 'zset', ttlMs: null, length: 1 }]);
    expect(Object.keys(only!.refused)).toEqual(['pttl']);
  });
});

describe('a cursor', () => {
  test('of another search, or none at all, is refused with what to do', async () => {
    await fill(3_000, (index) => `user:${index}`);
    const access = inside.access('all');
    const { cursor } = await page(access, { match: 'user:*', count: '10' });
    const stale = {
      code: 'STALE_CURSOR',
      options: { remedy: expect.stringContaining('anew') as string, details: { field: 'cursor' } },
    };
    const others: Query[] = [
      { match: 'user:1*' },
      { match: 'user:*', type: 'set' },
      { match: 'user:*', db: '1' },
    ];
    for (const query of others)
      await expect(page(access, { ...query, cursor: cursor! })).rejects.toMatchObject(stale);
    await expect(page(access, { cursor: 'x' })).rejects.toMatchObject(stale);
  });

  test('does not outlive the server: the same numbers mean other keys after a restart', async () => {
    await fill(3_000, (index) => `user:${index}`);
    const access = inside.access('all');
    const { cursor } = await page(access, { count: '10' });
    const parts = JSON.parse(Buffer.from(cursor!, 'base64url').toString()) as unknown[];
    parts[2] = 'another-run';
    const earlier = Buffer.from(JSON.stringify(parts)).toString('base64url');
    await expect(page(access, { cursor: earlier })).rejects.toMatchObject({
      code: 'STALE_CURSOR',
      message: expect.stringContaining('restarted') as string,
    });
  });
});

describe('lengths', () => {
  test('are left out where asking would keep keys from being evicted', async () => {
    await admin.rpush('list', 'a');
    const access = inside.access('all');
    const policy = async (value: string) => {
      await admin.config('SET', 'maxmemory-policy', value);
      await access.node().refresh();
      expect(infoText(access.node().info!, 'maxmemory_policy')).toBe(value);
    };
    await policy('allkeys-lru');
    const [under] = await pages(access);
    const noTouch = (await access.capabilities()).commands['client|no-touch'].state === 'allowed';
    expect(under).toMatchObject({ lengths: noTouch, keys: [{ length: noTouch ? 1 : null }] });
    await policy('noeviction');
    expect((await pages(access))[0]).toMatchObject({ lengths: true, keys: [{ length: 1 }] });
  });
});

test('what it asks is counted as ours', async () => {
  await admin.set('text', 'value');
  const access = inside.access('all');
  await page(access);
  const ours = footprintOn(`127.0.0.1:${inside.redis.port}`).lookups;
  const hits = async () => Number(/keyspace_hits:(\d+)/.exec(await admin.info('stats'))![1]);
  const [hitsBefore, oursBefore] = [await hits(), ours.hits];
  await page(access);
  expect((await hits()) - hitsBefore).toBe(ours.hits - oursBefore);
});
