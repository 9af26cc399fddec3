import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACTION_IDS, ACTIONS } from '@/lib/actions/actions';
import { errorSchema } from '@/lib/schemas/error';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { auditRows } from '../audit-entry';
import { EXAMPLE_INPUTS } from '../example-inputs';
import { aclUsers, connect, startRedis, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let admin: Redis;
let app: RunningApp;
let client: AppClient;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  admin = connect(redis.port, 'admin');
  app = await startApp([
    watched(redis),
    watched(redis, { id: 'live', name: 'Shop (live)', environment: 'production' }),
    watched(redis, { id: 'museum', name: 'Museum', readOnly: true }),
  ]);
  client = app.client();
  for (const id of ['shop', 'live', 'museum']) {
    await client.signIn(id, 'admin', 'admin');
    await untilUp(client, id);
  }
});
afterAll(async () => {
  admin.disconnect();
  await app.stop();
  await redis.stop();
});

/** What a forbidden reset would have emptied. */
async function fillSlowlog(): Promise<number> {
  await admin.config('SET', 'slowlog-log-slower-than', 0);
  await admin.ping();
  await admin.config('SET', 'slowlog-log-slower-than', -1);
  return slowlog();
}
const slowlog = async () => Number(await admin.call('SLOWLOG', 'LEN'));

describe('a production instance', () => {
  test('asks to type its name before anything that costs or hurts', async () => {
    const entries = await fillSlowlog();
    for (const confirm of [undefined, '', 'shop (live)', 'live', '1']) {
      const { status, body } = await client.act('live', 'slowlog.reset', { confirm });
      expect(status).toBe(409);
      expect(body).toMatchObject({
        error: { code: 'CONFIRMATION', details: { field: 'confirm', expected: 'Shop (live)' } },
      });
    }
    expect(await slowlog()).toBe(entries);
    expect((await client.act('live', 'slowlog.reset', { confirm: 'Shop (live)' })).status).toBe(200);
    expect(await slowlog()).toBe(0);
    // What was typed is no part of what was done.
    expect((await auditRows(client))[0]).toMatchObject({
      action: 'slowlog.reset',
      input: {},
      outcome: 'done',
    });
  });

  test('asks for its name, not for a number, to kill one client or many; and nothing for what cannot hurt', async () => {
    const victim = connect(redis.port, 'shop');
    const target = { node: `127.0.0.1:${redis.port}`, id: Number(await victim.client('ID')) };
    for (const clients of [[target], [target, { ...target, id: 99_999_999 }]]) {
      const { status } = await client.act('live', 'client.kill', {
        clients,
        confirm: String(clients.length),
      });
      expect(status).toBe(409);
    }
    expect(await victim.ping()).toBe('PONG');
    victim.disconnect();
    expect((await client.act('live', 'instance.reconnect', {})).status).toBe(200);
  });
});

/** What changes a server; nothing of it reaches one that may not be changed, so no target need be there. */
const CHANGES = ACTION_IDS.filter((id) => !('ours' in ACTIONS[id]));

describe('a read-only instance', () => {
  test.each(CHANGES)('refuses %s, also to an administrator, and notes the attempt', async (id) => {
    const entries = await fillSlowlog();
    const { status, body } = await client.act('museum', id, EXAMPLE_INPUTS[id]);
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'READ_ONLY', message: expect.stringContaining('Museum') } });
    expect((await auditRows(client))[0]).toMatchObject({ action: id, outcome: 'denied', instance: 'museum' });
    expect(await slowlog()).toBeGreaterThanOrEqual(entries);
  });
});

