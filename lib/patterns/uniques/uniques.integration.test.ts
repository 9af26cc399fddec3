import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import { DAY_MS, bucketAt } from '../clock';
import { writeEvent } from '../counters/write';
import type { ReadContext, Thing } from '../pattern';
import type { Plan, Step } from '../plan';
import type { Reply } from '@/lib/redis/reply';
import { STANDARD_ERROR } from './hyperloglog';
import type { UniqueResponse } from './model';
import { uniqueView } from './read';
import { summariseUniques } from './summarise';
import { writeActiveUser, writeApiUser, writeDailyVisitor, writeSearchQuery, writeVisitor } from './write';

let server: RunningRedis;
let redis: Redis;
/** One moment for all tests, so that none of them sees a day end. */
const now = Date.now();
const day = (ago: number) => bucketAt('YYYY-MM-DD', now - ago * DAY_MS).name;

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const write = (plan: Plan<unknown>) => runPlan(redis, plan);

async function things(client = redis): Promise<Map<string, Thing>> {
  const found = await recogniseAll(client, now);
  return new Map(
    found.things.filter(({ pattern }) => pattern === 'uniques').map((thing) => [thing.id, thing]),
  );
}

interface As {
  context?: Partial<ReadContext>;
  client?: Redis;
  sent?: Step['commands'][number][];
}

async function read(id: string, query: object = {}, { context = {}, client = redis, sent }: As = {}) {
  const thing = (await things()).get(id)!;
  const plan = uniqueView.read(thing, uniqueView.query.parse(query), { ...contextAt(now), ...context });
  const answer = await runPlan(client, sent ? listen(plan, sent) : plan);
  return uniqueView.response.parse(answer) as UniqueResponse;
}

/** Notes every command that a plan sends. */
function* listen<T>(plan: Plan<T>, sent: NonNullable<As['sent']>): Plan<T> {
  let next = plan.next();
  while (!next.done) {
    sent.push(...next.value.commands);
    const replies: Reply[] = yield next.value;
    next = plan.next(replies);
  }
  return next.value;
}

const summary = async (id: string) =>
  runPlan(redis, summariseUniques((await things()).get(id)!, contextAt(now)));

const values = ({ series }: UniqueResponse) => series.map(({ value }) => value);

const people = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `visitor-${from + index}`);

describe('every layout is recognised as it is written', () => {
  test.each<[string, Plan<void>[], string[]]>([
    ['visitors by day and page', [writeVisitor(now, '/a:b', 'ann')], ['page-visitors', 'visitors']],
    [
      'visitors for ever',
      [writeDailyVisitor(now, 'page1', 'ann')],
      [
        'daily-unique-visitors',
        'unique-visitors/total_visitors',
        'unique-visitors/unique_visitors',
        'visitors-by-page',
      ],
    ],
    ['users of an API', [writeApiUser('/orders', 'ann')], ['api-users']],
    ['users of an event', [writeEvent(now, 'signup', '7')], ['event-users/signup']],
    ['active users', [writeActiveUser(now, 9)], ['active-users', 'dau', 'user-active']],
    ['searches', [writeSearchQuery('tea')], ['unique-visitors/search_queries%3Aunique']],
  ])('%s', async (_, plans, expected) => {
    for (const plan of plans) await write(plan);
    expect([...(await things()).keys()].sort()).toEqual(expected);
  });

  test('HyperLogLogs under any name, their days among them', async () => {
    await redis.pfadd(`uv:shop:${day(0)}`, 'ann');
    await redis.pfadd(`uv:shop:${day(1)}`, 'ann', 'bob');
    await redis.pfadd('seen', 'ann');
    const found = await things();
    expect([...found.keys()].sort()).toEqual(['hyperloglog/seen', 'hyperloglog/uv%3Ashop%3A*']);
    expect(found.get('hyperloglog/seen')!.parts[0]!.why).toBe(
      'no known name, value is a HyperLogLog (sparse), no TTL',
    );
    const answer = await read('hyperloglog/uv%3Ashop%3A*', { buckets: 2 });
    expect(answer).toMatchObject({ granularity: 'day', across: { value: 2 } });
    expect(values(answer)).toEqual([2, 1]);
  });

  test.each(Array.from({ length: 8 }, (_, bit) => bit))('a bitmap of user %i alone', async (id) => {
    await redis.setbit(`dau:${day(0)}`, id, 1);
    expect([...(await things()).keys()]).toEqual(['dau']);
  });
});

