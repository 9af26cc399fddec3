import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import { CATALOGUE, FAMILIES } from '../catalogue';
import { toFamily } from '../own-pattern';
import type { Plan } from '../plan';
import { Recognition } from '../recognise';
import type { ThingSettings } from '../settings';
import { rateLimitView, summariseLimit, type LimitResponse } from './read';
import { resetOwnLimits } from './reset';
import { isLimitKey } from './who';
import {
  countInFixedWindow,
  countInNumberedWindow,
  countSinceFirst,
  logEveryRequest,
  logInSlidingWindow,
  takeToken,
} from './write';

let server: RunningRedis;
let redis: Redis;

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const run = <T>(plan: Plan<T>) => runPlan(redis, plan);

async function recognised(id: string, now = Date.now()) {
  const { things } = await recogniseAll(redis, now);
  const thing = things.find((each) => each.id === id);
  expect(things.map((each) => each.id)).toContain(id);
  return thing!;
}

async function read(id: string, settings: ThingSettings = {}, query: object = {}): Promise<LimitResponse> {
  const now = Date.now();
  const thing = await recognised(id, now);
  const plan = rateLimitView.read(thing, rateLimitView.query.parse(query), contextAt(now, settings));
  return rateLimitView.response.parse(await run(plan)) as LimitResponse;
}

/** So many requests of one who, each written by the plan. */
async function requests(count: number, write: (index: number) => Plan<boolean>): Promise<boolean[]> {
  const admitted: boolean[] = [];
  for (let index = 0; index < count; index++) admitted.push(await run(write(index)));
  return admitted;
}

const usedBy = ({ rows }: LimitResponse) => Object.fromEntries(rows.map(({ who, count }) => [who, count]));
const hourly = { limit: 4, windowSeconds: 3600 };

const now = () => Date.now();

