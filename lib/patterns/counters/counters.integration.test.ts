import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import { DAY_MS, HOUR_MS, bucketAt } from '../clock';
import type { Thing } from '../pattern';
import type { Plan } from '../plan';
import type { ThingSettings } from '../settings';
import type { CounterResponse } from './model';
import { counterView } from './read';
import { summariseCounter } from './summarise';
import {
  writeAnalytics,
  writeApiRequest,
  writeArticleView,
  writeCounter,
  writeEvent,
  writePageTotals,
  writePageView,
  writeRequests,
} from './write';

let server: RunningRedis;
let redis: Redis;

/** One moment for all tests, so that none of them sees an hour end. */
const now = Date.now();
const hourStart = bucketAt('YYYYMMDDHH', now).startsAt;

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
    found.things.filter(({ pattern }) => pattern === 'counters').map((thing) => [thing.id, thing]),
  );
}

async function read(id: string, query: object = {}, settings: ThingSettings = {}): Promise<CounterResponse> {
  const thing = (await things()).get(id)!;
  const plan = counterView.read(thing, counterView.query.parse(query), contextAt(now, settings));
  return counterView.response.parse(await runPlan(redis, plan)) as CounterResponse;
}

const summary = async (id: string) =>
  runPlan(redis, summariseCounter((await things()).get(id)!, contextAt(now)));

const values = ({ series }: CounterResponse) => series.map(({ value }) => value);

describe('every layout is recognised as it is written', () => {
  test.each<[string, Plan<void>[], [thing: string, layouts: string[]][]]>([
    [
      'document 000',
      [writeCounter(now, 'page_views', 3, { browser: 'firefox' })],
      [['counter/page_views', ['daily', 'hourly', 'monthly', 'tag', 'total']]],
    ],
    ['document 001 by page', [writePageView(now, '/a:b/c')], [['page-views', ['hourly', 'total']]]],
    [
      'totals by page',
      [writePageTotals('home')],
      [
        ['page-hits', ['total']],
        ['page-stats', ['total']],
        ['page-totals', ['total']],
      ],
    ],
    ['document 002', [writeEvent(now, 'signup', '7')], [['event/signup', ['hourly', 'total']]]],
    [
      'document 002, an event of the name of 001',
      [writeEvent(now, 'page_views', '7')],
      [['event/page_views', ['hourly', 'total']]],
    ],
    ['document 004 by day', [writeArticleView(now, 'article-1')], [['article-views', ['daily']]]],
    ['document 004 in real time', [writeRequests(10, 1)], [['realtime', ['tally']]]],
    [
      'naming of document 000',
      [writeAnalytics(now, 'clicks')],
      [['analytics/clicks', ['daily', 'hourly', 'monthly']]],
    ],
    ['API requests', [writeApiRequest('42')], [['api-requests', ['total']]]],
  ])('%s', async (_, plans, expected) => {
    for (const plan of plans) await write(plan);
    const found = [...(await things()).values()].map(({ id, parts }) => [
      id,
      parts.map(({ layout }) => layout).sort(),
    ]);
    expect(found.sort()).toEqual(expected.toSorted());
  });

  test('with the reason', async () => {
    await write(writeCounter(now, 'page_views'));
    const part = (await things()).get('counter/page_views')!.parts.find(({ layout }) => layout === 'hourly')!;
    expect(part.why).toMatch(
      /^name matches counter:\{metric\}:hourly:\{bucket:YYYYMMDDHH\}, value is an integer, TTL \d/,
    );
    expect(part).toMatchObject({ keys: 1, confidence: 0.99, zone: 'UTC' });
  });

  test('counters of other documents, whatever their names hold', async () => {
    await redis.mset('counter:pageviews', 1, 'counter:api:requests:daily', 2, 'counter:revenue', '12.5');
    expect([...(await things()).keys()].sort()).toEqual([
      'counter/api%3Arequests%3Adaily',
      'counter/pageviews',
      'counter/revenue',
    ]);
  });

  test('numbers under unknown names that end in a date, less sure', async () => {
    await redis.mset('hits:home:2026-11-20', 5, 'hits:home:2026-11-21', 6, 'hits:home:note', 'text');
    const thing = (await things()).get('dated-count/hits%3Ahome%3A*')!;
    expect(thing).toMatchObject({ keys: 2, confidence: 0.7 });
  });

  test('many hours of many metrics are a thing for each metric, and one group of names for each layout', async () => {
    const pipeline = redis.pipeline();
    for (let metric = 0; metric < 3; metric++)
      for (let hour = 0; hour < 100; hour++)
        pipeline.set(`counter:m${metric}:hourly:${bucketAt('YYYYMMDDHH', now - hour * HOUR_MS).name}`, hour);
    await pipeline.exec();
    const found = [...(await things()).values()].map(({ id, keys, parts }) => [
      id,
      keys,
      parts[0]!.names.length,
    ]);
    expect(found.sort()).toEqual([0, 1, 2].map((metric) => [`counter/m${metric}`, 100, 100]));
  });
});

