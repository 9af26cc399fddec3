import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientsResponse } from '@/lib/schemas/clients';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { PersistenceResponse } from '@/lib/schemas/persistence';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { auditEnd, auditRows } from '../audit-entry';
import { breakSnapshots } from '../break-snapshots';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

interface Done<Result> {
  audit: number;
  outcome: 'done' | 'running';
  result: Result;
}
interface Killed {
  killed: number;
  clients: { id: number; outcome: string; reason: string | null; name: string | null }[];
}

let redis: RunningRedis;
let replica: RunningRedis;
let admin: Redis;
let app: RunningApp;
let client: AppClient;
let node: string;
const killer =
  'user killer on >killer ~* -@all +ping +client|setname +client|id +info +client|kill +acl|whoami';
const mirror = 'user mirror on >mirror ~* &* +psync +replconf +ping';

beforeAll(async () => {
  redis = await startRedis({
    aclLines: [...aclUsers(), killer, mirror],
    args: ['--repl-diskless-sync-delay', '0'],
  });
  node = `127.0.0.1:${redis.port}`;
  replica = await startRedis({
    aclLines: aclUsers(),
    args: ['--replicaof', `127.0.0.1 ${redis.port}`, '--masteruser', 'mirror', '--masterauth', 'mirror'],
  });
  admin = connect(redis.port, 'admin');
  app = await startApp([watched(redis), watched(replica, { id: 'copy' })]);
  client = await app.client().signIn('shop', 'operator', 'operator');
  await client.signIn('copy', 'operator', 'operator');
  for (const id of ['shop', 'copy']) await untilUp(client, id);
  await waitUntil('the replica follows', async () =>
    (await admin.info('replication')).includes('state=online'),
  );
});
afterAll(async () => {
  admin.disconnect();
  await app.stop();
  await replica.stop();
  await redis.stop();
});

const kill = (ids: number[], more = {}, as = client, instance = 'shop', at = node) =>
  as.act<Done<Killed> & { error: { details: object } }>(instance, 'client.kill', {
    clients: ids.map((id) => ({ node: at, id })),
    ...more,
  });
const clientsOf = async (instance: string) =>
  (await client.get<ClientsResponse>(`/api/instances/${instance}/clients`)).body.clients;
const outcomes = ({ clients }: Killed) => clients.map(({ outcome, reason }) => [outcome, reason]);

describe('killing clients', () => {
  test('closes exactly the chosen connections, says who they were, and who had gone already', async () => {
    const [first, second] = [connect(redis.port, 'shop'), connect(redis.port, 'shop')];
    await first.client('SETNAME', 'checkout');
    const [a, b] = [Number(await first.client('ID')), Number(await second.client('ID'))];
    const { status, body } = await kill([a, 99_999_999], { confirm: '2' });
    expect(status).toBe(200);
    expect(body.result.killed).toBe(1);
    expect(body.result.clients).toMatchObject([
      { id: a, outcome: 'killed', name: 'checkout' },
      { id: 99_999_999, outcome: 'gone' },
    ]);
    const ids = (await clientsOf('shop')).map(({ id }) => id);
    expect(ids).not.toContain(a);
    expect(ids).toContain(b);
    await expect(first.ping()).rejects.toThrow();
    expect(await second.ping()).toBe('PONG');
    second.disconnect();
  });

  test('more than one at once asks to type how many, and kills none before that', async () => {
    const victims = [connect(redis.port, 'shop'), connect(redis.port, 'shop'), connect(redis.port, 'shop')];
    const ids = await Promise.all(victims.map(async (it) => Number(await it.client('ID'))));
    for (const confirm of [undefined, '2', 'yes']) {
      const { status, body } = await kill(ids, { confirm });
      expect(status).toBe(409);
      expect(body.error).toMatchObject({
        code: 'CONFIRMATION',
        details: { field: 'confirm', expected: '3' },
      });
      expect((await auditRows(client))[0]).toMatchObject({
        outcome: 'denied',
        error: { code: 'CONFIRMATION' },
      });
    }
    expect(await Promise.all(victims.map((it) => it.ping()))).toEqual(['PONG', 'PONG', 'PONG']);
    expect((await kill(ids, { confirm: '3' })).body.result.killed).toBe(3);
    for (const victim of victims) await expect(victim.ping()).rejects.toThrow();
  });

  test("spares every connection of the dashboard itself, the collector's too", async () => {
    const own = (await clientsOf('shop')).filter((it) => it.own);
    expect(own.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['hitrate-collector', 'hitrate-user']),
    );
    const ids = own.map(({ id }) => id);
    const { body } = await kill(ids, { confirm: String(ids.length) });
    expect(outcomes(body.result)).toEqual(ids.map(() => ['protected', 'a connection of this dashboard']));
    const still = (await clientsOf('shop')).map(({ id }) => id);
    expect(still).toEqual(expect.arrayContaining(ids));
  });

  test('spares replicas on the primary and the link to the primary on the replica', async () => {
    const [link] = (await clientsOf('shop')).filter(({ kind }) => kind === 'replica');
    expect(outcomes((await kill([link!.id])).body.result)).toEqual([['protected', 'a replica']]);
    const at = `127.0.0.1:${replica.port}`;
    const [upstream] = (await clientsOf('copy')).filter(({ kind }) => kind === 'primary');
    const { body } = await kill([upstream!.id], {}, client, 'copy', at);
    expect(outcomes(body.result)).toEqual([['protected', 'the link to the primary']]);
    expect((await clientsOf('shop')).map(({ id }) => id)).toContain(link!.id);
  });

  test('spares them also where the person may not see who they are', async () => {
    const blind = await app.client().signIn('shop', 'killer', 'killer');
    const [link] = (await clientsOf('shop')).filter(({ kind }) => kind === 'replica');
    const victim = connect(redis.port, 'shop');
    const id = Number(await victim.client('ID'));
    const { body } = await kill([link!.id, id], { confirm: '2' }, blind);
    expect(outcomes(body.result)).toEqual([
      ['gone', null],
      ['killed', null],
    ]);
    expect((await clientsOf('shop')).map((it) => it.id)).toContain(link!.id);
    await expect(victim.ping()).rejects.toThrow();
  });
});

