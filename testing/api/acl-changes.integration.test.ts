import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AuditResponse } from '@/lib/schemas/audit';
import type { InstanceSummary } from '@/lib/schemas/instances';
import type { LoginsResponse } from '@/lib/schemas/logins';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { followStream } from '../follow-stream';
import { newcomer } from '../newcomer';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let admin: Redis;
let app: RunningApp;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  admin = connect(redis.port, 'admin');
  app = await startApp([watched(redis)]);
  await untilUp(await app.client().signIn('shop', 'admin', 'admin'));
});
afterAll(async () => {
  admin.disconnect();
  await app.stop();
  await redis.stop();
});

const change = (name: string, ...rules: string[]) => admin.call('ACL', 'SETUSER', name, ...rules);

const background = { 'x-hitrate-background': '1' };
const statusOf = async (client: AppClient, path = '/clients') =>
  (await client.get(`/api/instances/shop${path}`, background)).status;
const stateOf = async (client: AppClient, command: string) => {
  const { body } = await client.get<{ commands: Record<string, { state: string }> }>(
    '/api/instances/shop/capabilities',
    background,
  );
  return body.commands?.[command]?.state;
};
const signedIn = async () => {
  const client = await app.client().signIn('shop', 'admin', 'admin');
  const { body } = await client.get<LoginsResponse>('/api/instances/shop/logins');
  return body.logins;
};

describe('what changes in Redis under a person who is signed in', () => {
  test('a deleted user is signed out at once, and the stream ends', async () => {
    const client = await newcomer({ app, admin }, 'leaver');
    expect(await statusOf(client)).toBe(200);
    const stream = followStream(client, '/api/instances/shop/live');
    await waitUntil('the stream runs', () => stream.events.length > 0);
    await admin.call('ACL', 'DELUSER', 'leaver');
    await waitUntil('the stream has ended', () => !stream.isOpen, 3_000);
    expect(await statusOf(client)).toBe(401);
    expect(await statusOf(client, '')).toBe(401);
    expect((await signedIn()).map(({ username }) => username)).not.toContain('leaver');
  });

  test('a person whose connection an operator merely killed stays signed in', async () => {
    const client = await newcomer({ app, admin }, 'unlucky');
    expect(await statusOf(client)).toBe(200);
    await admin.call('CLIENT', 'KILL', 'USER', 'unlucky');
    await waitUntil('the next connection answers', async () => (await statusOf(client)) === 200, 3_000);
  });

  test('what Redis refuses shows at once, with the line that would allow it', async () => {
    const client = await newcomer({ app, admin }, 'demoted');
    expect(await stateOf(client, 'client|list')).toBe('allowed');
    expect(await stateOf(client, 'memory|doctor')).toBe('allowed');
    await change('demoted', '-client|list', '-memory|doctor', '-slowlog|reset');

    const read = await client.get('/api/instances/shop/clients');
    expect(read.status).toBe(403);
    expect(read.body).toMatchObject({ error: { code: 'NOPERM', line: 'ACL SETUSER demoted +client|list' } });
    expect(await stateOf(client, 'client|list')).toBe('denied');

    const memory = await client.get('/api/instances/shop/memory');
    expect(memory.status).toBe(200);
    expect(memory.body).toMatchObject({
      refused: { 'memory|doctor': { code: 'NOPERM', line: 'ACL SETUSER demoted +memory|doctor' } },
    });
  });

  test('an action that Redis refuses is denied at once, audited, and known from then on', async () => {
    const client = await newcomer({ app, admin }, 'lapsed');
    expect(await stateOf(client, 'slowlog|reset')).toBe('allowed');
    await change('lapsed', '-slowlog|reset');
    const { status, body } = await client.act('shop', 'slowlog.reset', {});
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'NOPERM', line: 'ACL SETUSER lapsed +slowlog|reset' } });
    expect(await stateOf(client, 'slowlog|reset')).toBe('denied');
    const { body: audit } = await client.get<AuditResponse>('/api/audit?limit=1');
    expect(audit.entries[0]).toMatchObject({ person: 'lapsed', action: 'slowlog.reset', outcome: 'denied' });
  });

  test(
    'everything else takes effect within a minute, without a new sign-in',
    { timeout: 90_000 },
    async () => {
      const granted = await newcomer({ app, admin }, 'granted', 'viewer');
      const off = await newcomer({ app, admin }, 'off');
      const changed = await newcomer({ app, admin }, 'changed');
      const blinded = await newcomer({ app, admin }, 'blinded');
      const gone = await newcomer({ app, admin }, 'gone');
      const streams = [off, changed, blinded, gone].map((it) => followStream(it, '/api/instances/shop/live'));
      await waitUntil('all streams run', () => streams.every(({ events }) => events.length > 0));
      expect(await stateOf(granted, 'client|kill')).toBe('denied');
      // Busy people: their connections are open and in use all the time, and Redis does not close them.
      expect(await statusOf(off)).toBe(200);
      expect(await statusOf(changed)).toBe(200);

      const changedAt = Date.now();
      await change('granted', '+client|kill');
      await change('off', 'off');
      await change('changed', 'resetpass', '>another');
      await change('blinded', '-info');
      await admin.call('ACL', 'DELUSER', 'gone');
      await waitUntil(
        'everything has taken effect',
        async () => {
          const effects = [
            (await stateOf(granted, 'client|kill')) === 'allowed',
            (await statusOf(off)) === 401,
            (await statusOf(changed)) === 401,
            (await statusOf(blinded, '')) === 403,
            (await statusOf(gone)) === 401,
            ...streams.map(({ isOpen }) => !isOpen),
          ];
          return effects.every(Boolean);
        },
        60_000,
      );
      expect(Date.now() - changedAt).toBeLessThan(60_000);
    },
  );
});