test.each([
  ['a number', (client: Redis) => client.set(`visitors:${day(0)}`, 15)],
  ['a number where a bitmap would be', (client: Redis) => client.set(`dau:${day(0)}`, 15)],
  ['text', (client: Redis) => client.set(`dau:${day(0)}`, 'fifteen users')],
  ['JSON', (client: Redis) => client.set(`user:active:${day(0)}`, '{"count":15}')],
  ['a hash', (client: Redis) => client.hset(`active_users:${day(0)}`, 'ann', 1)],
  ['a sorted set', (client: Redis) => client.zadd(`active_users:${day(0)}`, 1732180000, 'ann')],
  ['a list', (client: Redis) => client.rpush('api_users:all', 'ann')],
  ['text that begins like one', (client: Redis) => client.set('unique_visitors', 'HYLLO')],
])('%s under a unique count’s name is none', async (_, set) => {
  await set(redis);
  expect([...(await things()).keys()]).toEqual([]);
});

describe('HyperLogLogs', () => {
  beforeEach(async () => {
    await redis.pfadd(`visitors:${day(0)}`, ...people(0, 1_000));
    await redis.pfadd(`visitors:${day(2)}`, ...people(500, 30_000).slice(0, 9_000));
  });

  test('are counted as the server does, by day and across days, with the error', async () => {
    const answer = await read('visitors', { buckets: 4 });
    const [today, before] = [
      await redis.pfcount(`visitors:${day(0)}`),
      await redis.pfcount(`visitors:${day(2)}`),
    ];
    expect(values(answer)).toEqual([0, before, 0, today]);
    expect(answer).toMatchObject({
      ...{ kind: 'hyperloglog', error: STANDARD_ERROR, granularity: 'day', unreadable: 0, writes: false },
      across: {
        value: await redis.pfcount(`visitors:${day(0)}`, `visitors:${day(2)}`),
        ...{ how: 'registers', keys: 2, reason: null },
      },
      timeZone: { name: 'UTC', basis: 'unknown', chosen: false },
      peak: { value: before },
      subjects: null,
    });
    expect(answer.retention).toMatchObject({ both: [], reason: expect.stringMatching(/HyperLogLog/) });
  });

  test('are not written, and no command names two keys', async () => {
    // PFADD has left the last result invalid: PFCOUNT would write a new one.
    const before = await redis.getBuffer(`visitors:${day(0)}`);
    const changes = /rdb_changes_since_last_save:(\d+)/;
    const dirty = changes.exec(await redis.info('persistence'))![1];
    const sent: NonNullable<As['sent']> = [];
    await read('visitors', {}, { sent, context: { cluster: true } });
    expect(changes.exec(await redis.info('persistence'))![1]).toBe(dirty);
    expect(await redis.getBuffer(`visitors:${day(0)}`)).toEqual(before);
    expect(new Set(sent.map(([name]) => name))).toEqual(new Set(['TYPE', 'STRLEN', 'GETRANGE', 'PTTL']));
    expect(
      sent.every((command) => command.filter((word) => String(word).startsWith('visitors:')).length === 1),
    ).toBe(true);
  });

  test('are counted by PFCOUNT where GETRANGE is refused, which is said', async () => {
    await redis.acl('SETUSER', 'counter', 'reset', 'on', '>counter', '~*', '+@read', '+pfcount', '-getrange');
    const client = connect(server.port, 'counter');
    const answer = await read('visitors', { buckets: 3 }, { client });
    expect(answer).toMatchObject({ writes: true, across: { how: 'PFCOUNT' } });
    expect(answer.across.value).toBe(await redis.pfcount(`visitors:${day(0)}`, `visitors:${day(2)}`));
    const apart = await read('visitors', { buckets: 3 }, { client, context: { cluster: true } });
    expect(apart.series.at(-1)!.value).toBe(answer.series.at(-1)!.value);
    expect(apart.across).toMatchObject({ value: null, reason: expect.stringMatching(/GETRANGE/) });
    client.disconnect();
  });

  test('that are damaged, or something else by now, are unknown', async () => {
    const thing = (await things()).get('visitors')!;
    await redis.setrange(`visitors:${day(2)}`, 20, 'garbage, whatever it was');
    await redis.del(`visitors:${day(0)}`);
    await redis.rpush(`visitors:${day(0)}`, 'ann');
    const answer = (await runPlan(
      redis,
      uniqueView.read(thing, uniqueView.query.parse({ buckets: 2 }), contextAt(now)),
    )) as UniqueResponse;
    expect(values(answer)).toEqual([0, null]);
    expect(answer.unreadable).toBe(1);
  });
});