describe('every layout is written, recognised and read back equal', () => {
  test('fixed windows that name their start, of one limiter (document 000)', async () => {
    const admitted = await requests(5, () => countInFixedWindow('login', '10.0.0.1', now(), hourly));
    await requests(1, () => countInFixedWindow('login', 'user:2', now(), hourly));
    await requests(3, () => countInFixedWindow('api:search', 'user:2', now(), hourly));
    expect(admitted).toEqual([true, true, true, true, false]);

    const answer = await read('fixed-window/login', { limit: 4 });
    expect(usedBy(answer)).toEqual({ '10.0.0.1': 5, 'user:2': 1 });
    expect(answer).toMatchObject({
      ways: ['fixed window'],
      windowSeconds: 3600,
      limited: 1,
      near: 0,
      asks: [],
    });
    const start = Math.floor(now() / 3_600_000) * 3600;
    expect(answer.rows[0]).toMatchObject({
      keys: [`rate_limit:fixed:login:${start}:10.0.0.1`],
      share: 1.25,
      state: 'limited',
      resetsAt: (start + 3600) * 1000,
    });
    expect(usedBy(await read('fixed-window/api%3Asearch'))).toEqual({ 'user:2': 3 });
  });

  test('fixed windows without an identifier (document 000)', async () => {
    await requests(2, () => countInFixedWindow('user:7', null, now(), hourly));
    expect(usedBy(await read('fixed-window-alone'))).toEqual({ 'user:7': 2 });
  });

  test('numbered windows (documents 001, 003): the number tells the length', async () => {
    await requests(3, () =>
      countInNumberedWindow('login:10.0.0.1', now(), { limit: 4, windowSeconds: 3600 }),
    );
    await requests(2, () => countInNumberedWindow('42', now(), { limit: 4, windowSeconds: 86_400 }));
    const answer = await read('window-counter');
    expect(answer).toMatchObject({
      windowSeconds: null,
      limit: null,
      limited: null,
      asks: ['limit'],
      requests: 5,
    });
    expect(answer.rows.map(({ who, count, windowSeconds }) => [who, count, windowSeconds])).toEqual([
      ['login:10.0.0.1', 3, 3600],
      ['42', 2, 86_400],
    ]);
  });

  test('counts since the first request (documents 002, 003, 004)', async () => {
    await requests(6, () => countSinceFirst('rate_limit:42', hourly));
    await requests(2, () => countSinceFirst('rate_limit:login:10.0.0.1', hourly));
    await requests(1, () => countSinceFirst('rate:user:42', hourly));
    await requests(3, () => countSinceFirst('api:user:42:requests', hourly));
    expect(usedBy(await read('limit-count'))).toEqual({ '42': 6, 'login:10.0.0.1': 2 });
    expect(usedBy(await read('rate'))).toEqual({ 'user:42': 1 });
    const api = await read('api-count', { limit: 3 });
    expect(usedBy(api)).toEqual({ 'user:42': 3 });
    expect(api.rows[0]!.resetsAt).toBeGreaterThan(now() + 3_500_000);
    expect(api.rows[0]!.admittedAt).toBe(api.rows[0]!.resetsAt);
  });

  test('sliding logs (documents 000, 001, 003, 004), under names that strings have as well', async () => {
    const minute = { limit: 3, windowSeconds: 60 };
    const at = now();
    const log = (key: string, count: number) =>
      requests(count, (index) => logInSlidingWindow(key, at - 10_000 + index, `n${index}`, minute));
    expect(await log('rate_limit:sliding:login:10.0.0.1', 5)).toEqual([true, true, true, false, false]);
    await log('rate_limit:sliding:user42', 2);
    await log('rate_limit:sliding:/api/v2/search:42', 1);
    await log('rate_limit:99', 1);
    await log('api:user:42:requests', 3);
    await requests(1, () => countSinceFirst('rate_limit:100', hourly));

    const login = await read('sliding-window/login', { limit: 3, windowSeconds: 60 });
    expect(usedBy(login)).toEqual({ '10.0.0.1': 3 });
    expect(login.rows[0]).toMatchObject({ state: 'limited', resetsAt: at - 10_000 + 2 + 60_000 });
    // The first of the three leaves the log first.
    expect(login.rows[0]!.admittedAt).toBe(at - 10_000 + 60_000);
    expect(usedBy(await read('sliding-window/%2Fapi%2Fv2%2Fsearch'))).toEqual({ '42': 1 });
    expect(usedBy(await read('sliding-window-alone'))).toEqual({ user42: 2 });
    expect(usedBy(await read('limit-log'))).toEqual({ '99': 1 });
    expect(usedBy(await read('limit-count'))).toEqual({ '100': 1 });
    expect(usedBy(await read('api-log'))).toEqual({ 'user:42': 3 });
  });

  test('a log is of the window only, and its length is known from the expiry', async () => {
    const key = 'rate_limit:sliding:login:10.0.0.1';
    const seconds = now() / 1000;
    await redis.zadd(
      key,
      seconds - 100,
      `${seconds - 100}`,
      seconds - 5,
      `${seconds - 5}`,
      seconds,
      `${seconds}`,
    );
    await redis.expire(key, 60);
    const answer = await read('sliding-window/login');
    expect(usedBy(answer)).toEqual({ '10.0.0.1': 2 });
    expect(answer).toMatchObject({ windowSeconds: 60, asks: ['limit'] });
  });

  test('logs under raw keys (document 001), where refused requests stay', async () => {
    const tier = { limit: 2, windowSeconds: 3600 };
    const admitted = await requests(4, (index) =>
      logEveryRequest('user:42', now() + index, `h${index}`, tier),
    );
    expect(admitted).toEqual([true, true, false, false]);
    await requests(1, () => logEveryRequest('10.0.0.1', now(), 'a1b2', tier));
    const tiered = await read('tiered-limit', { limit: 2 });
    expect(usedBy(tiered)).toEqual({ '42': 4 });
    expect(tiered.windowSeconds).toBe(3600);
    expect(tiered.notes.join()).toContain('Refused requests are logged too');
    expect(usedBy(await read('request-log/*'))).toEqual({ '10.0.0.1': 1 });
  });

  test('token buckets (documents 000, 001), filled up to the present', async () => {
    const bucket = { capacity: 10, refillPerSecond: 0.01 };
    const admitted = await requests(11, () =>
      takeToken('rate_limit:token:login:10.0.0.1', now() - 200_000, bucket),
    );
    expect(admitted.filter(Boolean)).toHaveLength(10);
    await requests(3, () => takeToken('bucket:42', now(), bucket, 3600));
    await requests(3, () => takeToken('rate_limit:token:42', now(), bucket));

    const full = await read('token-bucket/login', { limit: 10, refillPerSecond: 0.01 });
    expect(full.rows[0]).toMatchObject({ who: '10.0.0.1', state: 'within' });
    expect(full.rows[0]!.tokens).toBeCloseTo(2, 0);
    expect(full.rows[0]!.count).toBeCloseTo(8, 0);
    const unknown = await read('bucket');
    expect(unknown).toMatchObject({ asks: ['limit', 'refillPerSecond'], limited: null, requests: null });
    expect(unknown.rows[0]).toMatchObject({ who: '42', count: null, share: null });
    expect(unknown.rows[0]!.tokens).toBeCloseTo(7, 1);
    expect((await read('token-bucket-alone')).rows).toHaveLength(1);
  });
});

