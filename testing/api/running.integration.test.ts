import type { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryResponse } from '@/lib/schemas/history';
import { markerSchema } from '@/lib/schemas/samples';
import { openDatabase } from '@/lib/server/database';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { followStream } from '../follow-stream';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { nodesOf, untilUp, watched } from '../watched';

let redis: RunningRedis;
let admin: Redis;
let app: RunningApp;
let viewer: AppClient;
let operator: AppClient;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  admin = connect(redis.port, 'admin');
  app = await startApp([watched(redis)]);
  viewer = await app.client().signIn('shop', 'viewer', 'viewer');
  operator = await app.client().signIn('shop', 'operator', 'operator');
  await untilUp(viewer);
});
afterAll(async () => {
  admin.disconnect();
  await app.stop();
  await redis.stop();
});

const markersOf = async (client: AppClient) => {
  const path = '/api/instances/shop/history?metrics=usedMemoryBytes&span=600000&points=100';
  return (await client.get<HistoryResponse>(path)).body.markers;
};

test('a save that runs is told with its beginning, and becomes one mark when it ends', async () => {
  await admin.mset(...Array.from({ length: 2_000 }, (_, n) => [`key:${n}`, 'x'.repeat(10)]).flat());
  await admin.config('SET', 'rdb-key-save-delay', 2_000);
  const stream = followStream(viewer, '/api/instances/shop/live');
  const began = Date.now();
  await admin.bgsave();
  await waitUntil('it is told', async () => (await nodesOf(viewer))[0]!.running.length > 0);
  const [running] = (await nodesOf(viewer))[0]!.running;
  expect(running?.kind).toBe('save');
  expect(Math.abs(running!.from - began)).toBeLessThan(2_500);
  await waitUntil('the stream tells it too', () =>
    stream.events.some(
      ({ event, data }) => event === 'state' && (data as { running: unknown[] }).running.length > 0,
    ),
  );
  await waitUntil('it is over', async () => (await nodesOf(viewer))[0]!.running.length === 0);
  const saved = () =>
    stream.events
      .filter(({ event }) => event === 'marker')
      .map(({ data }) => markerSchema.parse(data))
      .filter(({ kind }) => kind === 'save');
  await waitUntil('its end is a mark', () => saved().length > 0);
  await admin.config('SET', 'rdb-key-save-delay', 0);
  stream.close();
  expect(saved()).toHaveLength(1);
  expect(await markersOf(viewer)).toEqual(saved().map((marker) => expect.objectContaining(marker)));
});

test('a setting that only CONFIG GET tells is marked for those alone who may ask it', async () => {
  const { node } = (await nodesOf(viewer))[0]!;
  const text = 'timeout changed from 0 to 300';
  const database = openDatabase(app.dataDirectory);
  database
    .prepare('INSERT INTO history_markers (instance, at, node, kind, text) VALUES (?, ?, ?, ?, ?)')
    .run('shop', Date.now(), node, 'setting', text);
  database.close();
  expect((await markersOf(operator)).map((marker) => marker.text)).toContain(text);
  expect((await markersOf(viewer)).map((marker) => marker.text)).not.toContain(text);
});