describe('a request from elsewhere', () => {
  const own = () => app.url;
  test.each([
    ['another origin', () => ({ origin: 'http://evil.example' })],
    ['another port of this machine', () => ({ origin: 'http://127.0.0.1:1' })],
    ['a page without an origin', () => ({ origin: 'null' })],
    ['another site', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['a sister site', () => ({ 'sec-fetch-site': 'same-site' })],
    ['another site that claims our origin', () => ({ 'sec-fetch-site': 'cross-site', origin: own() })],
    [
      'our own site with a foreign origin',
      () => ({ 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' }),
    ],
  ])('is refused: %s', async (_, headers) => {
    const entries = await fillSlowlog();
    const [before] = await auditRows(client);
    const { status, body } = await client.act('shop', 'slowlog.reset', {}, headers());
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'FOREIGN_ORIGIN' } });
    expect(await slowlog()).toBe(entries);
    expect((await auditRows(client))[0]).toEqual(before);
  });

  test('cannot sign anybody in or out either', async () => {
    const foreign = { origin: 'http://evil.example' };
    const { status, body } = await app.client().trySignIn('shop', 'viewer', 'viewer', foreign);
    expect(status).toBe(403);
    expect(body.code).toBe('FOREIGN_ORIGIN');
    const { body: csrf } = await client.get<{ csrfToken: string }>('/api/auth/csrf');
    const form = `csrfToken=${csrf.csrfToken}&json=true`;
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const signOut = await client.send('POST', '/api/auth/signout', form, { ...type, ...foreign });
    expect(signOut.status).toBe(403);
    expect((await client.get('/api/instances/shop')).status).toBe(200);
  });

  test('is no request of our own page, nor of a script', async () => {
    const ours: Record<string, string>[] = [
      { origin: own(), 'sec-fetch-site': 'same-origin' },
      { origin: own() },
      {},
    ];
    for (const headers of ours) {
      await fillSlowlog();
      expect((await client.act('shop', 'slowlog.reset', {}, headers)).status).toBe(200);
      expect(await slowlog()).toBe(0);
    }
  });
});

describe('a request that is wrong', () => {
  const post = (path: string, body: string, type?: string) =>
    client.send('POST', `/api/instances/shop/actions/${path}`, body, type ? { 'content-type': type } : {});

  test.each([
    ['text/plain;charset=UTF-8', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=x', 415],
    ['application/json; charset=utf-8', 200],
  ])('of type %s is answered %i: forms of other sites cannot send JSON', async (type, expected) => {
    expect((await post('slowlog.reset', '{}', type)).status).toBe(expected);
  });

  test.each([
    ['client.kill', '{', 400, 'body'],
    ['client.kill', '{}', 400, 'clients'],
    ['client.kill', '{"clients":[]}', 400, 'clients'],
    ['client.kill', '{"clients":[{"node":"x","id":"5"}]}', 400, 'clients.0.id'],
    ['client.kill', '{"clients":[{"node":"x","id":-5}]}', 400, 'clients.0.id'],
    ['client.kill', '{"clients":[{"id":5}]}', 400, 'clients.0.node'],
    ['client.kill', '{"clients":[{"node":"x","id":5,"user":"*"}]}', 400, 'clients.0'],
    ['client.kill', '{"clients":[{"node":"nowhere:1","id":5}]}', 404, 'node'],
    ['client.unblock', '{"node":"x"}', 400, 'id'],
    ['snapshot.save', '{"node":7}', 400, 'node'],
    ['snapshot.save', '{"node":"nowhere:1"}', 404, 'node'],
    ['slowlog.reset', '[]', 400, 'input'],
    ['slowlog.reset', '{"all":true}', 400, 'all'],
    ['login.revoke', '{"sid":"x"}', 400, 'sid'],
  ])('%s %s is answered %i and names %s', async (action, body, status, field) => {
    const answer = await post(action, body, 'application/json');
    expect(answer.status).toBe(status);
    expect(errorSchema.parse(answer.body).error.details).toMatchObject({ field });
  });

  test('for more clients than one request may name says how many it may', async () => {
    const clients = Array.from({ length: 10_001 }, (_, index) => ({ node: 'x', id: index + 1 }));
    const { status, body } = await client.act('shop', 'client.kill', { clients });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: { details: { field: 'clients' }, message: expect.stringMatching(/10,?000/) },
    });
  });

  test('as GET does nothing', async () => {
    const entries = await fillSlowlog();
    expect((await client.get('/api/instances/shop/actions/slowlog.reset')).status).toBe(405);
    expect(await slowlog()).toBe(entries);
  });
});
