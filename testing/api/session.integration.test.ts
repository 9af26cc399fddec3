import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { decode, encode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unseal } from '@/lib/server/sign-in/vault';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { followStream } from '../follow-stream';
import { aclUsers, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

const PASSWORD = 'Correct-Horse/Battery+Staple';
const COOKIE = 'hitrate.session';

let redis: RunningRedis;
let app: RunningApp;
beforeAll(async () => {
  redis = await startRedis({ aclLines: [...aclUsers(), `user secretive on >${PASSWORD} ~* +@all`] });
  app = await startApp([watched(redis)]);
});
afterAll(async () => {
  await app.stop();
  await redis.stop();
});

/** Looks into the store beside the running dashboard. */
function inStore<T>(look: (database: Database.Database) => T): T {
  const database = new Database(join(app.dataDirectory, 'hitrate.sqlite'));
  try {
    return look(database);
  } finally {
    database.close();
  }
}
const cookieSecret = () => readFileSync(join(app.dataDirectory, 'secret'), 'utf8').trim();
const ticketIn = async (client: AppClient) => {
  const content = await decode({ token: client.cookies.get(COOKIE), secret: cookieSecret() });
  return { sid: String(content?.sid), key: String(content?.key) };
};
const rowsOf = (sid: string) =>
  inStore((database) => ({
    sessions: database.prepare('SELECT * FROM sessions WHERE sid = ?').all(sid).length,
    credentials: database.prepare('SELECT * FROM credentials WHERE sid = ?').all(sid).length,
  }));
const none = { sessions: 0, credentials: 0 };

describe('the split-key vault', () => {
  test('shows the browser who is signed in, and nothing else', async () => {
    const client = await app.client().signIn('shop', 'secretive', PASSWORD);
    const { body } = await client.get('/api/auth/session');
    expect(body).toEqual({ expires: expect.any(String), user: { name: 'secretive' } });
  });

  test('hands out a cookie that scripts in the page cannot read and other sites do not send', async () => {
    const client = app.client();
    const { headers } = await client.trySignIn('shop', 'viewer', 'viewer');
    const cookie = headers.getSetCookie().find((line) => line.startsWith(`${COOKIE}=`));
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\/(;|$)/i);
  });

  test('leaves the password in no answer, no file of the data directory and no line of the log', async () => {
    const client = await app.client().signIn('shop', 'secretive', PASSWORD);
    const refused = await app.client().trySignIn('shop', 'viewer', PASSWORD);
    const { headers, body } = await client.get('/api/auth/session');
    let seen = JSON.stringify([refused.body, body, [...headers]]);
    const api = ['', '/capabilities', '/clients', '/slowlog?values=1', '/memory', '/persistence', '/logins'];
    const pages = ['', '/clients', '/slowlog', '/memory', '/persistence', '/access', '/audit'];
    for (const path of [
      ...api.map((it) => `/api/instances/shop${it}`),
      ...pages.map((it) => `/instances/shop${it}`),
    ]) {
      const answer = await client.get(path);
      expect([path, answer.status]).toEqual([path, 200]);
      seen += JSON.stringify(answer.body);
    }
    for (const file of readdirSync(app.dataDirectory))
      seen += readFileSync(join(app.dataDirectory, file), 'latin1');
    seen += app.log();
    for (const form of [PASSWORD, btoa(PASSWORD), encodeURIComponent(PASSWORD)])
      expect(seen).not.toContain(form);
  });

  test('keeps its files to the user that it runs as', () => {
    expect(statSync(app.dataDirectory).mode & 0o777).toBe(0o700);
    for (const file of readdirSync(app.dataDirectory))
      expect([file, statSync(join(app.dataDirectory, file)).mode & 0o077]).toEqual([file, 0]);
  });

  test('opens with cookie and store together, and with neither alone', async () => {
    const client = await app.client().signIn('shop', 'secretive', PASSWORD);
    const { sid, key } = await ticketIn(client);
    const row = inStore((database) =>
      database.prepare('SELECT * FROM credentials JOIN sessions USING (sid) WHERE sid = ?').get(sid),
    ) as { sealed: Buffer; key_hash: Buffer };
    const bound = [sid, 'shop', 'secretive'];
    expect(JSON.parse(unseal(key, row.sealed, bound))).toEqual({ username: 'secretive', password: PASSWORD });
    // All that a thief of the store could try.
    for (const wrong of [row.key_hash.toString('base64url'), cookieSecret()])
      expect(() => unseal(wrong, row.sealed, bound)).toThrow();
    expect(() => unseal(key, row.sealed, [sid, 'other', 'secretive'])).toThrow();
  });

  test.each([
    ['the right session with a wrong key', { key: Buffer.alloc(32, 7).toString('base64url') }],
    ['the right session with an empty key', { key: '' }],
    ['the right key for a session that is none', { sid: '00000000-0000-4000-8000-000000000000' }],
  ])('refuses a forged cookie with %s', async (_, change) => {
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    const token = { ...(await ticketIn(client)), ...change };
    client.cookies.set(COOKIE, await encode({ token, secret: cookieSecret() }));
    for (const path of ['/api/instances', '/api/instances/shop', '/api/audit', '/api/instances/shop/live'])
      expect((await client.get(path)).status).toBe(401);
  });

  test('does not open a row that was moved into another session', async () => {
    const victim = await app.client().signIn('shop', 'secretive', PASSWORD);
    const thief = await app.client().signIn('shop', 'viewer', 'viewer');
    const [from, to] = [await ticketIn(victim), await ticketIn(thief)];
    inStore((database) => {
      database.prepare('DELETE FROM credentials WHERE sid = ?').run(to.sid);
      database.prepare('UPDATE credentials SET sid = ? WHERE sid = ?').run(to.sid, from.sid);
    });
    expect((await thief.get('/api/instances/shop/clients')).status).toBe(401);
    expect((await thief.act('shop', 'slowlog.reset', {})).status).toBe(401);
  });
});

describe('a session', () => {
  test('ends with signing out: its rows are gone, its streams end, and a replayed cookie gets 401', async () => {
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    await untilUp(client);
    const { sid } = await ticketIn(client);
    const stolen = client.clone();
    const stream = followStream(stolen, '/api/instances/shop/live');
    await waitUntil('the stream runs', () => stream.events.length > 0);
    expect(rowsOf(sid)).toEqual({ sessions: 1, credentials: 1 });

    await client.signOut();
    expect(client.cookies.has(COOKIE)).toBe(false);
    expect(rowsOf(sid)).toEqual(none);
    await waitUntil('the stream has ended', () => !stream.isOpen, 2_000);
    for (const path of ['/api/instances', '/api/instances/shop', '/api/audit', '/api/instances/shop/live'])
      expect((await stolen.get(path)).status).toBe(401);
    expect((await stolen.act('shop', 'slowlog.reset', {})).status).toBe(401);
    // What the frame asks next-auth is answered with nobody, and takes the cookie away.
    expect((await stolen.get('/api/auth/session')).body).toEqual({});
    expect(stolen.cookies.has(COOKIE)).toBe(false);
  });

  test('outlives a restart of the dashboard, password and all', async () => {
    const client = await app.client().signIn('shop', 'secretive', PASSWORD);
    const secret = cookieSecret();
    await app.restart();
    expect(cookieSecret()).toBe(secret);
    expect((await client.get('/api/instances/shop/clients')).status).toBe(200);
    expect((await client.act('shop', 'slowlog.reset', {})).status).toBe(200);
  });
});