describe('pages', () => {
  test('are counted together by day, everybody once, and one by one', async () => {
    for (const visitor of people(0, 20)) await write(writeVisitor(now, '/', visitor));
    for (const visitor of people(10, 25)) await write(writeVisitor(now - DAY_MS, '/a:b', visitor));
    for (const visitor of people(0, 5)) await write(writeVisitor(now, '/a:b', visitor));
    const all = await read('page-visitors', { buckets: 3 });
    expect(values(all)).toEqual([0, 15, 20]);
    expect(all.across).toMatchObject({ value: 25, keys: 3 });
    expect(all.subjects).toEqual({
      rows: [
        { name: '/', latest: 20, across: 20 },
        { name: '/a:b', latest: 5, across: 20 },
      ],
      ...{ of: 2, counted: 2, complete: true },
    });
    const one = await read('page-visitors', { buckets: 2, of: '/a:b' });
    expect(values(one)).toEqual([15, 5]);
    expect(one).toMatchObject({ of: '/a:b', across: { value: 20 } });
  });

  test('of days that would have ended are unknown', async () => {
    await write(writeVisitor(now, '/', 'ann'));
    const answer = await read('page-visitors', { buckets: 9 });
    expect(values(answer)).toEqual([null, null, 0, 0, 0, 0, 0, 0, 1]);
    expect(answer.across.from).toBe(bucketAt('YYYY-MM-DD', now - 6 * DAY_MS).startsAt);
  });

  test('beyond what is read go by their last day', async () => {
    const pipeline = redis.pipeline();
    for (let page = 0; page < 25; page++)
      pipeline.pfadd(`stats:unique_visitors:p${page}:${day(0)}`, ...people(0, page + 1));
    await pipeline.exec();
    const { subjects, keysRead, notes } = await read('page-visitors', { buckets: 60 });
    expect(subjects).toMatchObject({ of: 25, counted: 10 });
    expect(keysRead).toBe(600);
    expect(subjects!.rows.slice(0, 2)).toEqual([
      { name: 'p24', latest: 25, across: 25 },
      { name: 'p23', latest: 24, across: 24 },
    ]);
    expect(subjects!.rows.at(-1)).toEqual({ name: 'p0', latest: 1, across: null });
    expect(notes).toContain('The series counts 10 of 25 together, the greatest.');
  });

  test('and endpoints without days', async () => {
    for (const user of people(0, 6)) await write(writeApiUser('/orders', user));
    await write(writeApiUser('/carts', 'visitor-0'));
    const answer = await read('api-users');
    expect(answer).toMatchObject({ series: [], granularity: null, retention: null, across: { value: 6 } });
    expect(answer.subjects!.rows).toEqual([
      { name: '/orders', latest: 6, across: 6 },
      { name: 'all', latest: 6, across: 6 },
      { name: '/carts', latest: 1, across: 1 },
    ]);
    expect((await read('api-users', { of: '/carts' })).across.value).toBe(1);
  });
});

describe.each([
  ['sets', 'active-users', 'members'],
  ['bitmaps', 'dau', 'bits'],
])('%s', (_, id, how) => {
  beforeEach(async () => {
    for (const [ago, from, to] of [
      [3, 0, 10],
      [1, 5, 12],
      [0, 8, 40],
    ] as const)
      for (let user = from; user < to; user++) await write(writeActiveUser(now - ago * DAY_MS, user));
  });

  test('are counted exactly, by day and across days', async () => {
    const answer = await read(id, { buckets: 4 });
    expect(values(answer)).toEqual([10, 0, 7, 32]);
    expect(answer).toMatchObject({ error: 0, writes: false, across: { value: 40, how, keys: 3 } });
  });

  test('tell who came again', async () => {
    const { retention } = await read(id, { buckets: 30, retention: 4 });
    expect(retention!.periods.map(({ active }) => active)).toEqual([10, 0, 7, 32]);
    expect(retention!.both).toEqual([
      [10, 0, 5, 2],
      [0, 0, 0, 0],
      [5, 0, 7, 4],
      [2, 0, 4, 32],
    ]);
    expect((await read(id, { retention: 0 })).retention).toBeNull();
  });
});