test.each([
  ['text', (client: Redis) => client.set('counter:page', 'hello')],
  ['JSON', (client: Redis) => client.set('stats:signup:total', '{"n":1}')],
  ['a hash', (client: Redis) => client.hset('counter:page', 'views', 1)],
  ['a list', (client: Redis) => client.rpush('page:home:views', 'a')],
  ['a hash without views', (client: Redis) => client.hset('stats:page:home', 'title', 'Home')],
  ['a hash of words', (client: Redis) => client.hset('metrics:realtime', 'requests', 'many', 'errors', '1')],
  ['a rate limit, which ends', (client: Redis) => client.set('api:user:1:requests', 5, 'EX', 60)],
  ['a sliding log', (client: Redis) => client.zadd('api:user:1:requests', 1732180000, '1732180000')],
  ['a date that is none', (client: Redis) => client.set('hits:2026-13-41', 5)],
  ['a HyperLogLog', (client: Redis) => client.pfadd('page:home:views', 'ann')],
  ['bytes', (client: Redis) => client.set('counter:page', Buffer.from([0xff, 0x31]))],
])('%s under a counter’s name is none', async (_, set) => {
  await set(redis);
  expect([...(await things()).keys()]).toEqual([]);
});

describe('the series', () => {
  test('missing hours are 0, the present one is partial, future ones are absent', async () => {
    await write(writeCounter(now - 3 * HOUR_MS, 'views', 5));
    await write(writeCounter(now, 'views', 2));
    const answer = await read('counter/views', { buckets: 5 });
    expect(values(answer)).toEqual([0, 5, 0, 0, 2]);
    expect(answer.series.map(({ partial }) => partial)).toEqual([false, false, false, false, true]);
    expect(answer.series.at(-1)!.startsAt).toBe(hourStart);
    expect(answer).toMatchObject({
      ...{ sum: 7, mean: 5 / 4, peak: { startsAt: hourStart - 3 * HOUR_MS, value: 5 }, total: 7 },
      granularity: 'hour',
      granularities: ['hour', 'day', 'month'],
      timeZone: { name: 'UTC', basis: 'UTC', chosen: false },
      previous: null,
      unreadable: 0,
    });
  });

  test('by day and month', async () => {
    await write(writeCounter(now - 2 * DAY_MS, 'views', 4));
    await write(writeCounter(now, 'views'));
    expect(values(await read('counter/views', { granularity: 'day', buckets: 4 }))).toEqual([0, 4, 0, 1]);
    const months = await read('counter/views', { granularity: 'month' });
    expect(months.series).toHaveLength(12);
    expect(months.sum).toBe(5);
  });

  test('what would have ended by now is unknown', async () => {
    await write(writeCounter(now, 'views'));
    const answer = await read('counter/views', { buckets: 170 });
    const known = values(answer).filter((value) => value !== null);
    expect(known).toHaveLength(7 * 24);
    expect(values(answer).slice(0, 2)).toEqual([null, null]);
  });

  test('nothing ends where keys have no time to live', async () => {
    await redis.set(`analytics:clicks:hourly:${bucketAt('YYYYMMDDHH', now).name}`, 3);
    expect((await read('analytics/clicks', { buckets: 366 })).series[0]!.value).toBe(0);
  });

  test('a shorter life than the documents’ is seen', async () => {
    const { name, startsAt } = bucketAt('YYYYMMDDHH', now);
    await redis.set(`counter:views:hourly:${name}`, 3, 'PXAT', startsAt + 3 * HOUR_MS);
    expect(values(await read('counter/views', { buckets: 5 }))).toEqual([null, null, 0, 0, 3]);
  });

  test('with the same time before, compared without the hour that is not over', async () => {
    for (const [ago, amount] of [
      [0, 1],
      [1, 6],
      [2, 6],
      [3, 100],
      [4, 4],
      [5, 4],
    ] as const)
      await write(writeCounter(now - ago * HOUR_MS, 'views', amount));
    const answer = await read('counter/views', { buckets: 3, compare: '1' });
    expect(values(answer)).toEqual([6, 6, 1]);
    expect(answer.previous!.map(({ value }) => value)).toEqual([4, 4, 100]);
    expect([answer.sum, answer.previousSum, answer.change]).toEqual([13, 108, 0.5]);
  });

  test('up to another moment', async () => {
    await write(writeCounter(now - 5 * HOUR_MS, 'views', 5));
    const answer = await read('counter/views', { buckets: 2, until: now - 4 * HOUR_MS });
    expect(answer.series.map(({ value, partial }) => [value, partial])).toEqual([
      [5, false],
      [0, false],
    ]);
    const future = await read('counter/views', { buckets: 1, until: now + DAY_MS });
    expect(future.series[0]!.startsAt).toBe(hourStart);
  });

  test('of epoch hours, which have no zone', async () => {
    await write(writePageView(now, '/'));
    expect((await read('page-views')).timeZone).toEqual({ name: null, basis: 'none', chosen: false });
  });

  test('of local time: in the zone that is set, and a doubt where keys are ahead of it', async () => {
    const ahead = 'Asia/Kolkata';
    await write(writeEvent(now, 'signup', '7', ahead));
    const wrong = await read('event/signup', { buckets: 1 });
    expect(values(wrong)).toEqual([0]);
    expect(wrong.notes[0]).toMatch(/hours that have not begun in UTC/);
    const right = await read('event/signup', { buckets: 1 }, { timeZone: ahead });
    expect(values(right)).toEqual([1]);
    expect(right.notes).toEqual([]);
    expect(right.timeZone).toEqual({ name: ahead, basis: 'local', chosen: true });
  });

  test('a key that holds no number any more is unknown, and the others are read', async () => {
    await write(writeCounter(now, 'views', 2));
    await write(writeCounter(now - HOUR_MS, 'views', 2));
    const thing = (await things()).get('counter/views')!;
    const { name } = bucketAt('YYYYMMDDHH', now - HOUR_MS);
    await redis.del(`counter:views:hourly:${name}`);
    await redis.rpush(`counter:views:hourly:${name}`, 'x');
    await redis.set('counter:views', 'text');
    const plan = counterView.read(thing, counterView.query.parse({ buckets: 2 }), contextAt(now));
    const answer = (await runPlan(redis, plan)) as CounterResponse;
    expect(values(answer)).toEqual([null, 2]);
    expect(answer).toMatchObject({ unreadable: 2, total: null });
  });

  test('of keys that the ACL covers in part is known in part; of none, refused', async () => {
    await write(writeCounter(now, 'views', 2));
    await redis.acl('SETUSER', 'part', 'reset', 'on', '>part', '~counter:views', '+@read', '+scan');
    const part = connect(server.port, 'part');
    const read = async (client: Redis) => {
      const thing = (await things(client)).get('counter/views')!;
      return runPlan(part, counterView.read(thing, counterView.query.parse({}), contextAt(now)));
    };
    expect(await read(part)).toMatchObject({ total: 2, series: [], granularities: [] });
    // What another user saw.
    await expect(read(redis)).rejects.toThrow('NOPERM');
    part.disconnect();
  });

  test('of a counter that is gone is empty, not an error', async () => {
    await write(writeCounter(now, 'views', 2));
    const thing = (await things()).get('counter/views')!;
    await redis.flushall();
    const plan = counterView.read(thing, counterView.query.parse({ buckets: 2 }), contextAt(now));
    expect(await runPlan(redis, plan)).toMatchObject({ sum: 0, total: null });
  });
});

