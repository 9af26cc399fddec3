import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  packedFlask,
  writeNextAuthUser,
  writeReactiveSpringSession,
  writeSpringSession,
} from '@/testing/patterns/library-sessions';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import type { ReadContext } from '../pattern';
import { cleanIndex } from './clean-index';
import { extendSession, revokeSession, revokeUserSessions } from './revoke';
import { endSession, touchSession, writeSession, type SessionKind } from './write';

let server: RunningRedis;
let redis: Redis;
/** As an action's connection: an operator's, who may run no scripts. */
let operator: Redis;
const now = Date.now();
const MINUTE = 60_000;

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
  await redis.acl('SETUSER', 'operator', 'on', '>operator', '~*', '+@all', '-@scripting', '-@dangerous');
  operator = connect(server.port, 'operator');
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  operator.disconnect();
  await server.stop();
});

const uuid = (n: number) => `0b5c2a9e-1111-4222-8333-${String(n).padStart(12, '0')}`;
const keyOf = (n: number) => `session:${uuid(n)}`;
const begin = (kind: SessionKind, n: number, user = 'ann') =>
  runPlan(redis, writeSession(kind, { id: uuid(n), user, ip: '', agent: '' }, now));

const contexts: [string, ReadContext][] = [
  ['one server', contextAt(now)],
  ['a Cluster', { ...contextAt(now), cluster: true }],
];

async function thingOf(id: string) {
  const { things } = await recogniseAll(redis, now);
  return things.find((thing) => thing.id === id)!;
}

describe.each(contexts)('revoking one, on %s', (_, context) => {
  test.each([
    ['json-accessed', 'user_sessions:ann'],
    ['hash-epoch', 'user:sessions:ann'],
    ['json-accessed-data', 'user:ann:sessions'],
  ] as const)('%s: the session and its place in %s', async (kind, index) => {
    await begin(kind, 1);
    await begin(kind, 2);
    const thing = await thingOf('session');
    expect(await runPlan(operator, revokeSession(thing, keyOf(1), context))).toEqual({
      state: 'revoked',
      leftIndexes: [index],
    });
    expect([await redis.exists(keyOf(1)), await redis.smembers(index)]).toEqual([0, [uuid(2)]]);
    expect(await runPlan(operator, revokeSession(thing, keyOf(1), context))).toMatchObject({ state: 'gone' });
  });

  test('an index’s name that holds something else is left alone', async () => {
    await begin('json-activity', 1);
    await redis.lpush('user_sessions:ann', 'x');
    const thing = await thingOf('session');
    expect(await runPlan(operator, revokeSession(thing, keyOf(1), context))).toEqual({
      state: 'revoked',
      leftIndexes: [],
    });
  });

  test('Spring: hash, true end, index and minutes; the user comes from the page', async () => {
    const times = { createdAt: now, lastSeenAt: now, maxInactiveSeconds: 1_800 };
    await runPlan(redis, writeSpringSession({ id: uuid(1), user: 'ann', ...times }));
    await runPlan(redis, writeReactiveSpringSession({ id: uuid(2), user: 'bob', ...times }));
    const thing = await thingOf('spring-session');
    for (const [n, user] of [
      [1, 'ann'],
      [2, 'bob'],
    ] as const) {
      const plan = revokeSession(thing, `spring:session:sessions:${uuid(n)}`, context, { user });
      expect(await runPlan(operator, plan)).toMatchObject({ state: 'revoked', leftIndexes: [{}] });
    }
    expect(await redis.keys('*')).toEqual([expect.stringMatching(/^spring:session:expirations:\d+$/)]);
  });

  test('NextAuth: the pointer goes only where it names this session', async () => {
    await runPlan(redis, writeNextAuthUser(uuid(9), 'tok3n-1', now));
    await runPlan(redis, writeNextAuthUser(uuid(9), 'tok3n-2', now));
    const thing = await thingOf('next-auth');
    await runPlan(operator, revokeSession(thing, 'user:session:tok3n-1', context));
    expect(await redis.get(`user:session:by-user-id:${uuid(9)}`)).toBe('user:session:tok3n-2');
    await runPlan(operator, revokeSession(thing, 'user:session:tok3n-2', context));
    expect(await redis.exists(`user:session:by-user-id:${uuid(9)}`)).toBe(0);
    expect(await redis.exists(`user:${uuid(9)}`)).toBe(1);
  });

  test('what is binary goes as well', async () => {
    await redis.set('session:Zb3', Buffer.from(packedFlask('ann'), 'latin1'), 'EX', 60);
    const plan = revokeSession(await thingOf('flask-session'), 'session:Zb3', context);
    expect(await runPlan(operator, plan)).toMatchObject({ state: 'revoked' });
  });

  test.each(['config:app', 'user:1', 'user_sessions:ann', `session:${uuid(7)}`])(
    '%s is none, and stays',
    async (key) => {
      await begin('json-accessed', 1);
      const thing = await thingOf('session');
      if (key !== 'user_sessions:ann') await redis.set(key, '{"speaker":"x"}');
      expect(await runPlan(operator, revokeSession(thing, key, context))).toMatchObject({
        state: 'not-a-session',
      });
      expect(await redis.exists(key)).toBe(1);
    },
  );
});