describe('read', () => {
  test('those who have used most first, page by page, and found by name', async () => {
    for (const [who, count] of [
      ['a', 1],
      ['b', 4],
      ['c', 3],
      ['d', 2],
    ] as const)
      await requests(count, () => countInFixedWindow('login', who, now(), hourly));
    const settings = { limit: 4 };
    const { rows, total, limited, near } = await read('fixed-window/login', settings, {
      offset: 0,
      count: 2,
    });
    expect(rows.map(({ who }) => who)).toEqual(['b', 'c']);
    expect([total, limited, near]).toEqual([4, 1, 0]);
    expect(Object.keys(usedBy(await read('fixed-window/login', settings, { find: 'd' })))).toEqual(['d']);
  });

  test('the present window, although the scan saw only older ones', async () => {
    const anHourAgo = now() - 3_600_000;
    await requests(3, () =>
      countInFixedWindow('login', 'a', anHourAgo, { limit: 4, windowSeconds: 7 * 86_400 }),
    );
    const thing = await recognised('fixed-window/login');
    // A minute's window of somebody known, written after the scan.
    await redis.flushall();
    await requests(2, () => countInFixedWindow('login', 'a', now(), { limit: 4, windowSeconds: 600 }));
    const plan = rateLimitView.read(thing, rateLimitView.query.parse({}), contextAt(now()));
    const answer = (await run(plan)) as LimitResponse;
    expect(usedBy(answer)).toEqual({ a: 2 });
  });

  test('somebody whom the scan has not seen, by name', async () => {
    await requests(1, () => countSinceFirst('rl:10.0.0.1', hourly));
    const thing = await recognised('rate-limit-redis');
    await requests(3, () => countSinceFirst('rl:10.0.0.2', hourly));
    const query = rateLimitView.query.parse({ find: '10.0.0.2' });
    const answer = (await run(rateLimitView.read(thing, query, contextAt(now())))) as LimitResponse;
    expect(usedBy(answer)).toEqual({ '10.0.0.2': 3 });
  });

  test('keys that went, or are something else by now', async () => {
    await requests(1, () => countSinceFirst('rate_limit:sliding-free', hourly));
    await requests(1, () => countSinceFirst('rate_limit:b', hourly));
    await requests(1, () => countSinceFirst('rate_limit:c', hourly));
    const thing = await recognised('limit-count');
    await redis.del('rate_limit:sliding-free', 'rate_limit:b');
    await redis.hset('rate_limit:b', 'x', 1);
    const answer = (await run(
      rateLimitView.read(thing, rateLimitView.query.parse({}), contextAt(now())),
    )) as LimitResponse;
    expect(usedBy(answer)).toEqual({ c: 1 });
  });

  test('not by whom the ACL refuses', async () => {
    await requests(1, () => countSinceFirst('rl:10.0.0.1', hourly));
    const thing = await recognised('rate-limit-redis');
    await redis.acl('SETUSER', 'stranger', 'on', '>stranger', '~other:*', '+@read');
    const stranger = connect(server.port, 'stranger');
    const plan = rateLimitView.read(thing, rateLimitView.query.parse({}), contextAt(now()));
    await expect(runPlan(stranger, plan)).rejects.toThrow('NOPERM');
    stranger.disconnect();
  });

  test('of any bytes', async () => {
    await redis.set(Buffer.from([...Buffer.from('rl:'), 0xff, 0x00]), 5, 'EX', 60);
    expect(usedBy(await read('rate-limit-redis'))).toEqual({ 'base64:_wA': 5 });
  });

  test('a card: who is near or over, the sentence, and requests in an hour', async () => {
    await requests(4, () => countInFixedWindow('login', 'a', now(), { limit: 4, windowSeconds: 1 }));
    await redis.flushall();
    const seconds = now() / 1000;
    for (const who of ['a', 'b'])
      for (let index = 0; index < (who === 'a' ? 5 : 1); index++)
        await run(
          logInSlidingWindow(`rate_limit:sliding:login:${who}`, seconds * 1000 + index, 'n', {
            limit: 9,
            windowSeconds: 60,
          }),
        );
    const thing = await recognised('sliding-window/login');
    const card = await run(summariseLimit(thing, contextAt(now(), { limit: 5 })));
    expect(card).toMatchObject({
      value: 1,
      caption: 'near or over the limit',
      trouble: '1 of 2 has used up the limit of 5.',
    });
    expect(card.perHour).toBeCloseTo(360);
    const unset = await run(summariseLimit(thing, contextAt(now())));
    expect(unset).toMatchObject({ value: 2, caption: 'counted just now', trouble: null });
  });
});

