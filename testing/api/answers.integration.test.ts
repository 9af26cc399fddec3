import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { describeApi } from '@/lib/openapi';
import { READS, type Read, type ReadId } from '@/lib/reads/reads';
import type { HistoryResponse } from '@/lib/schemas/history';
import { ROOT } from '../../scripts/setup.mjs';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { aclUsers, ask, startRedis, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let app: RunningApp;
let client: AppClient;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  await ask(redis.port, 'shop', (application) => application.set('greeting', 'hello'));
  app = await startApp([watched(redis)]);
  client = await app.client().signIn('shop', 'operator', 'operator');
  await untilUp(client);
});
afterAll(async () => {
  await app.stop();
  await redis.stop();
});

/** The one shape of every error. */
const refused = (code: string) => ({ error: { code, message: expect.stringMatching(/^.+\.$/) as string } });

const QUERIES: Partial<Record<ReadId, string>> = {
  history: '?metrics=usedMemoryBytes,hitRatio',
  key: '?key=greeting',
  keyContent: '?key=greeting',
};
const READ_IDS = (Object.keys(READS) as ReadId[]).filter((id) => !('stream' in READS[id]));

describe.each(READ_IDS)('GET %s', (id) => {
  const { path, response }: Read = READS[id];
  const address = `/api/instances/shop${path}${QUERIES[id] ?? ''}`;

  test('answers in the shape that the OpenAPI document tells, and not a field more', async () => {
    const { status, body, headers } = await client.get(address);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('no-store');
    const { error, data } = response.safeParse(body);
    expect(error && z.prettifyError(error)).toBeUndefined();
    // The schema drops what it does not know.
    expect(body).toEqual(data);
  });

  test('is closed to whoever is not signed in, and says nothing of an instance that is none', async () => {
    expect(await app.client().get(address)).toMatchObject({ status: 401, body: refused('UNAUTHENTICATED') });
    const elsewhere = address.replace('shop', 'elsewhere');
    expect((await app.client().get(elsewhere)).status).toBe(401);
    expect(await client.get(elsewhere)).toMatchObject({ status: 404, body: refused('UNKNOWN_INSTANCE') });
  });
});

describe('without a sign-in', () => {
  test('health tells that it runs, and nothing of what it watches', async () => {
    const { status, body } = await app.client().get('/api/health');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toMatch(/shop|redis:|127\.0\.0\.1/);
  });

  test.each(['/api/instances', '/api/audit', '/api/openapi.json'])('%s is closed', async (path) => {
    expect((await app.client().get(path)).status).toBe(path.endsWith('openapi.json') ? 200 : 401);
  });

  test('a path of the API that is none has the shape of an error too', async () => {
    expect((await app.client().get('/api/nothing')).status).toBeGreaterThanOrEqual(401);
  });
});

test('the OpenAPI document is what the schemas say', async () => {
  expect((await client.get('/api/openapi.json')).body).toEqual(JSON.parse(JSON.stringify(describeApi())));
});

describe('history', () => {
  const ask = (query: string) => client.get<HistoryResponse>(`/api/instances/shop/history?${query}`);

  test('has the points that were asked for, at the ends of the steps that touch the span', async () => {
    const to = Date.now();
    const from = to - 60_000;
    const { body } = await ask(`metrics=usedMemoryBytes,keys&from=${from}&to=${to}&points=30`);
    expect(body.series.map(({ metric }) => metric)).toEqual(['usedMemoryBytes', 'keys']);
    for (const { points } of body.series) {
      expect(points.length).toBeLessThanOrEqual(31);
      for (const [at] of points) {
        expect(at % body.stepMs).toBe(0);
        expect(at).toBeGreaterThan(from);
        expect(at).toBeLessThanOrEqual(to + body.stepMs);
      }
    }
  });

  test.each([
    ['metrics=nonsense', 'metrics'],
    ['', 'metrics'],
    ['metrics=keys&points=1', 'points'],
    ['metrics=keys&points=99999', 'points'],
    ['metrics=keys&from=yesterday', 'from'],
    ['metrics=keys&to=-1', 'to'],
    ['metrics=keys&from=2000&to=1000', 'from'],
    ['metrics=keys&node=nowhere:1', 'node'],
  ])('%s names the field that is wrong', async (query, field) => {
    const { status, body } = await client.get<{ error: { details?: { field?: string } } }>(
      `/api/instances/shop/history?${query}`,
    );
    expect([400, 404]).toContain(status);
    expect(body.error.details?.field).toBe(field);
  });
});

describe('a configuration that is wrong', () => {
  test('ends the start with a line for each mistake', () => {
    const directory = mkdtempSync(join(tmpdir(), 'hitrate-wrong-'));
    const config = join(directory, 'hitrate.json');
    const instances = [
      { id: 'a', url: 'http://h' },
      { id: 'b', url: 'redis://h', tls: {} },
    ];
    writeFileSync(config, JSON.stringify({ instances }));
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts/start.mjs')], {
      cwd: directory,
      encoding: 'utf8',
      env: {
        NODE_ENV: 'test',
        PATH: process.env.PATH,
        PORT: '0',
        HITRATE_CONFIG: config,
        HITRATE_DATA: join(directory, 'data'),
      },
    });
    rmSync(directory, { recursive: true });
    expect(status).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(
        /^Hitrate cannot start: HITRATE_CONFIG: instances\[0\] \("a"\): url must begin with/,
      ),
      expect.stringMatching(/^Hitrate cannot start: HITRATE_CONFIG: instances\[1\] \("b"\): has a tls block/),
    ]);
  });
});