describe('unblocking a client', () => {
  test('gives the waiting worker an empty answer, as if its time were up', async () => {
    const worker = connect(redis.port, 'shop');
    const id = Number(await worker.client('ID'));
    const answer = worker.blpop('jobs', 0);
    await waitUntil('it waits', async () => (await admin.info('clients')).includes('blocked_clients:1'));
    expect((await client.act('shop', 'client.unblock', { node, id })).status).toBe(200);
    expect(await answer).toBeNull();
    expect(await worker.ping()).toBe('PONG');
    const again = await client.act('shop', 'client.unblock', { node, id });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ error: { code: 'NOT_BLOCKED' } });
    expect((await auditRows(client))[0]).toMatchObject({ outcome: 'failed', error: { code: 'NOT_BLOCKED' } });
    worker.disconnect();
  });
});

describe('a snapshot', () => {
  const act = () => client.act<Done<{ node: string }>>('shop', 'snapshot.save', {});

  test('shows its progress, runs on in the audit log until it has ended, and has changed LASTSAVE', async () => {
    await admin.mset(
      Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`key:${index}`, 'value'])),
    );
    // One second of saving, so that there is something to see.
    await admin.config('SET', 'rdb-key-save-delay', 1_000);
    const before = await admin.lastsave();
    const { status, body } = await act();
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'running', result: { node } });
    expect((await auditRows(client))[0]).toMatchObject({
      id: body.audit,
      outcome: 'running',
      finishedAt: null,
    });
    const persistence = async () =>
      (await client.get<PersistenceResponse>('/api/instances/shop/persistence')).body;
    await waitUntil('it shows', async () => (await persistence()).rdb.inProgress);
    const second = await act();
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ error: { code: 'SAVE_IN_PROGRESS' } });
    expect((await auditRows(client))[0]).toMatchObject({ outcome: 'failed' });

    const end = await auditEnd(client, body.audit);
    expect(end).toMatchObject({ outcome: 'done', result: { seconds: expect.any(Number) } });
    expect(await admin.lastsave()).toBeGreaterThan(before);
    expect((await persistence()).rdb).toMatchObject({ inProgress: false, lastSucceeded: true });
    await admin.config('SET', 'rdb-key-save-delay', 0);

    // The charts show it from its beginning to its end.
    const history = () => client.get<HistoryResponse>('/api/instances/shop/history?metrics=keys');
    const saves = async () => (await history()).body.markers.filter(({ kind }) => kind === 'save');
    await waitUntil('it stands in the charts', async () => (await saves()).length > 0);
    const [save] = await saves();
    expect(save!.at - save!.from!).toBeGreaterThanOrEqual(1_000);
  });

  test('that cannot be written ends as failed, with what to check', async () => {
    const mend = breakSnapshots(redis);
    const { status, body } = await act();
    expect(status).toBe(200);
    const end = await auditEnd(client, body.audit);
    expect(end).toMatchObject({ outcome: 'failed', error: { code: 'JOB_FAILED' } });
    mend();
    expect((await auditEnd(client, (await act()).body.audit)).outcome).toBe('done');
    const { body: history } = await client.get<HistoryResponse>('/api/instances/shop/history?metrics=keys');
    expect(history.markers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['save', 'save-failed']));
    const marks = history.markers.filter(({ kind }) => kind === 'action').map(({ text }) => text);
    expect(marks).toContain('Save snapshot by operator');
  });
});

describe('an AOF rewrite', () => {
  test('that Redis cannot begin is an error; one that it can runs to its end', async () => {
    const blocker = join(redis.directory, 'appendonlydir');
    rmSync(blocker, { recursive: true, force: true });
    writeFileSync(blocker, 'a file where the directory should be');
    const refused = await client.act('shop', 'aof.rewrite', {});
    expect(refused.status).toBe(502);
    expect((await auditRows(client))[0]).toMatchObject({ action: 'aof.rewrite', outcome: 'failed' });
    rmSync(blocker);
    const { body } = await client.act<Done<object>>('shop', 'aof.rewrite', {});
    expect(await auditEnd(client, body.audit)).toMatchObject({ outcome: 'done' });
  });
});

describe('the others', () => {
  test('a purge tells the memory before and after', async () => {
    const { body } = await client.act<Done<Record<'before' | 'after', Record<string, number>>>>(
      'shop',
      'memory.purge',
      {},
    );
    for (const moment of ['before', 'after'] as const)
      expect(body.result[moment]).toEqual({
        rssBytes: expect.any(Number),
        allocatorResidentBytes: expect.any(Number),
      });
  });

  test('emptying the slow log tells how many entries are gone, node by node', async () => {
    await admin.config('SET', 'slowlog-log-slower-than', 0);
    await admin.ping();
    await admin.config('SET', 'slowlog-log-slower-than', -1);
    const length = Number(await admin.call('SLOWLOG', 'LEN'));
    expect(length).toBeGreaterThan(0);
    const { body } = await client.act<Done<object>>('shop', 'slowlog.reset', {});
    expect(body.result).toEqual({ nodes: [{ node, entries: length }], failures: [] });
    expect(await admin.call('SLOWLOG', 'LEN')).toBe(0);
  });
});
