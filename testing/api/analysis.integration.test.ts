import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analysesSchema, analysisSchema, type AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { auditEnd } from '../audit-entry';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

/** What a dashboard that ends makes of its analyses. The faults of Redis are beside the job itself. */

const KEYS = 50_000;

let redis: RunningRedis;
let app: RunningApp;
let client: AppClient;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  const admin = connect(redis.port, 'admin');
  for (let from = 0; from < KEYS; from += 10_000)
    await admin.mset(...Array.from({ length: 10_000 }, (_, index) => [`user:${from + index}`, 'x']).flat());
  admin.disconnect();
  app = await startApp([watched(redis)]);
  client = await app.client().signIn('shop', 'viewer', 'viewer');
  await untilUp(client);
});
afterAll(async () => {
  await app.stop();
  await redis.stop();
});

async function read(query = ''): Promise<AnalysisAnswer> {
  const { status, body } = await client.get(`/api/instances/shop/keys/analysis${query}`);
  expect(status).toBe(200);
  return analysisSchema.parse(body);
}

async function start(options: object): Promise<{ id: number; audit: number }> {
  const { status, body } = await client.act<{ audit: number; result: { id: number } }>(
    'shop',
    'analysis.start',
    options,
  );
  expect(status).toBe(200);
  return { id: body.result.id, audit: body.audit };
}

describe('an analysis', () => {
  test('is there after a restart of the dashboard, as it was', async () => {
    const { id, audit } = await start({ pace: 'fast' });
    expect(await auditEnd(client, audit)).toMatchObject({
      outcome: 'done',
      result: { id, state: 'done', seenKeys: KEYS },
    });
    const before = await read();
    expect(before).toMatchObject({ analysis: { id, state: 'done' }, result: { seen: { keys: KEYS } } });
    await app.restart();
    await untilUp(client);
    expect((await read()).result).toEqual(before.result);
  });

  test('that goes on while the dashboard is stopped is interrupted, and what it saw is there', async () => {
    const { id } = await start({});
    await waitUntil('it has begun', async () => (await read()).analysis!.seenKeys > 0);
    await client.act('shop', 'analysis.pause', { id });
    await app.restart();
    await untilUp(client);
    const { analysis, result } = await read(`?id=${id}`);
    expect(analysis).toMatchObject({ state: 'interrupted', isWhole: false, error: { code: 'INTERRUPTED' } });
    expect(result!.seen.keys).toBe(analysis!.seenKeys);
  });

  test('that goes on while the dashboard is killed is interrupted, and so says the log', async () => {
    const { id, audit } = await start({});
    await waitUntil('it has begun', async () => (await read()).analysis!.seenKeys > 0);
    process.kill(app.pid, 'SIGKILL');
    await app.restart();
    await untilUp(client);
    expect((await read(`?id=${id}`)).analysis).toMatchObject({
      state: 'interrupted',
      error: { code: 'INTERRUPTED' },
      nodes: [],
    });
    expect(await auditEnd(client, audit)).toMatchObject({
      outcome: 'failed',
      error: { code: 'INTERRUPTED' },
    });
    // Its node is free again.
    await auditEnd(client, (await start({ pace: 'fast' })).audit);
    const { body } = await client.get('/api/instances/shop/keys/analyses');
    expect(analysesSchema.parse(body).analyses[0]).toMatchObject({ state: 'done', seenKeys: KEYS });
  });

  test.each([
    ['?id=x', 400, 'id'],
    ['?id=999', 404, 'id'],
    ['?against=999', 404, 'against'],
    ['?db=-1', 400, 'db'],
  ])('%s is answered %i and names %s', async (query, status, field) => {
    const answer = await client.get(`/api/instances/shop/keys/analysis${query}`);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error: { details: { field } } });
  });

  test.each([
    [{ pace: 'reckless' }, 'pace'],
    [{ sampleKeys: 10 }, 'sampleKeys'],
    [{ separators: 'a' }, 'separators'],
    [{ detail: 'all' }, 'detail'],
  ])('with %j is not begun', async (options, field) => {
    const { status, body } = await client.act('shop', 'analysis.start', options);
    expect(status).toBe(400);
    expect(body).toMatchObject({ error: { details: { field } } });
  });
});