describe.each(contexts)('revoking all of a user, on %s', (_, context) => {
  test('those of the indexes and those that only say it themselves; nobody else’s', async () => {
    for (const n of [1, 2]) await begin('json-accessed', n);
    await begin('hash-epoch', 3);
    await begin('json-data', 4);
    await begin('json-accessed', 5, 'bob');
    // An index that is wrong: bob's session in ann's.
    await redis.sadd('user_sessions:ann', uuid(5));
    const plan = revokeUserSessions(await thingOf('session'), 'ann', context);
    expect(await runPlan(operator, plan)).toEqual({ revoked: 4, complete: true });
    expect((await redis.keys('session:*')).sort()).toEqual([keyOf(5)]);
  });

  test('Spring’s, which name nobody, by the index', async () => {
    const times = { createdAt: now, lastSeenAt: now, maxInactiveSeconds: 1_800 };
    for (const n of [1, 2, 3])
      await runPlan(redis, writeSpringSession({ id: uuid(n), user: n === 3 ? 'bob' : 'ann', ...times }));
    const plan = revokeUserSessions(await thingOf('spring-session'), 'ann', context);
    expect(await runPlan(operator, plan)).toEqual({ revoked: 2, complete: true });
    expect((await redis.keys('spring:session:sessions:0*')).sort()).toEqual([
      `spring:session:sessions:${uuid(3)}`,
    ]);
  });
});

describe('extending', () => {
  const extend = async (key: string, seconds: number, thing = 'session') =>
    runPlan(operator, extendSession(await thingOf(thing), key, seconds, contextAt(now)));

  test('lives so long from now, and the index that knows it at least as long', async () => {
    await begin('hash-epoch', 1);
    expect(await extend(keyOf(1), 7_200)).toEqual({ state: 'extended', ttlMs: 120 * MINUTE });
    for (const key of [keyOf(1), 'user:sessions:ann']) expect(await redis.ttl(key)).toBeGreaterThan(7_190);
  });

  test('an index without an end gets none', async () => {
    await begin('hash-epoch', 1);
    await redis.persist('user:sessions:ann');
    await extend(keyOf(1), 7_200);
    expect(await redis.ttl('user:sessions:ann')).toBe(-1);
  });

  test('never shortens a session, and never gives an end to one without', async () => {
    await begin('hash-epoch', 1);
    expect(await extend(keyOf(1), 60)).toMatchObject({ state: 'longer-already' });
    await redis.persist(keyOf(1));
    expect(await extend(keyOf(1), 60)).toEqual({ state: 'never-expires', ttlMs: null });
    expect(await redis.ttl(keyOf(1))).toBe(-1);
  });

  test('says where a longer TTL would be no longer session', async () => {
    const times = { createdAt: now, lastSeenAt: now, maxInactiveSeconds: 1_800 };
    await runPlan(redis, writeSpringSession({ id: uuid(1), user: 'ann', ...times }));
    const key = `spring:session:sessions:${uuid(1)}`;
    expect(await extend(key, 7_200, 'spring-session')).toMatchObject({ state: 'unsupported' });
    expect(await redis.ttl(key)).toBeLessThan(2_101);
  });

  test('what is gone or no session, and seconds that are none', async () => {
    await begin('hash-epoch', 1);
    expect(await extend(keyOf(2), 60)).toMatchObject({ state: 'gone' });
    expect(await extend('config:app', 60)).toMatchObject({ state: 'not-a-session' });
    await expect(extend(keyOf(1), -1)).rejects.toThrow(RangeError);
    expect(await redis.exists(keyOf(1))).toBe(1);
  });
});

