import { RedisStore } from 'connect-redis';
import session from 'express-session';
import type { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  fromHex,
  packedFlask,
  pickledDjango,
  writeNextAuthUser,
  writeReactiveSpringSession,
  writeSpringSession,
  writeTomcatSession,
} from '@/testing/patterns/library-sessions';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import type { SessionRow } from './model';
import { sessionsView, summariseSessions, type SessionsResponse } from './read';
import { writeSession, type NewSession, type SessionKind } from './write';

let server: RunningRedis;
let redis: Redis;
const now = Date.now();
const MINUTE = 60_000;

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const uuid = (n: number) => `0b5c2a9e-1111-4222-8333-${String(n).padStart(12, '0')}`;

const somebody = (n: number, user = `u${n}`): NewSession => ({
  id: uuid(n),
  user,
  ip: '203.0.113.7',
  agent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0',
  data: { token: 's3cret', theme: 'dark' },
});

async function thingOf(id: string) {
  const { things } = await recogniseAll(redis, now);
  return things.find((thing) => thing.id === id)!;
}

async function read(id: string, query: object = {}, settings = {}): Promise<SessionsResponse> {
  const plan = sessionsView.read(
    await thingOf(id),
    sessionsView.query.parse(query),
    contextAt(now, settings),
  );
  const answer = await runPlan(redis, plan);
  expect(JSON.stringify(answer)).not.toContain('s3cret');
  return sessionsView.response.parse(answer) as SessionsResponse;
}

const users = (rows: readonly SessionRow[]) => rows.map(({ user }) => user).sort();

describe('the documents’ classes', () => {
  const kinds: [SessionKind, Partial<SessionRow>][] = [
    ['json-accessed', { createdAt: now, lastSeenAt: now, ip: '203.0.113.7', agent: 'Firefox, Linux' }],
    ['json-activity', { createdAt: now, lastSeenAt: now }],
    ['hash-epoch', { createdAt: now, lastSeenAt: now, ip: '203.0.113.7', fields: 7 }],
    ['json-data', { createdAt: now, lastSeenAt: null }],
    ['hash-text', { createdAt: now, lastSeenAt: null, fields: 4 }],
    ['json-accessed-data', { createdAt: now, lastSeenAt: now }],
    ['json-activity-epoch', { createdAt: now, lastSeenAt: now }],
  ];

  test.each(kinds)('%s: written, recognised, read back', async (kind, expected) => {
    await runPlan(redis, writeSession(kind, somebody(1), now));
    const thing = await thingOf('session');
    expect(thing).toMatchObject({
      pattern: 'sessions',
      title: 'sessions',
      confidence: expect.closeTo(0.97, 1),
    });
    expect(thing.parts.map(({ layout }) => layout)).toContain(kind);
    const { rows, total } = await read('session');
    expect(total).toBe(1);
    expect(rows).toEqual([
      expect.objectContaining({
        key: `session:${uuid(1)}`,
        id: '0b5c…0001',
        user: 'u1',
        variant: kind,
        binary: false,
        extendable: true,
        ...expected,
      }),
    ]);
    expect(rows[0]!.ttlMs).toBeGreaterThan(29 * MINUTE);
  });

  test('all of them at once are one thing, each in its layout, with its index', async () => {
    for (const [at, [kind]] of kinds.entries()) await runPlan(redis, writeSession(kind, somebody(at), now));
    const { parts } = await thingOf('session');
    expect(parts.map(({ layout, keys }) => [layout, keys]).sort()).toEqual(
      [...kinds.map(([kind]) => [kind, 1]), ['index-000', 1], ['index-002', 1], ['index-003', 1]].sort(),
    );
    expect(users((await read('session')).rows)).toEqual(kinds.map((_, at) => `u${at}`));
  });

  test('a thousand of two classes: all are listed, though only some were looked at', async () => {
    for (let n = 0; n < 1_000; n++)
      await runPlan(redis, writeSession(n % 2 === 0 ? 'json-data' : 'hash-text', somebody(n), now));
    const { listed, rows, sample, total } = await read('session', { offset: 600, count: 400 });
    expect([listed, rows.length, total]).toEqual([1_000, 400, 1_000]);
    expect(sample).toMatchObject({ looked: 200, of: 1_000, withoutTtl: 0 });
    expect(sample.variants.map(({ variant }) => variant).sort()).toEqual(['hash-text', 'json-data']);
  });

  test('dates without a zone are of the zone that people set', async () => {
    await runPlan(redis, writeSession('json-activity', somebody(1), now));
    const { rows } = await read('session', {}, { timeZone: 'Asia/Kolkata' });
    expect(rows[0]!.createdAt).toBe(now - 330 * MINUTE);
  });

  test('a session of 100 kB is read by its beginning', async () => {
    const large = { ...somebody(1), data: { token: 's3cret', basket: 'x'.repeat(100_000) } };
    await runPlan(redis, writeSession('json-accessed', large, now));
    const { rows, session } = await read('session', { key: `session:${uuid(1)}` });
    expect(rows[0]).toMatchObject({ user: 'u1', variant: 'json-accessed', createdAt: null });
    expect(session).toMatchObject({ fieldsComplete: false, indexes: ['user_sessions:u1'] });
  });

  test.each([
    ['session:user:123', () => redis.set('session:user:123', '{"user_id":123}', 'EX', 60), '123'],
    ['session:abc123:data', () => redis.hset('session:abc123:data', 'username', 'ann'), 'ann'],
    ['user:123:sessions:abc', () => redis.hset('user:123:sessions:abc', 'user_id', '123'), '123'],
    ['session:abc123', () => redis.set('session:abc123', 'session_data', 'EX', 60), null],
  ])('a name like %s', async (key, write, user) => {
    await write();
    expect((await read('session')).rows).toEqual([expect.objectContaining({ key, user })]);
  });
});

