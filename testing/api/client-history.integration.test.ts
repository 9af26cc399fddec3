import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClientHistoryResponse } from '@/lib/schemas/client-history';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { aclUsers, ask, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

const lister = 'user lister on >lister ~* -@all +ping +client|setname +client|id +acl|whoami +client|list';

let redis: RunningRedis;
let app: RunningApp;
let client: AppClient;
const connections: Redis[] = [];

const open = async (name: string) => {
  const connection = connect(redis.port, 'shop', 'shop', { connectionName: name });
  await connection.connect();
  connections.push(connection);
  return connection;
};
const history = async (query = '') => {
  const path = `/api/instances/shop/clients/history${query}`;
  const { status, body } = await client.get<ClientHistoryResponse>(path);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};
const untilRead = (after = 0) =>
  waitUntil('the clients were read', async () => {
    const { total, since, at } = await history();
    return since !== null && at > after && total.atEnd !== null;
  });

beforeAll(async () => {
  redis = await startRedis({ aclLines: [...aclUsers(), lister] });
  await Promise.all(['web-1', 'web-2', 'mail'].map(open));
  app = await startApp([watched(redis)]);
  client = await app.client().signIn('shop', 'viewer', 'viewer');
  await untilUp(client);
  await untilRead();
});
afterAll(async () => {
  for (const connection of connections) connection.disconnect();
  await app.stop();
  await redis.stop();
});

describe('the history of clients', () => {
  test('has the applications that are connected from the first reading on', async () => {
    const { groups, series, total, readings, since } = await history();
    expect(Object.fromEntries(groups.map(({ key, atEnd }) => [key, atEnd]))).toEqual({ 'web-*': 2, mail: 1 });
    expect(series.map(({ key }) => key)).toEqual(['web-*', 'mail']);
    expect([total.atEnd, total.peak]).toEqual([3, 3]);
    expect(readings).toMatchObject([{ state: 'reading', everyMs: 60_000, error: null }]);
    expect(Date.now() - since!).toBeLessThan(120_000);
  });

  test('leaves out the dashboard unless it is asked for', async () => {
    const { groups } = await history('?own=1');
    expect(groups.map(({ key }) => key)).toContain('hitrate-collector');
  });

  test('tells who was connected at a moment, and that nobody watched before the start', async () => {
    const { moment } = await history(`?at=${Date.now()}`);
    expect(moment!.unwatched).toEqual([]);
    expect(moment!.connections.map(({ name, user, certainty }) => [name, user, certainty])).toEqual([
      ['web-1', 'shop', 'open'],
      ['web-2', 'shop', 'open'],
      ['mail', 'shop', 'open'],
    ]);
    const before = (await history(`?at=${Date.now() - 3_600_000}`)).moment!;
    expect([before.total, before.unwatched]).toEqual([0, [`127.0.0.1:${redis.port}`]]);
  });

  test('goes on after a restart of the dashboard, with whoever stayed, came and went', async () => {
    const stayed = (await history(`?at=${Date.now()}`)).moment!.connections.find(
      ({ name }) => name === 'web-1',
    );
    connections.find((each) => each.options.connectionName === 'mail')!.disconnect();
    await open('cron');
    const restartedAt = Date.now();
    await app.restart();
    client = await app.client().signIn('shop', 'viewer', 'viewer');
    await waitUntil('the clients were read again', async () =>
      (await history()).groups.some(({ key }) => key === 'cron'),
    );
    const { groups, moment, since } = await history(`?at=${Date.now()}`);
    expect(since!).toBeLessThan(restartedAt);
    expect(Object.fromEntries(groups.map(({ key, atEnd }) => [key, atEnd]))).toEqual({
      ...{ 'web-*': 2, mail: 0, cron: 1 },
    });
    expect(moment!.connections.find(({ name }) => name === 'web-1')).toEqual(stayed);
  });
});

describe('the period before', () => {
  test('is told where it is asked for, and a group that is gone counts in its total', async () => {
    expect((await history()).before).toBeNull();
    let from = 0;
    const compared = () => {
      from = Date.now();
      return history(`?from=${from}&to=${from + 600_000}&before=1`);
    };
    // The mailer went away while the dashboard was restarted; until its minute has passed, that is the present period's.
    const hasPassed = async () => (await compared()).before!.total.peak !== null;
    await waitUntil('that minute has passed', hasPassed, 90_000);
    const { before, series, groups } = await compared();
    expect(groups.map(({ key }) => key)).not.toContain('mail');
    expect(series.at(-1)).toMatchObject({ key: null, groups: 0 });
    const others = before!.series.at(-1)!;
    expect(others.key).toBeNull();
    expect(others.open.some(([, , , most]) => most === 1)).toBe(true);
    expect(before!.total.peak!).toBeGreaterThanOrEqual(3);
    expect(before!.received!.length).toBeGreaterThan(0);
    for (const [at] of before!.total.open) expect(at).toBeGreaterThan(from - 60_000);
  }, 120_000);
});

describe('the guards', () => {
  test('who may list clients and not run INFO is shown nothing that INFO alone tells', async () => {
    const person = await app.client().signIn('shop', 'lister', 'lister');
    const path = '/api/instances/shop/clients/history?before=1';
    const { status, body } = await person.get<ClientHistoryResponse>(path);
    expect(status).toBe(200);
    expect(body).toMatchObject({ received: null, markers: [], before: { received: null } });
    expect(body.groups.map(({ key }) => key)).toContain('web-*');
    expect((await history()).received!.length).toBeGreaterThan(0);
  });

  test.each([
    ['?by=database', 'by'],
    ['?points=1', 'points'],
    ['?series=0', 'series'],
    ['?from=2000&to=1000', 'from'],
    ['?at=yesterday', 'at'],
    ['?node=nowhere:1', 'node'],
  ])('%s names the field that is wrong', async (query, field) => {
    const { status, body } = await client.get<{ error: { details?: { field?: string } } }>(
      `/api/instances/shop/clients/history${query}`,
    );
    expect([400, 404]).toContain(status);
    expect(body.error.details?.field).toBe(field);
  });

  test('a user who may not list clients now does not learn who was connected before', async () => {
    await ask(redis.port, 'admin', (admin) => admin.call('ACL', 'SETUSER', 'operator', '-client|list'));
    const refused = await app.client().signIn('shop', 'operator', 'operator');
    expect(await refused.get('/api/instances/shop/clients/history')).toMatchObject({
      status: 403,
      body: { error: { code: 'NOPERM', line: 'ACL SETUSER operator +client|list' } },
    });
  });
});
