import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../app';
import { followStream } from '../follow-stream';
import { refusedSignIns } from '../refused-sign-ins';
import { aclUsers, ask, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { nodesOf, untilUp, watched } from '../watched';

const names = ['ann', 'bob', 'cid', 'dan', 'eve', 'fay', 'gus', 'hal'];
const people = names.map((name) => `user ${name} on >${name} ~* +@all`);

let redis: RunningRedis;
let open: RunningRedis;
beforeAll(async () => {
  redis = await startRedis({ aclLines: [...aclUsers(), ...people] });
  open = await startRedis();
});
afterAll(async () => {
  await redis.stop();
  await open.stop();
});

describe('guessing is slowed down', () => {
  let app: RunningApp;
  beforeAll(async () => {
    const gone = { id: 'gone', url: 'redis://127.0.0.1:1' };
    app = await startApp([watched(redis), gone], { PUBLIC_URL: 'http://ops.example' });
  });
  afterAll(async () => {
    await app.stop();
  });

  const from = (address: string) => ({ 'x-forwarded-for': `198.51.100.7, ${address}` });
  const attempt = (address: string, username: string, password: string, instance = 'shop') =>
    app.client().trySignIn(instance, username, password, from(address));

  test('after five failures from an address it waits, also with the right password, and Redis is not asked', async () => {
    for (const name of names.slice(0, 5)) {
      expect((await attempt('192.0.2.1', name, 'wrong')).body.code).toBe('WRONG_CREDENTIALS');
    }
    const before = await refusedSignIns(redis, 'admin');
    for (const [name, password] of [
      ['viewer', 'viewer'],
      ['fay', 'wrong'],
    ] as const) {
      const { status, body } = await attempt('192.0.2.1', name, password);
      expect(status).toBe(401);
      expect(body.code).toBe('TOO_MANY_ATTEMPTS');
      expect(body.details?.retryAfterSeconds).toBeGreaterThan(0);
      expect(body.details?.retryAfterSeconds).toBeLessThanOrEqual(60);
      expect(body.message).toContain(`wait ${Number(body.details?.retryAfterSeconds)} s`);
    }
    expect(await refusedSignIns(redis, 'admin')).toBe(before);
    expect((await attempt('192.0.2.2', 'viewer', 'viewer')).status).toBe(200);
  });

  test('after five failures for a user from anywhere that user waits, and others do not', async () => {
    for (let host = 10; host < 15; host += 1) await attempt(`192.0.2.${host}`, 'gus', 'wrong');
    expect((await attempt('192.0.2.20', 'gus', 'gus')).body.code).toBe('TOO_MANY_ATTEMPTS');
    expect((await attempt('192.0.2.20', 'hal', 'hal')).status).toBe(200);
  });

  test('fifty guesses at once are five for Redis', async () => {
    const before = await refusedSignIns(redis, 'admin', 'hal');
    const guesses = Array.from({ length: 50 }, (_, index) => attempt('192.0.2.30', 'hal', `wrong${index}`));
    const codes = (await Promise.all(guesses)).map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(5);
    expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(45);
    expect((await refusedSignIns(redis, 'admin', 'hal')) - before).toBe(5);
  });

  test("a Redis that cannot be reached is nobody's guess", async () => {
    for (let time = 0; time < 7; time += 1) {
      expect((await attempt('192.0.2.40', 'viewer', 'viewer', 'gone')).body.code).toBe('UNREACHABLE');
    }
  });

  test('one wrong password is one attempt at Redis: nothing tries again by itself', async () => {
    const before = await refusedSignIns(redis, 'admin', 'viewer');
    await attempt('192.0.2.50', 'viewer', 'wrong');
    expect((await refusedSignIns(redis, 'admin', 'viewer')) - before).toBe(1);
  });

  test('without a proxy in front, a header does not make another address', async () => {
    const bare = await startApp([watched(redis)]);
    const guess = (index: number) =>
      bare.client().trySignIn('shop', names[index]!, 'wrong', { 'x-forwarded-for': `192.0.2.${index}` });
    for (let index = 0; index < 5; index += 1) await guess(index);
    expect((await guess(5)).body.code).toBe('TOO_MANY_ATTEMPTS');
    await bare.stop();
  });
});

describe('a Redis without a password', () => {
  const instance = () => ({ id: 'open', url: `redis://127.0.0.1:${open.port}` });
  const nobody = ['', ''] as const;

  test('opens with an empty form while only this machine reaches the dashboard', async () => {
    const app = await startApp([instance()]);
    const client = await app.client().signIn('open', ...nobody);
    await untilUp(client, 'open');
    await app.stop();
  });

  test('stays closed, with the remedies, once others reach it; for a named user without password too', async () => {
    await ask(open.port, undefined, (it) => it.call('ACL', 'SETUSER', 'guest', 'on', 'nopass', '+@all'));
    const app = await startApp([instance()], { HITRATE_HOST: '0.0.0.0' });
    for (const username of ['', 'guest']) {
      const { status, body } = await app.client().trySignIn('open', username, '');
      expect(status).toBe(401);
      expect(body.code).toBe('PASSWORDLESS');
      expect(body.remedy).toContain('HITRATE_ALLOW_PASSWORDLESS=1');
    }
    await app.stop();
  });

  test('opens again where the configuration says so', async () => {
    const app = await startApp([instance()], { HITRATE_HOST: '0.0.0.0', HITRATE_ALLOW_PASSWORDLESS: '1' });
    await app.client().signIn('open', ...nobody);
    await app.stop();
  });
});

describe('a collector with a wrong password', () => {
  test('tries once, says so, and tries again only when a person asks', async () => {
    const url = `redis://collector:wrong@127.0.0.1:${redis.port}`;
    const app = await startApp([watched(redis), { id: 'locked', url }]);
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    await client.signIn('locked', 'viewer', 'viewer');
    const before = await refusedSignIns(redis, 'admin', 'collector');
    await waitUntil('it is down', async () => (await nodesOf(client, 'locked'))[0]?.state === 'down');
    const [node] = await nodesOf(client, 'locked');
    expect(node?.error?.code).toBe('WRONG_CREDENTIALS');
    expect(node?.error?.remedy).toContain('configuration');
    expect(before).toBe(1);

    // Twelve seconds of another instance: more than two tries of a server that is merely down.
    const stream = followStream(client, '/api/instances/shop/live');
    await waitUntil('time has passed', () => infoSamples(stream.events) >= 12);
    expect(await refusedSignIns(redis, 'admin', 'collector')).toBe(1);

    expect((await client.act('locked', 'instance.reconnect', {})).status).toBe(200);
    expect(await refusedSignIns(redis, 'admin', 'collector')).toBe(2);

    const admin = connect(redis.port, 'admin');
    await admin.call('ACL', 'SETUSER', 'collector', '>wrong');
    expect((await client.act('locked', 'instance.reconnect', {})).body).toMatchObject({
      result: { nodes: [{ state: 'up' }] },
    });
    await admin.call('ACL', 'SETUSER', 'collector', '<wrong');
    admin.disconnect();
    stream.close();
    await app.stop();
  });

  test('asks a Sentinel that refuses it once, too', async () => {
    const sentinel = await startRedis({
      configLines: ['requirepass right', `sentinel monitor shop 127.0.0.1 ${open.port} 1`],
      args: ['--sentinel'],
    });
    const url = `redis://127.0.0.1:${sentinel.port}`;
    const app = await startApp([
      watched(redis),
      { id: 'group', url, sentinel: { group: 'shop', password: 'wrong' } },
    ]);
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    const stream = followStream(client, '/api/instances/shop/live');
    // Nodes are looked for every 15 s.
    await waitUntil('time has passed', () => infoSamples(stream.events) >= 18);
    const sentinelClient = connect(sentinel.port, undefined, 'right');
    const log = (await sentinelClient.call('ACL', 'LOG')) as (string | number)[][];
    sentinelClient.disconnect();
    const refused = log.map((entry) => entry[entry.indexOf('count') + 1]);
    expect(refused).toEqual([1]);
    stream.close();
    await app.stop();
    await sentinel.stop();
  });
});

const infoSamples = (events: { event: string; data: unknown }[]) =>
  events.filter(({ event, data }) => event === 'sample' && (data as { source: string }).source === 'info')
    .length;