test('what people describe themselves is read like the layout that they named', async () => {
  for (const [who, count] of [
    ['ann', 3],
    ['bob', 1],
  ] as const)
    await requests(count, () => countSinceFirst(`shop-limit:login:${who}`, hourly));
  const own = {
    id: 'shop',
    template: 'shop-limit:{route}:{eachWho}',
    pattern: 'rate-limits',
    like: 'limit-count.count',
  } as const;
  const recognition = new Recognition([toFamily(CATALOGUE, own), ...FAMILIES]);
  recognition.add(await redis.keys('*'));
  await run(recognition.verify(100, now()));
  const [found] = recognition.describe().things;
  expect(found).toMatchObject({ id: 'own-shop/login', keys: 2 });
  const thing = { ...found!, pattern: 'rate-limits', family: found!.family.id } as const;
  const answer = await run(
    rateLimitView.read(thing, rateLimitView.query.parse({}), contextAt(now(), { limit: 3 })),
  );
  expect(usedBy(answer as LimitResponse)).toEqual({ ann: 3, bob: 1 });
  expect((answer as LimitResponse).limited).toBe(1);
});

test('a reset takes away all that counts for somebody, and nothing that is another’s', async () => {
  await requests(4, () => countInFixedWindow('login', 'a', now(), hourly));
  await requests(4, () => countInFixedWindow('login', 'b', now(), hourly));
  const { rows } = await read('fixed-window/login', { limit: 4 }, { find: 'a' });
  const thing = await recognised('fixed-window/login');
  expect(rows[0]!.keys.every((key) => isLimitKey(thing, key))).toBe(true);
  expect(isLimitKey(thing, 'rate_limit:fixed:other:1795255000:a')).toBe(false);
  expect(await run(resetOwnLimits(thing, rows[0]!.keys))).toEqual({ removed: 1, spared: 0 });
  expect(usedBy(await read('fixed-window/login'))).toEqual({ b: 4 });
  expect(await requests(1, () => countInFixedWindow('login', 'a', now(), hourly))).toEqual([true]);
});