describe('express-session in connect-redis', () => {
  const prefixed = async (prefix?: string) => {
    const client = createClient({ url: `redis://127.0.0.1:${server.port}` });
    await client.connect();
    const store = new RedisStore({ client, ...(prefix !== undefined && { prefix }) });
    const cookie = new session.Cookie();
    cookie.maxAge = 10 * MINUTE;
    const data = { cookie, passport: { user: 'ann' }, csrf: 's3cret' } as unknown as session.SessionData;
    await store.set('Zb3_kQ9vLx0aTnUe7YwRr1cJp5sHd2Gf', data);
    await store.set('a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5', data);
    await redis.pexpire(`${prefix ?? 'sess:'}a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5`, 6 * MINUTE);
    client.destroy();
  };

  test('recognised and read: whose, how long, and when last seen', async () => {
    await prefixed();
    expect((await thingOf('connect-redis')).parts[0]).toMatchObject({ keys: 2, confidence: 0.95 });
    const { rows } = await read('connect-redis');
    const early = rows.find(({ key }) => key.endsWith('c4d5'))!;
    expect(early).toMatchObject({ id: 'a0b1…c4d5', user: 'ann', variant: 'connect-redis', createdAt: null });
    expect(Math.abs(early.lastSeenAt! - (now - 4 * MINUTE))).toBeLessThan(MINUTE);
  });

  test('under another prefix: by the cookie', async () => {
    await prefixed('shop:');
    const thing = await thingOf('session-elsewhere/shop%3A*');
    expect(thing).toMatchObject({ title: 'shop:*', confidence: 0.7, keys: 2 });
    expect(users((await read(thing.id)).rows)).toEqual(['ann', 'ann']);
  });
});

