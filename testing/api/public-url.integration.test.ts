import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../app';
import { AppClient } from '../app-client';
import { copyProject } from '../copy-project';
import { followStream } from '../follow-stream';
import { aclUsers, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let copy: ReturnType<typeof copyProject>;
let app: RunningApp;
let client: AppClient;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  copy = copyProject();
  app = await startApp([watched(redis)], { PUBLIC_URL: 'https://ops.example.com/hitrate' }, copy.path);
  client = new AppClient(`${app.url}/hitrate`);
  await client.signIn('shop', 'operator', 'operator');
}, 300_000);
afterAll(async () => {
  await app.stop();
  copy.remove();
  await redis.stop();
});

/** What a browser at the public address sends along. */
const fromPage = { origin: 'https://ops.example.com', 'sec-fetch-site': 'same-origin' };

describe('behind a TLS proxy, under a path', () => {
  test('the cookie is for https and for that path alone', async () => {
    const other = new AppClient(`${app.url}/hitrate`);
    const { headers } = await other.trySignIn('shop', 'viewer', 'viewer', fromPage);
    const session = headers.getSetCookie().find((cookie) => cookie.includes('hitrate.session'));
    expect(session).toMatch(/^__Secure-hitrate\.session=/);
    expect(session).toMatch(/; Secure/);
    expect(session).toMatch(/; HttpOnly/);
    expect(session).toMatch(/; Path=\/hitrate(;|$)/);
  });

  test('pages, scripts and redirects stay under it', async () => {
    const { status, headers } = await new AppClient(`${app.url}/hitrate`).get('/instances/shop');
    expect(status).toBe(307);
    expect(headers.get('location')).toMatch(/^(https:\/\/ops\.example\.com)?\/hitrate\/login\?/);
    const page = await client.get<string>('/instances/shop');
    expect(page.status).toBe(200);
    const scripts = [...page.body.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, source]) => source!);
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((source) => !source.startsWith('/hitrate/'))).toEqual([]);
    expect((await fetch(`${app.url}${scripts[0]}`)).status).toBe(200);
  });

  test('reading, watching and acting work', async () => {
    await untilUp(client);
    const stream = followStream(client, '/api/live?instances=shop');
    await waitUntil('samples come', () => stream.events.some(({ event }) => event === 'sample'));
    stream.close();
    expect((await client.act('shop', 'slowlog.reset', {}, fromPage)).status).toBe(200);
  });

  test('what does not come from the public address is refused, with that address', async () => {
    const own = await client.act('shop', 'slowlog.reset', {}, { origin: app.url });
    expect(own).toMatchObject({ status: 403, body: { error: { code: 'FOREIGN_ORIGIN' } } });
    expect(JSON.stringify(own.body)).toContain('https://ops.example.com/hitrate');
  });
});
