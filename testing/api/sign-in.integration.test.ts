import net from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../app';
import { aclUsers, ask, startRedis, type RunningRedis } from '../servers';
import { nodesOf, untilUp, watched } from '../watched';

let redis: RunningRedis;
let other: RunningRedis;
let withPassword: RunningRedis;
let app: RunningApp;

const extraUsers = [
  'user off off >off ~* +@all',
  'user reader on >reader ~* +get',
  'user free on nopass ~* +@all',
  'user späti%40:"x" on >p%ss:w@rd/"ü" ~* +@all -bgsave',
];

beforeAll(async () => {
  redis = await startRedis({ aclLines: [...aclUsers(), ...extraUsers] });
  other = await startRedis({ aclLines: aclUsers() });
  withPassword = await startRedis({ args: ['--requirepass', 'open sesame'] });
  app = await startApp(
    [
      watched(redis),
      watched(other, { id: 'other' }),
      { id: 'with-password', url: `redis://:open%20sesame@127.0.0.1:${withPassword.port}` },
    ],
    // Behind a proxy, so that each attempt can come from an address of its own.
    { PUBLIC_URL: 'http://ops.example' },
  );
});
afterAll(async () => {
  await app.stop();
  for (const server of [redis, other, withPassword]) await server.stop();
});

let addresses = 0;
const fromElsewhere = () => ({ 'x-forwarded-for': `203.0.113.${++addresses}` });
const attempt = (instance: string, username: string, password: string) =>
  app.client().trySignIn(instance, username, password, fromElsewhere());

/** Sends a line as it is, and waits until Redis has answered it. */
async function pasteAsAdmin(line: string): Promise<void> {
  const socket = net.connect(redis.port, '127.0.0.1');
  socket.write(`AUTH admin admin\r\n${line}\r\nQUIT\r\n`);
  await new Promise((resolve) => socket.resume().once('close', resolve));
}

describe('signing in', () => {
  test('lets in whom Redis lets in, and shows the overview', async () => {
    const client = app.client();
    const { status } = await client.trySignIn('shop', 'viewer', 'viewer', fromElsewhere());
    expect(status).toBe(200);
    await untilUp(client);
    expect((await nodesOf(client))[0]).toMatchObject({ node: `127.0.0.1:${redis.port}`, state: 'up' });
  });

  test.each([
    ['a wrong password', 'viewer', 'wrong'],
    ['an unknown user', 'nobody', 'viewer'],
    ['a user that is off', 'off', 'off'],
    ['an empty password', 'viewer', ''],
    ['an empty form', '', ''],
  ])('%s is refused with the same code and no hint which it was', async (_, username, password) => {
    const { status, body } = await attempt('shop', username, password);
    expect(status).toBe(401);
    expect(body.code).toBe('WRONG_CREDENTIALS');
    expect(body.remedy).toMatch(/\w/);
    // Only the empty form is told something else: that there is a password at all.
    if (username !== '') expect(body.message).toBe('Redis refused this user name and password.');
  });

  test('an unknown instance is refused by name, and asks no Redis', async () => {
    const { status, body } = await attempt('shoppe', 'viewer', 'viewer');
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: 'UNKNOWN_INSTANCE', details: { field: 'instance' } });
  });

  test('an empty user name, and the name "default", mean the default user', async () => {
    for (const username of ['', 'default']) {
      const client = app.client();
      const { status } = await client.trySignIn('with-password', username, 'open sesame', fromElsewhere());
      expect(status).toBe(200);
      const { body } = await client.get<{ user: string }>('/api/instances/with-password/capabilities');
      expect(body.user).toBe('default');
      expect((await attempt('with-password', username, 'sesame')).body.code).toBe('WRONG_CREDENTIALS');
    }
  });

  test('a password for a Redis that has none is refused with the way in', async () => {
    const open = await startRedis();
    const lonely = await startApp([{ id: 'open', url: `redis://127.0.0.1:${open.port}` }]);
    const { body } = await lonely.client().trySignIn('open', '', 'secret');
    expect(body.code).toBe('PASSWORD_NOT_NEEDED');
    expect(body.remedy).toContain('empty');
    await lonely.stop();
    await open.stop();
  });

  test('a user who may do nothing but GET is let in, and told what is missing', async () => {
    const client = app.client();
    expect((await client.trySignIn('shop', 'reader', 'reader', fromElsewhere())).status).toBe(200);
    const { status, body } = await client.get('/api/instances/shop');
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'NOPERM', line: 'ACL SETUSER reader +info' } });
  });

  test('names and passwords hold any character; the grant to paste quotes the name', async () => {
    const client = app.client();
    const username = 'späti%40:"x"';
    expect((await client.trySignIn('shop', username, 'p%ss:w@rd/"ü"', fromElsewhere())).status).toBe(200);
    const { status, body } = await client.act<{ error: { line: string } }>('shop', 'snapshot.save', {});
    expect(status).toBe(403);
    expect(body.error.line).toBe('ACL SETUSER "späti%40:\\"x\\"" +bgsave');
    // The line is meant to be pasted into redis-cli, which reads it as Redis reads an inline command.
    await pasteAsAdmin(body.error.line);
    const dryrun = await ask(redis.port, 'admin', (it) => it.call('ACL', 'DRYRUN', username, 'BGSAVE'));
    expect(dryrun).toBe('OK');
  });

  test('signing in to a second instance adds it to the same session', async () => {
    const client = app.client();
    await client.signIn('shop', 'viewer', 'viewer');
    expect((await client.get('/api/instances/other')).status).toBe(401);
    await client.signIn('other', 'admin', 'admin');
    const { body } = await client.get<{ instances: { id: string; user: string | null }[] }>('/api/instances');
    expect(body.instances.map(({ id, user }) => [id, user])).toEqual([
      ['shop', 'viewer'],
      ['other', 'admin'],
      ['with-password', null],
    ]);
    // As a viewer in one and as an admin in the other, not as both in both.
    expect((await client.act('shop', 'slowlog.reset', {})).status).toBe(403);
    expect((await client.act('other', 'slowlog.reset', {})).status).toBe(200);
  });

  test('a failed sign-in to a second instance leaves the first one as it was', async () => {
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    expect((await client.trySignIn('other', 'viewer', 'wrong', fromElsewhere())).status).toBe(401);
    expect((await client.get('/api/instances/shop')).status).toBe(200);
  });

  test('signing in again as somebody else replaces the first user at that instance', async () => {
    const client = await app.client().signIn('shop', 'admin', 'admin');
    expect((await client.act('shop', 'slowlog.reset', {})).status).toBe(200);
    await client.signIn('shop', 'viewer', 'viewer');
    expect((await client.act('shop', 'slowlog.reset', {})).status).toBe(403);
    const names = await ask(redis.port, 'admin', async (it) => `${await it.client('LIST')}`);
    expect(names.match(/name=hitrate-user .*user=admin/g)).toBeNull();
  });

  test('a sign-in without the token of next-auth is not even looked at', async () => {
    const client = app.client();
    const form = new URLSearchParams({ instance: 'shop', username: 'viewer', password: 'viewer' });
    await client.send('POST', '/api/auth/callback/redis', form.toString(), {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect((await client.get('/api/instances')).status).toBe(401);
  });
});
