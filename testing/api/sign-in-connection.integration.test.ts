import { once } from 'node:events';
import net from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuild } from '../../scripts/setup.mjs';
import { startApp, type RunningApp } from '../app';
import { aclUsers, ask, startRedis, startTlsRedis, waitUntil, type RunningRedis } from '../servers';
import { breakSnapshots } from '../break-snapshots';
import { nodesOf, untilUp, watched } from '../watched';

// Each test starts a dashboard of its own; the build that it may need first takes longer than a test may.
beforeAll(() => void ensureBuild(), 300_000);

/** Passwords of users are not at stake here: every one of these attempts fails, or not, for the connection's sake. */
const started: { stop: () => Promise<unknown> }[] = [];
async function keep<T extends { stop: () => Promise<unknown> }>(start: Promise<T>): Promise<T> {
  const running = await start;
  started.unshift(running);
  return running;
}
afterEach(async () => {
  for (const running of started.splice(0)) await running.stop();
});

/** Signs in once to a dashboard that watches this one instance. */
async function signInTo(instance: object, username = 'viewer', password = username) {
  const app = await keep(startApp([{ id: 'shop', ...instance }]));
  const client = app.client();
  return { app, client, ...(await client.trySignIn('shop', username, password)) };
}

describe('a connection that cannot be made has its own message', () => {
  test('nothing listens on the port', async () => {
    const { body } = await signInTo({ url: 'redis://127.0.0.1:1' });
    expect(body.code).toBe('UNREACHABLE');
    expect(body.message).toContain('127.0.0.1:1 (ECONNREFUSED)');
  });

  test('the name cannot be resolved', async () => {
    const { body } = await signInTo({ url: 'redis://no-such-host.invalid:6379' });
    expect(body.code).toBe('UNREACHABLE');
    expect(body.message).toContain('no-such-host.invalid');
  });

  test('the socket of the machine does not exist', async () => {
    const { body } = await signInTo({ url: 'unix:///no/such/redis.sock' });
    expect(body.code).toBe('UNREACHABLE');
  });

  test('somebody takes the connection and never answers', async () => {
    const silent = net.createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as net.AddressInfo;
    const { body } = await signInTo({ url: `redis://127.0.0.1:${port}` });
    expect(body.code).toBe('TIMEOUT');
    expect(body.remedy).toContain('firewall');
    silent.close();
  });

  test('Redis runs in protected mode', async () => {
    const address = Object.values(networkInterfaces())
      .flat()
      .find((it) => it?.family === 'IPv4' && !it.internal)?.address;
    // It takes a machine that others can reach; the reply's own words are in the tables of the parser.
    if (!address) return;
    const redis = await keep(startRedis({ args: ['--bind', '0.0.0.0', '--protected-mode', 'yes'] }));
    const { body } = await signInTo({ url: `redis://${address}:${redis.port}` }, '', '');
    expect(body.code).toBe('PROTECTED_MODE');
    expect(body.remedy).toContain('password');
  });

  test('all connections of Redis are taken', async () => {
    const redis = await keep(startRedis({ aclLines: aclUsers() }));
    const app = await keep(startApp([watched(redis)]));
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    await untilUp(client);
    await ask(redis.port, 'admin', (it) => it.config('SET', 'maxclients', 1));
    for (let time = 0; time < 5; time += 1) {
      const { body } = await app.client().trySignIn('shop', 'viewer', 'viewer');
      expect(body.code).toBe('MAX_CLIENTS');
      expect(body).toMatchObject({ line: expect.stringMatching(/^CONFIG SET maxclients \d+$/) });
    }
  });
});

