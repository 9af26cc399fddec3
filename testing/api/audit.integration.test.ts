import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { auditSchema, type AuditResponse } from '@/lib/schemas/audit';
import { which } from '../../scripts/setup.mjs';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { auditEnd, auditRows } from '../audit-entry';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let admin: Redis;
let app: RunningApp;
let client: AppClient;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  admin = connect(redis.port, 'admin');
  app = await startApp([watched(redis), watched(redis, { id: 'other' })]);
  client = await app.client().signIn('shop', 'admin', 'admin');
  await untilUp(client);
});
afterAll(async () => {
  admin.disconnect();
  await app.stop();
  await redis.stop();
});
beforeEach(async () => {
  await admin.config('SET', 'slowlog-log-slower-than', 0);
  await admin.ping();
  await admin.config('SET', 'slowlog-log-slower-than', -1);
});
const slowlog = async () => Number(await admin.call('SLOWLOG', 'LEN'));

describe('the audit log', () => {
  test('holds the intent while the deed is still under way', async () => {
    const [before] = await auditRows(client);
    redis.kill('SIGSTOP');
    const acting = client.act<{ audit: number }>('shop', 'slowlog.reset', {});
    await waitUntil('the intent is there', async () => (await auditRows(client))[0]?.id !== before?.id);
    const [intended] = await auditRows(client);
    expect(intended).toMatchObject({
      ...{ person: 'admin', instance: 'shop', action: 'slowlog.reset', outcome: 'intended' },
      ...{ finishedAt: null, error: null, result: null },
    });
    redis.kill('SIGCONT');
    const { status, body } = await acting;
    expect(status).toBe(200);
    expect(body.audit).toBe(intended!.id);
    expect((await auditRows(client))[0]).toMatchObject({ id: intended!.id, outcome: 'done' });
    await untilUp(client);
  });

  test('keeps the intent through a crash: what nobody knows is not called done', async () => {
    redis.kill('SIGSTOP');
    const acting = client.act('shop', 'slowlog.reset', {}).catch(() => 'cut off');
    await waitUntil('the intent is there', async () => (await auditRows(client))[0]?.outcome === 'intended');
    const [intended] = await auditRows(client);
    process.kill(app.pid, 'SIGKILL');
    expect(await acting).toBe('cut off');
    redis.kill('SIGCONT');
    await app.restart();
    expect((await auditRows(client))[0]).toEqual(intended);
    await untilUp(client);
  });

  test('does not leave a deed running for ever that the dashboard did not see the end of', async () => {
    await admin.mset(
      Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`key:${index}`, 'value'])),
    );
    await admin.config('SET', 'rdb-key-save-delay', 2_000);
    const { body } = await client.act<{ audit: number }>('shop', 'snapshot.save', {});
    await app.restart();
    const row = await auditEnd(client, body.audit);
    expect(row).toMatchObject({ outcome: 'failed', error: { code: 'INTERRUPTED' } });
    expect(row.error?.message).toContain('not known');
    await admin.config('SET', 'rdb-key-save-delay', 0);
    await untilUp(client);
  });

  test('outlives a restart, entry for entry', async () => {
    await client.act('shop', 'slowlog.reset', {});
    const before = await auditRows(client, 1000);
    expect(before.length).toBeGreaterThan(3);
    await app.restart();
    expect(await auditRows(client, 1000)).toEqual(before);
    await untilUp(client);
  });

  test('is read page by page, the newest first, without a gap or an overlap', async () => {
    for (let time = 0; time < 5; time += 1) await client.act('shop', 'instance.reconnect', {});
    const all = (await auditRows(client, 1000)).map(({ id }) => id);
    expect(all).toEqual([...all].sort((a, b) => b - a));
    const paged: number[] = [];
    for (let before: number | null | undefined; before !== null;) {
      const query = `limit=2${before === undefined ? '' : `&before=${before}`}`;
      const page = auditSchema.parse((await client.get(`/api/audit?${query}`)).body);
      paged.push(...page.entries.map(({ id }) => id));
      before = page.before;
    }
    expect(paged).toEqual(all);
  });

  test('shows the entries of those instances only that a person is signed in to', async () => {
    const both = await app.client().signIn('shop', 'admin', 'admin');
    await both.signIn('other', 'admin', 'admin');
    await both.act('other', 'instance.reconnect', {});
    const [row] = await auditRows(both);
    expect(row?.instance).toBe('other');
    expect((await auditRows(client)).map(({ instance }) => instance)).toEqual(['shop']);
    expect((await client.get('/api/audit?instance=other')).status).toBe(401);
    expect((await client.get(`/api/audit/${row!.id}`)).status).toBe(404);
    expect((await both.get<AuditResponse>('/api/audit?instance=other')).body.entries[0]).toEqual(row);
    expect((await app.client().get('/api/audit')).status).toBe(401);
    expect((await app.client().get(`/api/audit/${row!.id}`)).status).toBe(401);
  });

  test('holds no secret: neither passwords nor what was typed to confirm', async () => {
    await client.act('shop', 'instance.reconnect', { confirm: 'typed-by-hand' });
    await client.act('shop', 'instance.reconnect', { password: 'typed-by-mistake' });
    const text = JSON.stringify(await auditRows(client, 1000));
    const store = readdirSync(app.dataDirectory).map((file) =>
      readFileSync(join(app.dataDirectory, file), 'latin1'),
    );
    for (const secret of ['typed-by-hand', 'typed-by-mistake', 'password'])
      expect(text + store.join('')).not.toContain(secret);
  });
});

// Only Linux lets one process limit another.
describe.skipIf(!which('prlimit'))('when the audit log cannot be written', () => {
  /** The kernel refuses every byte that would make a file of the dashboard longer: a full disk. */
  const limitFiles = (bytes: string) =>
    execFileSync('prlimit', ['--pid', String(app.pid), `--fsize=${bytes}`]);

  const snapshotsAsked = async () => /cmdstat_bgsave:.*/.exec(`${await admin.info('commandstats')}`)?.[0];

  test('nothing is done: 503, and Redis never hears of it; reading goes on', async () => {
    const stranger = connect(redis.port, 'shop');
    const target = { node: `127.0.0.1:${redis.port}`, id: Number(await stranger.client('ID')) };
    const entries = await slowlog();
    const snapshots = await snapshotsAsked();
    // So that a request would also note that the person was seen.
    const database = new Database(join(app.dataDirectory, 'hitrate.sqlite'));
    database.prepare('UPDATE sessions SET last_seen_at = last_seen_at - 120000').run();
    database.close();
    limitFiles('0:unlimited');
    for (const [action, input] of [
      ['slowlog.reset', {}],
      ['client.kill', { clients: [target] }],
      ['snapshot.save', {}],
    ] as const) {
      const { status, body } = await client.act('shop', action, input);
      expect(status).toBe(503);
      expect(body).toMatchObject({
        error: { code: 'AUDIT_UNAVAILABLE', message: expect.stringContaining('nothing') },
      });
    }
    expect(await slowlog()).toBe(entries);
    expect(await stranger.ping()).toBe('PONG');
    expect(await snapshotsAsked()).toBe(snapshots);
    for (const path of ['', '/clients', '/slowlog', '/memory'])
      expect((await client.get(`/api/instances/shop${path}`)).status).toBe(200);

    limitFiles('unlimited:unlimited');
    expect((await client.act('shop', 'slowlog.reset', {})).status).toBe(200);
    expect(await slowlog()).toBe(0);
    stranger.disconnect();
  });
});