describe('pages', () => {
  test('are summed, listed, and read one by one', async () => {
    for (const page of ['/', '/a:b', '/a:b']) await write(writePageView(now, page));
    const all = await read('page-views', { buckets: 2 });
    expect(values(all)).toEqual([0, 3]);
    expect(all.subjects).toEqual({
      rows: [
        { name: '/a:b', total: 2, sum: 2 },
        { name: '/', total: 1, sum: 1 },
      ],
      ...{ of: 2, summed: 2, complete: true },
    });
    expect(all.total).toBe(3);
    const one = await read('page-views', { buckets: 2, of: '/a:b' });
    expect(one).toMatchObject({ of: '/a:b', total: 2, sum: 2 });
    expect((await read('page-views', { of: '/never' })).sum).toBe(0);
  });

  test('without totals the busiest of the latest days go first', async () => {
    const pipeline = redis.pipeline();
    const [today, yesterday] = [now, now - DAY_MS].map((at) => bucketAt('YYYY-MM-DD', at).name);
    for (let page = 0; page < 300; page++) {
      pipeline.set(`page:views:p${page}:${today}`, page);
      pipeline.set(`page:views:p${page}:${yesterday}`, 1);
    }
    await pipeline.exec();
    const { subjects, series, notes } = await read('article-views', { buckets: 60 });
    expect(subjects).toMatchObject({ of: 300, summed: 100 });
    expect(subjects!.rows[0]).toEqual({ name: 'p299', total: null, sum: 300 });
    expect(series.at(-1)!.value).toBe((200 + 299) * 50);
    expect(notes).toContain('The series is the sum of 100 of 300, the greatest.');
  });

  test('in a hash each', async () => {
    await write(writePageTotals('home'));
    await redis.hset('stats:page:about', 'views', 7, 'likes', 2);
    const all = await read('page-stats');
    expect(all).toMatchObject({ total: 8, series: [], granularity: null, tally: null });
    expect((await read('page-stats', { of: 'about' })).tally!.fields).toEqual([
      { name: 'views', value: 7 },
      { name: 'likes', value: 2 },
    ]);
  });
});