describe('TLS', () => {
  let plain: RunningRedis;
  let secure: Awaited<ReturnType<typeof startTlsRedis>>;
  let strict: Awaited<ReturnType<typeof startTlsRedis>>;
  let app: RunningApp;
  const to = (id: string, { port }: RunningRedis, scheme: string, tls?: object) => ({
    id,
    url: `${scheme}://collector:collector@127.0.0.1:${port}`,
    tls,
  });

  beforeAll(async () => {
    plain = await startRedis({ aclLines: aclUsers() });
    secure = await startTlsRedis({ aclLines: aclUsers() });
    strict = await startTlsRedis({ aclLines: aclUsers(), clientCertificates: 'yes' });
    const { ca } = secure.certificates;
    const { ca: strictCa, clientCert: cert, clientKey: key } = strict.certificates;
    app = await startApp([
      to('plain-to-tls', secure, 'redis'),
      to('tls-to-plain', plain, 'rediss'),
      to('unknown-authority', secure, 'rediss'),
      to('wrong-name', secure, 'rediss', { ca, servername: 'redis.example' }),
      to('good', secure, 'rediss', { ca }),
      to('no-client-certificate', strict, 'rediss', { ca: strictCa }),
      to('client-certificate', strict, 'rediss', { ca: strictCa, cert, key }),
    ]);
  });
  afterAll(async () => {
    await app.stop();
    for (const server of [plain, secure, strict]) await server.stop();
  });

  test.each([
    ['plain text to a TLS port', 'plain-to-tls', 'TLS_MISMATCH', /rediss:\/\//],
    ['TLS to a plain port', 'tls-to-plain', 'TLS_MISMATCH', /redis:\/\/ instead of rediss/],
    ['a certificate of an unknown authority', 'unknown-authority', 'CERTIFICATE', /tls\.ca/],
    ['a certificate for another name', 'wrong-name', 'CERTIFICATE', /tls\.servername/],
    ['a server that asks for a client certificate', 'no-client-certificate', 'CERTIFICATE', /tls\.cert/],
  ])('%s is told apart and says what to change', async (_, instance, code, remedy) => {
    const { body } = await app.client().trySignIn(instance, 'viewer', 'viewer');
    expect(body.code).toBe(code);
    expect(body.remedy).toMatch(remedy);
  });

  test.each(['good', 'client-certificate'])('%s: person and collector both get through', async (instance) => {
    const client = await app.client().signIn(instance, 'viewer', 'viewer');
    await untilUp(client, instance);
    expect((await client.get(`/api/instances/${instance}/clients`)).status).toBe(200);
  });
});

describe('what looks like a failure and is none', () => {
  test('a socket of the machine works like an address', async () => {
    const socket = (directory: string) => join(directory, 'redis.sock');
    const redis = await keep(startRedis({ aclLines: aclUsers(), args: ['--unixsocket', './redis.sock'] }));
    const url = `unix://${socket(redis.directory)}?user=collector&password=collector`;
    const { client, status } = await signInTo({ url });
    expect(status).toBe(200);
    await untilUp(client);
    expect((await nodesOf(client))[0]?.node).toBe(socket(redis.directory));
  });

  test('while Redis loads its data, people with a password come in and see it', async () => {
    const redis = await keep(
      startRedis({
        aclLines: ['user default on nopass ~* +@all', ...aclUsers().slice(1)],
        // 15 s of loading: a poll that fails is tried again after 5 s, and has to come in time.
        args: ['--loading-process-events-interval-bytes', '1024', '--key-load-delay', '10000'],
        timeoutMs: 45_000,
      }),
    );
    const { app, client } = await signInTo(watched(redis));
    await untilUp(client);
    await ask(redis.port, undefined, async (it) => {
      const pipeline = it.pipeline();
      for (let key = 0; key < 1500; key += 1) pipeline.set(`key:${key}`, 'x'.repeat(1100));
      await pipeline.exec();
      await it.save();
    });
    redis.kill('SIGKILL');
    const restarted = redis.restart();
    await waitUntil('it is loading', async () => (await nodesOf(client))[0]?.state === 'loading');
    const { body } = await app.client().trySignIn('shop', '', '');
    expect(body.code).toBe('LOADING');
    expect(body.remedy).toContain('Wait');
    await app.client().signIn('shop', 'viewer', 'viewer');
    await restarted;
    await untilUp(client);
  });

  test('a Redis without password that cannot save its data still lets people in to see that', async () => {
    const redis = await keep(startRedis({ args: ['--save', '900 1'] }));
    breakSnapshots(redis);
    await ask(redis.port, undefined, (it) => it.bgsave());
    // From now on it answers PING with MISCONF.
    await waitUntil('it complains', () =>
      ask(redis.port, undefined, (it) => it.ping()).then(
        () => false,
        (error: Error) => error.message.startsWith('MISCONF'),
      ),
    );
    const { client, status, body } = await signInTo({ url: `redis://127.0.0.1:${redis.port}` }, '', '');
    expect(body).toEqual({});
    expect(status).toBe(200);
    await untilUp(client);
  });
});
