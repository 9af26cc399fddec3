import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyMetaResponse, KeysResponse, KeyTreeResponse } from '@/lib/keyspace/keys-schema';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { aclUsers, ask, startRedis, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let app: RunningApp;
let admin: AppClient;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  await ask(redis.port, 'shop', async (application) => {
    await application.set('user:1', 'ann', 'EX', 600);
    await application.sadd('user:1:friends', 'bob', 'cleo');
    await application.set(Buffer.from([0xff, 0x00]), 'bytes');
  });
  app = await startApp([watched(redis)]);
  admin = await app.client().signIn('shop', 'admin', 'admin');
  await untilUp(admin);
});
afterAll(async () => {
  await app.stop();
  await redis.stop();
});

const path = (of: string, query: Record<string, string> = {}) =>
  `/api/instances/shop/keys${of}?${new URLSearchParams(query).toString()}`;

describe('over HTTP', () => {
  test('keys are searched for, and addressed as they were answered', async () => {
    const { body } = await admin.get<KeysResponse>(path('', { match: '*' }));
    expect(body.keys.map(({ key }) => key).sort()).toEqual(['base64:_wA', 'user:1', 'user:1:friends']);
    for (const { key, type } of body.keys)
      expect((await admin.get<KeyMetaResponse>(path('/key', { key }))).body).toMatchObject({ key, type });
  });

  test('the tree leads from level to level', async () => {
    const { body } = await admin.get<KeyTreeResponse>(path('/tree', { prefix: 'user:' }));
    expect(body.branches).toEqual([{ label: '1', prefix: 'user:1:', key: 'user:1', keys: 1, isKey: true }]);
  });

  test('a key that is not there, and a cursor that is none, have the shape of errors', async () => {
    const gone = await admin.get(path('/key', { key: 'nobody' }));
    expect(gone).toMatchObject({ status: 404, body: { error: { code: 'NO_SUCH_KEY' } } });
    const stale = await admin.get(path('', { cursor: 'x' }));
    expect(stale).toMatchObject({
      status: 400,
      body: { error: { code: 'STALE_CURSOR', details: { field: 'cursor' } } },
    });
  });
});

describe('the export', () => {
  test('is a file of JSON lines', async () => {
    const { status, headers, body } = await admin.get<string>(path('/export', { match: 'user:*' }));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('application/x-ndjson');
    expect(headers.get('content-disposition')).toBe('attachment; filename="keys-shop.jsonl"');
    expect(headers.get('cache-control')).toContain('no-store');
    const lines = body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(
      lines
        .slice(0, -1)
        .map(({ key }) => key)
        .sort(),
    ).toEqual(['user:1', 'user:1:friends']);
    expect(lines.at(-1)).toMatchObject({ summary: { exported: 2, failed: 0, complete: true } });
  });

  test('needs DUMP: who may not sees the grant, and nothing else', async () => {
    const viewer = await app.client().signIn('shop', 'viewer', 'viewer');
    expect(await viewer.get(path('/export'))).toMatchObject({
      status: 403,
      body: { error: { code: 'NOPERM', line: 'ACL SETUSER viewer +dump' } },
    });
  });
});
