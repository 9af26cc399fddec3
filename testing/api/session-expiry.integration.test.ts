import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../app';
import { followStream } from '../follow-stream';
import { aclUsers, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

const IDLE_HOURS = 0.001;
const IDLE_MS = IDLE_HOURS * 3_600_000;

let redis: RunningRedis;
let app: RunningApp;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  app = await startApp([watched(redis)], { HITRATE_IDLE_HOURS: String(IDLE_HOURS) });
});
afterAll(async () => {
  await app.stop();
  await redis.stop();
});

const sessions = () => {
  const database = new Database(join(app.dataDirectory, 'hitrate.sqlite'), { readonly: true });
  const { count } = database
    .prepare('SELECT count(*) + (SELECT count(*) FROM credentials) AS count FROM sessions')
    .get() as { count: number };
  database.close();
  return count;
};
const background = { 'x-hitrate-background': '1' };

describe('idleness', () => {
  test('ends a session: 401, the rows are gone and its stream ends; a stream alone does not count as doing', async () => {
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    await untilUp(client);
    const began = Date.now();
    const stream = followStream(client, '/api/instances/shop/live');
    const answer = async () => (await client.get('/api/instances/shop', background)).status;
    await waitUntil('the session has ended', async () => (await answer()) === 401, IDLE_MS + 5_000);
    expect(Date.now() - began).toBeGreaterThan(IDLE_MS - 1_000);
    expect(sessions()).toBe(0);
    await waitUntil('the stream has ended', () => !stream.isOpen, 2_000);
    expect(stream.events.length).toBeGreaterThan(1);
  });

  test('ends a stream also when nobody asks for anything else', async () => {
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    const stream = followStream(client, '/api/instances/shop/live');
    await waitUntil('the stream runs', () => stream.events.length > 0);
    await waitUntil('the stream has ended', () => !stream.isOpen, IDLE_MS + 20_000);
  });

  test.each(['/api/instances/shop', '/api/instances', '/api/audit'])(
    'does not end the session of a person who asks for %s',
    async (path) => {
      const client = await app.client().signIn('shop', 'viewer', 'viewer');
      const until = Date.now() + IDLE_MS * 1.5;
      await waitUntil('a session would have ended', async () => {
        expect((await client.get(path)).status).toBe(200);
        return Date.now() > until;
      });
      const lazy = async () => (await client.get(path, background)).status;
      await waitUntil('the session has ended', async () => (await lazy()) === 401, IDLE_MS + 5_000);
    },
  );

  test('that passes while the dashboard is not running counts too', async () => {
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    const ends = Date.now() + IDLE_MS;
    await app.restart();
    await waitUntil('the time is over', () => Date.now() > ends + 100);
    expect((await client.get('/api/instances')).status).toBe(401);
    expect(sessions()).toBe(0);
  });
});