describe('tags', () => {
  test('are broken down, the greatest first', async () => {
    for (const [browser, amount] of [
      ['firefox', 2],
      ['safari', 5],
    ] as const)
      await write(writeCounter(now, 'views', amount, { browser, country: 'de:by' }));
    expect((await read('counter/views')).tags).toEqual([
      { name: 'country', values: [{ value: 'de:by', count: 7 }], of: 1, looked: 1, exact: true },
      {
        name: 'browser',
        values: [
          { value: 'safari', count: 5 },
          { value: 'firefox', count: 2 },
        ],
        ...{ of: 2, looked: 2, exact: true },
      },
    ]);
  });

  test('with a key for each user are warned of, and stay one thing', async () => {
    const pipeline = redis.pipeline();
    for (let user = 0; user < 2_500; user++)
      pipeline.set(`counter:event:login:user:tag:user_id:${user}`, user);
    pipeline.set('counter:event:login:user', 9);
    await pipeline.exec();
    expect([...(await things()).keys()]).toEqual(['counter/event%3Alogin%3Auser']);
    const { tags, notes } = await read('counter/event%3Alogin%3Auser');
    expect(tags[0]).toMatchObject({ name: 'user_id', of: 2_500, looked: 2_500, exact: true });
    expect(tags[0]!.values).toHaveLength(50);
    expect(tags[0]!.values[0]).toEqual({ value: '2499', count: 2499 });
    expect(notes[0]).toMatch(/^The tag user_id has 2,500 values/);
    expect((await summary('counter/event%3Alogin%3Auser')).trouble).toMatch(
      /^The tag user_id has 2,500 values/,
    );
  });
});

describe('the card', () => {
  test('shows today, the 24 hours before, and the last hour that is over', async () => {
    await write(writeCounter(now, 'views', 2));
    await write(writeCounter(now - HOUR_MS, 'views', 7));
    const { value, caption, spark, perHour } = await summary('counter/views');
    const midnight = new Date(now).getUTCHours() === 0;
    expect([value, caption, perHour]).toEqual([midnight ? 2 : 9, 'today', 7]);
    expect(spark).toHaveLength(24);
    expect(spark!.at(-1)).toEqual([hourStart - HOUR_MS, 7, 7, 7]);
  });

  test('shows the last 24 hours where nobody counts days', async () => {
    await write(writePageView(now, '/'));
    await write(writePageView(now - 23 * HOUR_MS, '/'));
    expect(await summary('page-views')).toMatchObject({
      value: 2,
      caption: 'in the last 24 hours',
      perHour: 0,
    });
  });

  test('shows a total, and a ratio of errors', async () => {
    await redis.set('counter:downloads', 12);
    await write(writeRequests(200, 5));
    expect(await summary('counter/downloads')).toMatchObject({ value: 12, caption: 'in all', perHour: null });
    expect(await summary('realtime')).toMatchObject({ value: 0.025, unit: 'ratio' });
    expect((await read('realtime')).tally).toEqual({
      fields: [
        { name: 'requests', value: 200 },
        { name: 'errors', value: 5 },
      ],
      ...{ of: 2, errorRatio: 0.025, readAt: now },
    });
  });
});

test('keys of a counter end with their period, however often they are written', async () => {
  await write(writeCounter(now, 'views'));
  await write(writeCounter(now, 'views'));
  const { name, startsAt } = bucketAt('YYYYMMDDHH', now);
  expect(await redis.pexpiretime(`counter:views:hourly:${name}`)).toBe(startsAt + 7 * DAY_MS);
  expect(await redis.ttl('counter:views')).toBe(-1);
});