describe('Spring Session', () => {
  const times = { createdAt: now - 9 * MINUTE, lastSeenAt: now - MINUTE, maxInactiveSeconds: 1_800 };

  test('its hash, with the true end from beside it and the user from the index', async () => {
    await runPlan(redis, writeSpringSession({ id: uuid(1), user: 'ann', ...times }));
    const thing = await thingOf('spring-session');
    expect(thing.parts.map(({ layout }) => layout).sort()).toEqual([
      'expirations',
      'expires',
      'index',
      'session',
    ]);
    const { rows, total, session } = await read('spring-session', {
      key: `spring:session:sessions:${uuid(1)}`,
    });
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      id: '0b5c…0001',
      user: 'ann',
      createdAt: times.createdAt,
      lastSeenAt: times.lastSeenAt,
      expiresAt: times.lastSeenAt + 30 * MINUTE,
      variant: 'spring',
      fields: 4,
      extendable: false,
    });
    expect(rows[0]!.ttlMs).toBeLessThanOrEqual(30 * MINUTE);
    expect(session!.fields!.map(({ name }) => name)).toContain('sessionAttr:SPRING_SECURITY_CONTEXT');
    expect(session!.indexes).toHaveLength(1);
  });

  test('the reactive one, in JSON', async () => {
    await runPlan(redis, writeReactiveSpringSession({ id: uuid(2), user: 'bob', ...times }));
    const { parts } = await thingOf('spring-session');
    expect(parts.map(({ layout }) => layout).sort()).toEqual([
      'expirations-zset',
      'idx',
      'index-reactive',
      'session',
    ]);
    const { rows, found } = await read('spring-session', { user: 'bob' });
    expect(rows[0]).toMatchObject({ user: 'bob', createdAt: times.createdAt });
    expect(found).toMatchObject({ byIndex: 1, looked: 0, complete: true });
  });

  test('in a namespace, and under another name altogether', async () => {
    await runPlan(redis, writeSpringSession({ id: uuid(1), user: 'ann', ...times }, 'spring:session:shop'));
    await runPlan(redis, writeSpringSession({ id: uuid(2), user: 'bob', ...times }, 'web'));
    expect(users((await read('spring-session')).rows)).toEqual(['ann']);
    const { rows } = await read('session-elsewhere/web%3Asessions%3A*', { user: 'bob' });
    expect(rows).toEqual([expect.objectContaining({ key: `web:sessions:${uuid(2)}`, variant: 'spring' })]);
  });
});

describe('binary sessions', () => {
  test('of Flask: MessagePack, and a pickle before 0.7', async () => {
    const key = 'session:Zb3_kQ9vLx0aTnUe7YwRr1cJp5sHd2GfW4mKo8NqXyE';
    await redis.set(key, Buffer.from(packedFlask('ann'), 'latin1'), 'EX', 31 * 86_400);
    const old =
      '80037d710028580a0000005f7065726d616e656e7471018858080000005f757365725f69647102580100000037710375732e';
    await redis.set(`session:${uuid(1)}`, Buffer.from(fromHex(old), 'latin1'), 'EX', 60);
    await runPlan(redis, writeSession('json-data', somebody(2), now));
    const { rows, session } = await read('flask-session', { key });
    expect(rows.map(({ variant, user, binary }) => [variant, user, binary]).sort()).toEqual([
      ['flask-msgpack', 'ann', true],
      ['flask-pickle', '7', true],
    ]);
    expect(session).toMatchObject({
      fields: [
        { name: '_permanent', bytes: 1 },
        { name: '_user_id', bytes: 4 },
        { name: 'csrf_token', bytes: 7 },
      ],
      fieldsComplete: true,
    });
    expect(users((await read('session')).rows)).toEqual(['u2']);
  });

  test('of Django, in the cache and beside the database, with and without a prefix', async () => {
    const id = 'q0w9e8r7t6y5u4i3o2p1a0s9d8f7g6h5';
    const names = ['cache', 'cached_db'].flatMap((backend) =>
      ['', 'shop'].map((prefix) => `${prefix}:1:django.contrib.sessions.${backend}${id}`),
    );
    for (const name of names) await redis.set(name, Buffer.from(pickledDjango('42'), 'latin1'), 'EX', 60);
    expect((await thingOf('django-session')).parts.map(({ layout }) => layout).sort()).toEqual([
      'cache',
      'cache-prefixed',
      'cached_db',
      'cached_db-prefixed',
    ]);
    const { rows } = await read('django-session');
    expect(rows.map(({ user, id, binary }) => [user, id, binary])).toEqual(
      names.map(() => ['42', 'q0w9…g6h5', true]),
    );
  });

  test('of Tomcat in Redisson: that there is one, and its TTL', async () => {
    await runPlan(redis, writeTomcatSession('1A83A7871D954D74BDD4CEA603125455'));
    const { rows } = await read('redisson-tomcat');
    expect(rows).toEqual([
      expect.objectContaining({ id: '1A83…5455', user: null, binary: true, fields: 2, variant: 'tomcat' }),
    ]);
  });
});