test('a reset spares what only has the name of a limit, and does not mind what has ended', async () => {
  await run(logEveryRequest('user:7', now(), 'a', { limit: 5, windowSeconds: 60 }));
  const thing = await recognised('tiered-limit');
  await redis.set('user:8', '{"name":"Ann"}');
  const keys = ['user:7', 'user:8', 'user:9'];
  expect(keys.every((key) => isLimitKey(thing, key))).toBe(true);
  expect(await run(resetOwnLimits(thing, keys))).toEqual({ removed: 1, spared: 1 });
  expect(await redis.keys('*')).toEqual(['user:8']);
});

describe('many at once are admitted no more than was promised', () => {
  const minute = { limit: 10, windowSeconds: 60 };
  const admitted = async (count: number, write: (index: number) => Plan<boolean>) => {
    const answers = await Promise.all(Array.from({ length: count }, (_, index) => run(write(index))));
    return answers.filter(Boolean).length;
  };

  test('in a fixed window, each by themselves, and anew in the next one', async () => {
    const at = now();
    const count = (who: string, later = 0) => countInFixedWindow('r', who, at + later, minute);
    expect(await admitted(25, () => count('me'))).toBe(10);
    expect(await run(count('you'))).toBe(true);
    expect(await run(count('me', 60_000))).toBe(true);
  });

  test('in a sliding one, where room comes back bit by bit', async () => {
    const at = now();
    const log = (later: number) => (index: number) =>
      logInSlidingWindow('rate_limit:sliding:r:me', at + later, `${later}-${index}`, minute);
    expect(await admitted(5, log(0))).toBe(5);
    expect(await admitted(25, log(30_000))).toBe(5);
    expect(await admitted(25, log(60_001))).toBe(5);
  });

  test('by a bucket: full at the start, filled with time, never beyond', async () => {
    const bucket = { capacity: 5, refillPerSecond: 2 };
    const take = (later: number) => () => takeToken('rate_limit:token:r:me', start + later, bucket);
    const start = now();
    expect(await admitted(20, take(0))).toBe(5);
    expect(await admitted(20, take(1_000))).toBe(2);
    expect(await admitted(20, take(3_600_000))).toBe(5);
  });
});

describe('not recognised', () => {
  test.each([
    ['a rate of exchange', () => redis.set('rate:EUR:USD', '1.08')],
    ['a whole rate without an end', () => redis.set('rate:EUR:JPY', '158')],
    ['a user object', () => redis.hset('user:42', 'name', 'Ann')],
    ['a ranking', () => redis.zadd('user:42', 12, 'x')],
    ['a bucket of something else', () => redis.hset('bucket:42', 'tokens', 3)],
    ['a kitchen timer', () => redis.set('egg:timer', '300', 'EX', 300)],
    ['words under the name of a limit', () => redis.set('rate_limit:mode', 'strict')],
    ['places under the name of a limit', () => redis.zadd('rate_limit:x', 3673983964876493, 'berlin')],
    ['a number', () => redis.set('shop:items', 7)],
  ])('%s', async (_, write) => {
    await write();
    const { things } = await recogniseAll(redis, now());
    expect(things.filter(({ pattern }) => pattern === 'rate-limits')).toEqual([]);
  });

  test('the number of a user as that of a window', async () => {
    await redis.set('rate_limit:user:12345678', 3, 'EX', 60);
    expect(usedBy(await read('limit-count'))).toEqual({ 'user:12345678': 3 });
  });

  test('an address as the name of a limiter', async () => {
    const seconds = now() / 1000;
    for (const address of ['2001:db8::1', 'fe80::1'])
      await redis.zadd(`rate_limit:sliding:${address}`, seconds, `${seconds}`);
    expect(usedBy(await read('sliding-window-alone'))).toEqual({ '2001:db8::1': 1, 'fe80::1': 1 });
  });
});