describe('the revocation of a sign-in', () => {
  test('by an administrator ends exactly that one: 401, stream and rows; the others stay', async () => {
    const victim = await newcomer({ app, admin }, 'victim');
    const bystander = await app.client().signIn('shop', 'victim', 'victim');
    const stream = followStream(victim, '/api/instances/shop/live');
    await waitUntil('the stream runs', () => stream.events.length > 0);
    const client = await app.client().signIn('shop', 'admin', 'admin');
    const logins = (await signedIn()).filter(({ username }) => username === 'victim');
    expect(logins).toHaveLength(2);
    // The latest is first, and the bystander came last.
    const { status, body } = await client.act('shop', 'login.revoke', { sid: logins[1]!.sid });
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'done', result: { username: 'victim' } });
    await waitUntil('the stream has ended', () => !stream.isOpen, 2_000);
    expect(await statusOf(victim)).toBe(401);
    expect(await statusOf(bystander)).toBe(200);
    const again = await client.act('shop', 'login.revoke', { sid: logins[1]!.sid });
    expect(again.status).toBe(404);
    expect(again.body).toMatchObject({ error: { code: 'UNKNOWN_LOGIN' } });
  });

  test('is not for a viewer or an operator, who see only themselves', async () => {
    const victim = (await signedIn()).find(({ username }) => username === 'admin')!;
    for (const name of ['viewer', 'operator']) {
      const client = await app.client().signIn('shop', name, name);
      const { body } = await client.get<LoginsResponse>('/api/instances/shop/logins');
      expect(body.logins.map(({ username, self }) => [username, self])).toEqual([[name, true]]);
      const { status } = await client.act('shop', 'login.revoke', { sid: victim.sid });
      expect(status).toBe(403);
    }
    expect((await signedIn()).map(({ sid }) => sid)).toContain(victim.sid);
  });

  test('at one instance leaves the person signed in at the others', async () => {
    const two = await startApp([watched(redis), watched(redis, { id: 'other' })]);
    const client = await two.client().signIn('shop', 'viewer', 'viewer');
    await client.signIn('other', 'viewer', 'viewer');
    const chief = await two.client().signIn('shop', 'admin', 'admin');
    const { body } = await chief.get<LoginsResponse>('/api/instances/shop/logins');
    const sid = body.logins.find(({ username }) => username === 'viewer')!.sid;
    expect((await chief.act('shop', 'login.revoke', { sid })).status).toBe(200);
    const { body: list } = await client.get<{ instances: InstanceSummary[] }>('/api/instances');
    expect(list.instances.map(({ id, user }) => [id, user])).toEqual([
      ['shop', null],
      ['other', 'viewer'],
    ]);
    await two.stop();
  });
});