describe.each(contexts)('cleaning an index, on %s', (_, context) => {
  const index = 'user:sessions:ann';

  test('takes out what is gone and nothing else, however many', async () => {
    await begin('hash-epoch', 1);
    await redis.sadd(index, ...Array.from({ length: 900 }, (_, n) => uuid(n + 100)), 'monday');
    const plan = cleanIndex(await thingOf('session'), index, context);
    expect(await runPlan(operator, plan)).toEqual({
      state: 'cleaned',
      looked: 901,
      removed: 900,
      complete: true,
    });
    expect((await redis.smembers(index)).sort()).toEqual([uuid(1), 'monday']);
  });

  test('a session that begins meanwhile keeps its place', async () => {
    await begin('hash-epoch', 1);
    await redis.sadd(index, uuid(2));
    const plan = cleanIndex(await thingOf('session'), index, context);
    const result = await runPlan(operator, plan, async ({ commands }) => {
      if (commands.some(([name]) => name === 'SREM')) await redis.hset(keyOf(2), 'user_id', 'ann');
    });
    expect(result).toMatchObject({ removed: 0 });
    expect((await redis.smembers(index)).sort()).toEqual([uuid(1), uuid(2)]);
  });

  test('no other set, and none without a single session', async () => {
    await begin('hash-epoch', 1);
    await redis.sadd('tags:post:1', uuid(1), uuid(2));
    const thing = await thingOf('session');
    expect(await runPlan(operator, cleanIndex(thing, 'tags:post:1', context))).toMatchObject({
      state: 'not-an-index',
    });
    await redis.del(keyOf(1));
    expect(await runPlan(operator, cleanIndex(await thingOf('session'), index, context))).toMatchObject({
      state: 'no-sessions',
    });
    expect([await redis.scard('tags:post:1'), await redis.scard(index)]).toEqual([2, 1]);
  });
});

describe('the writers', () => {
  test.each([
    ['json-accessed', false],
    ['json-activity', true],
    ['hash-epoch', true],
    ['json-activity-epoch', true],
  ] as const)('a request to %s is noted, and begins its life anew: %s', async (kind, slides) => {
    await begin(kind, 1);
    await redis.expire(keyOf(1), 60);
    expect(await runPlan(redis, touchSession(kind, { id: uuid(1), user: 'ann' }, now + MINUTE))).toBe(true);
    expect((await redis.ttl(keyOf(1))) > 60).toBe(slides);
  });

  test('an ended session stays ended', async () => {
    for (const kind of ['json-accessed', 'hash-epoch'] as const) {
      await begin(kind, 1);
      await runPlan(redis, endSession(kind, { id: uuid(1), user: 'ann' }));
      expect(await runPlan(redis, touchSession(kind, { id: uuid(1), user: 'ann' }, now))).toBe(false);
    }
    expect(await redis.keys('*')).toEqual([]);
  });

  test('an index loses ids of ended sessions as new ones come', async () => {
    await redis.sadd('user_sessions:ann', ...[5, 6, 7].map(uuid));
    await begin('json-accessed', 1);
    expect(await redis.smembers('user_sessions:ann')).toEqual([uuid(1)]);
  });
});