describe('bounds', () => {
  test('bitmaps that are too long are counted, but not brought here', async () => {
    await redis.setbit(`dau:${day(0)}`, 90_000_000, 1);
    await redis.setbit(`dau:${day(0)}`, 3, 1);
    await redis.setbit(`dau:${day(1)}`, 3, 1);
    const answer = await read('dau', { buckets: 2 });
    expect(values(answer)).toEqual([1, 2]);
    expect(answer.across).toMatchObject({ value: null, reason: expect.stringMatching(/takes 10.7\sMiB/) });
    expect(answer.retention).toMatchObject({ both: [], reason: answer.across.reason });
    expect(answer.notes[0]).toMatch(/^A bitmap takes 10.7\sMiB for 2 users/);
    expect((await summary('dau')).trouble).toBe(answer.notes[0]);
  });

  test('sets that are too large across all days may be small enough for the last ones', async () => {
    const fill = async (ago: number, size: number) => {
      for (let from = 0; from < size; from += 10_000)
        await redis.sadd(
          `active_users:${day(ago)}`,
          ...Array.from({ length: Math.min(10_000, size - from) }, (_, index) => from + index),
        );
    };
    await fill(9, 190_000);
    await fill(1, 15_000);
    await fill(0, 5_000);
    const answer = await read('active-users', { buckets: 10, retention: 2 });
    expect(answer.across).toMatchObject({ value: null, reason: expect.stringMatching(/210,000 members/) });
    expect(answer.retention).toMatchObject({
      both: [
        [15_000, 5_000],
        [5_000, 5_000],
      ],
      reason: null,
    });
  });

  test('bitmaps as long as may be, in pieces', async () => {
    for (const [ago, bits] of [
      [2, [0, 31, 32, 8_388_607]],
      [1, [31, 4_000_000, 8_388_607]],
      [0, [5]],
    ] as const)
      for (const bit of bits) await redis.setbit(`dau:${day(ago)}`, bit, 1);
    const answer = await read('dau', { buckets: 3, retention: 3 });
    expect(answer.across.value).toBe(6);
    expect(answer.retention!.both[0]).toEqual([4, 2, 0]);
  });

  test('days in different kinds of keys are counted apart', async () => {
    await redis.sadd(`visitors:${day(1)}`, 'ann', 'bob');
    await redis.pfadd(`visitors:${day(0)}`, 'ann');
    const answer = await read('visitors', { buckets: 2 });
    expect(values(answer)).toEqual([2, 1]);
    expect(answer).toMatchObject({
      kind: 'mixed',
      across: { value: null, reason: 'The keys are of different kinds.' },
    });
  });
});

describe('the card', () => {
  test('shows today, with the two weeks before', async () => {
    await redis.pfadd(`visitors:${day(0)}`, 'ann', 'bob');
    await redis.pfadd(`visitors:${day(1)}`, ...people(0, 48));
    const { value, caption, spark, perHour } = await summary('visitors');
    expect([value, caption, perHour]).toEqual([2, 'visitors today', 2]);
    expect(spark).toHaveLength(14);
    expect(spark!.at(-1)).toEqual([bucketAt('YYYY-MM-DD', now - DAY_MS).startsAt, 48, 48, 48]);
  });

  test('shows everybody where there are no days', async () => {
    for (const user of people(0, 3)) await write(writeApiUser('/orders', user));
    expect(await summary('api-users')).toMatchObject({ value: 3, caption: 'users in all', spark: null });
  });
});

describe('writing', () => {
  test('ends the keys of a day', async () => {
    await write(writeVisitor(now, '/', 'ann'));
    await write(writeActiveUser(now, 9));
    const end = bucketAt('YYYY-MM-DD', now).startsAt + DAY_MS;
    expect(await redis.pexpiretime(`visitors:${day(0)}`)).toBe(end + 30 * DAY_MS);
    expect(await redis.pexpiretime(`stats:unique_visitors:/:${day(0)}`)).toBe(end + 7 * DAY_MS);
    expect(await redis.pexpiretime(`dau:${day(0)}`)).toBe(end + 35 * DAY_MS);
  });

  test.each([4e9, -1, 1.5])('refuses %d as the id of a bit', async (id) => {
    await expect(write(writeActiveUser(now, id))).rejects.toThrow(RangeError);
    expect(await redis.dbsize()).toBe(0);
  });
});