test('NextAuth: every key is claimed, sessions without a TTL and past their end are told', async () => {
  const user = uuid(9);
  await runPlan(redis, writeNextAuthUser(user, 'tok3n0123456789abcdef', now - MINUTE));
  const { things } = await recogniseAll(redis, now);
  expect(things.map(({ id, keys }) => [id, keys])).toEqual([['next-auth', 7]]);
  const { rows, sample } = await read('next-auth', { user });
  expect(rows).toEqual([
    expect.objectContaining({
      id: 'tok3…cdef',
      user,
      ttlMs: null,
      expiresAt: now - MINUTE,
      extendable: false,
    }),
  ]);
  expect(sample).toMatchObject({ withoutTtl: 1, ended: 1 });
  const summary = await runPlan(redis, summariseSessions(await thingOf('next-auth'), contextAt(now)));
  expect(summary).toMatchObject({ value: 1, trouble: '1 of 1 sessions that were looked at never expire' });
});

describe('read', () => {
  test('a user’s, from every index that there is', async () => {
    for (const [n, kind] of (['json-accessed', 'hash-epoch', 'json-accessed-data'] as const).entries()) {
      await runPlan(redis, writeSession(kind, somebody(n, 'ann'), now));
      await runPlan(redis, writeSession(kind, somebody(n + 10, 'bob'), now));
    }
    const { rows, found, listed } = await read('session', { user: 'ann' });
    expect(users(rows)).toEqual(['ann', 'ann', 'ann']);
    expect(found).toEqual({ byIndex: 3, bySessions: 0, looked: 3, of: 6, complete: true });
    expect(listed).toBe(3);
  });

  test('a user’s, of whom no index says all, by looking at the sessions', async () => {
    await runPlan(redis, writeSession('json-activity', somebody(1, 'ann'), now));
    await runPlan(redis, writeSession('hash-epoch', somebody(2, 'ann'), now));
    await runPlan(redis, writeSession('json-activity', somebody(3, 'bob'), now));
    const { rows, found } = await read('session', { user: 'ann' });
    expect(users(rows)).toEqual(['ann', 'ann']);
    expect(found).toEqual({ byIndex: 1, bySessions: 1, looked: 2, of: 3, complete: true });
    expect((await read('session', { user: 'nobody' })).rows).toEqual([]);
  });

  test('how old they are, when they were seen and how long they have', async () => {
    await runPlan(redis, writeSession('hash-epoch', somebody(1), now - 20 * MINUTE));
    await runPlan(redis, writeSession('hash-epoch', somebody(2), now));
    await redis.persist(`session:${uuid(2)}`);
    const { sample } = await read('session');
    const under = (bars: typeof sample.age) =>
      bars.flatMap(({ underMs, sessions }) => (sessions > 0 ? [[underMs! / MINUTE, sessions]] : []));
    expect(under(sample.age)).toEqual([
      [1, 1],
      [30, 1],
    ]);
    expect(under(sample.ttl)).toEqual([[30, 1]]);
    expect(sample).toMatchObject({ users: 2, withoutTtl: 1, ended: 0 });
  });

  test('what has ended since the scan is counted, what has become something else left out', async () => {
    for (const n of [1, 2, 3]) await runPlan(redis, writeSession('json-data', somebody(n), now));
    const thing = await thingOf('session');
    await redis.del(`session:${uuid(1)}`);
    await redis.del(`session:${uuid(2)}`);
    await redis.lpush(`session:${uuid(2)}`, 'x');
    const plan = sessionsView.read(thing, sessionsView.query.parse({}), contextAt(now));
    const answer = (await runPlan(redis, plan)) as SessionsResponse;
    expect([users(answer.rows), answer.gone]).toEqual([['u3'], 1]);
  });

  test('what the ACL leaves out is counted; a refusal of all is told', async () => {
    await runPlan(redis, writeSession('json-accessed', somebody(1, 'ann'), now));
    await runPlan(redis, writeSession('json-accessed', somebody(2, 'ann'), now));
    const thing = await thingOf('session');
    const query = sessionsView.query.parse({ user: 'ann' });
    await redis.acl('SETUSER', 'half', 'on', '>half', `~session:${uuid(1)}`, '+@read');
    await redis.acl('SETUSER', 'none', 'on', '>none', '~other:*', '+@read');
    const [half, none] = [connect(server.port, 'half'), connect(server.port, 'none')];
    const all = sessionsView.read(thing, sessionsView.query.parse({}), contextAt(now));
    expect(await runPlan(half, all)).toMatchObject({ rows: [{ user: 'ann' }], denied: 1, gone: 0 });
    const anns = (await runPlan(half, sessionsView.read(thing, query, contextAt(now)))) as SessionsResponse;
    expect([users(anns.rows), anns.found!.complete]).toEqual([['ann'], false]);
    await expect(runPlan(none, sessionsView.read(thing, query, contextAt(now)))).rejects.toThrow('NOPERM');
    half.disconnect();
    none.disconnect();
  });

  test.each([
    ['HKEYS', '-hkeys', { fields: null, indexes: ['user:sessions:ann'], indexesComplete: true }],
    ['HLEN', '-hlen', { fields: null, indexes: ['user:sessions:ann'], indexesComplete: true }],
    ['HSTRLEN', '-hstrlen', { fields: expect.arrayContaining([{ name: 'user_id', bytes: null }]) }],
    ['SISMEMBER', '-sismember', { fieldsComplete: true, indexes: [], indexesComplete: false }],
  ])(
    'where the ACL refuses %s, only what it would say of a session is unknown',
    async (_, rule, expected) => {
      await runPlan(redis, writeSession('hash-epoch', somebody(1, 'ann'), now));
      const thing = await thingOf('session');
      await redis.acl('SETUSER', 'reader', 'reset', 'on', '>reader', '~*', '+@read', rule);
      const reader = connect(server.port, 'reader');
      const query = sessionsView.query.parse({ key: `session:${uuid(1)}` });
      const answer = await runPlan(reader, sessionsView.read(thing, query, contextAt(now))).finally(() =>
        reader.disconnect(),
      );
      const { rows, session } = sessionsView.response.parse(answer) as SessionsResponse;
      expect(users(rows)).toEqual(['ann']);
      expect(session).toMatchObject({ row: { user: 'ann' }, ...expected });
    },
  );

  test('drift: index entries whose session is gone', async () => {
    for (const n of [1, 2, 3])
      await runPlan(redis, writeSession('json-accessed-data', somebody(n, 'ann'), now));
    await redis.del(`session:${uuid(1)}`, `session:${uuid(2)}`);
    await redis.persist('user:ann:sessions');
    const { drift } = await read('session');
    expect(drift).toEqual({
      indexes: 1,
      looked: 1,
      members: 3,
      gone: 2,
      rows: [{ key: 'user:ann:sessions', user: 'ann', size: 3, looked: 3, gone: 2, ttlMs: null }],
    });
  });

  test('no key that is not a session of the thing is opened', async () => {
    await runPlan(redis, writeSession('json-data', somebody(1), now));
    await redis.set('config:app', '{"user_id":1,"created_at":2,"password":"s3cret"}');
    expect((await read('session', { key: 'config:app' })).session).toBeNull();
    expect((await read('session', { key: 'user:ann:sessions' })).session).toBeNull();
  });
});

describe('look-alikes', () => {
  test.each([
    ['a counter', () => redis.set('session:count', 41)],
    ['text without an end', () => redis.set('session:motd', 'welcome')],
    ['a list', () => redis.lpush(`session:${uuid(1)}`, 'a')],
    ['JSON of nobody', () => redis.set(`session:${uuid(1)}`, '{"speaker":"ann","room":3}')],
    ['a hash of nobody', () => redis.hset('session:2026', 'room', 'a', 'speaker', 'b')],
    ['the days of a training', () => redis.sadd('user:42:sessions', 'monday', 'friday')],
    ['JSON with a recipe for cookies', () => redis.set('sess:1', '{"cookie":"chocolate"}')],
    ['a user’s profile', () => redis.set('user:email:ann', 'ann@x.test')],
  ])('%s is no session', async (_, write) => {
    await write();
    const { things } = await recogniseAll(redis, now);
    expect(things.filter(({ pattern }) => pattern === 'sessions')).toEqual([]);
  });
});
