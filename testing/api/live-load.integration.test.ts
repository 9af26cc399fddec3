import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { followStream, type FollowedStream } from '../follow-stream';
import { aclUsers, ask, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let app: RunningApp;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  app = await startApp([watched(redis)]);
});
afterAll(async () => {
  await app.stop();
  await redis.stop();
});

/** How often INFO has been called, this very question not counted; and when, in milliseconds. */
const infoCalls = () =>
  ask(redis.port, 'admin', async (it) => {
    const calls = Number(/cmdstat_info:calls=(\d+)/.exec(await it.info('commandstats'))?.[1] ?? 0);
    asked += 1;
    return { calls: calls - asked + 1, at: performance.now() };
  });
let asked = 0;
const connections = (name: string) =>
  ask(redis.port, 'admin', async (it) => `${await it.client('LIST')}`.split(`name=${name} `).length - 1);

const polls = ({ events }: FollowedStream) =>
  events.filter(({ event, data }) => event === 'sample' && (data as { source: string }).source === 'info');
const openStreams = (client: AppClient, count: number) =>
  Array.from({ length: count }, () => followStream(client, '/api/instances/shop/live'));

describe('watching costs the server the same, however many watch', () => {
  test('with nobody watching, one INFO every five seconds', async () => {
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    await untilUp(client);
    const before = await infoCalls();
    await waitUntil('three readings came', async () => (await infoCalls()).calls >= before.calls + 3, 30_000);
    const after = await infoCalls();
    expect(after.at - before.at).toBeGreaterThan(10_000 - 100);
  });

  test('with fifty streams of five people at most 1.1 INFO a second and one connection', async () => {
    const people = await Promise.all(
      ['viewer', 'operator', 'admin', 'viewer', 'operator'].map((user) =>
        app.client().signIn('shop', user, user),
      ),
    );
    const streams = people.flatMap((person) => openStreams(person, 10));
    await waitUntil('all run', () => streams.every((stream) => polls(stream).length > 0));
    const begun = streams.map((stream) => polls(stream).length);
    const before = await infoCalls();
    await waitUntil('twelve readings came to each', () =>
      streams.every((stream, index) => polls(stream).length >= begun[index]! + 12),
    );
    const after = await infoCalls();
    const seconds = (after.at - before.at) / 1000;
    expect(seconds).toBeGreaterThan(10);
    expect((after.calls - before.calls) / seconds).toBeLessThanOrEqual(1.1);
    expect(await connections('hitrate-collector')).toBe(1);

    // Everybody saw the same: what one stream has, each of the others has from its own beginning on.
    const all = polls(streams[0]!).map(({ id }) => id);
    for (const stream of streams) {
      const ids = polls(stream).map(({ id }) => id);
      const from = all.indexOf(ids[0]!);
      expect(ids.slice(0, 12)).toEqual(all.slice(from, from + 12));
    }

    await people[0]!.signOut();
    await waitUntil(
      'ten streams have ended',
      () => streams.filter(({ isOpen }) => isOpen).length === 40,
      2_000,
    );
    expect(streams.slice(0, 10).every(({ isOpen }) => !isOpen)).toBe(true);
    for (const stream of streams) stream.close();
  });
});

describe('the dashboard ends within two seconds', () => {
  const ends = async (signal: 'SIGTERM' | 'SIGINT', prepare: (client: AppClient) => Promise<void>) => {
    const client = await app.client().signIn('shop', 'viewer', 'viewer');
    await untilUp(client);
    const streams = openStreams(client, 20);
    await waitUntil('all run', () => streams.every(({ events }) => events.length > 0));
    await prepare(client);
    const { pid } = app;
    const began = performance.now();
    process.kill(pid, signal);
    await waitUntil('the process is gone', () => !runs(pid), 5_000);
    expect(performance.now() - began).toBeLessThan(2_000);
    await waitUntil('the streams have ended', () => streams.every(({ isOpen }) => !isOpen), 1_000);
    await app.restart();
  };

  test.each(['SIGTERM', 'SIGINT'] as const)('on %s with streams open', (signal) =>
    ends(signal, async () => {}),
  );

  test('also while a request waits for a Redis that hangs', async () => {
    await ends('SIGTERM', async (client) => {
      redis.kill('SIGSTOP');
      void client.get('/api/instances/shop/clients').catch(() => {});
      void client.act('shop', 'instance.reconnect', {}).catch(() => {});
    }).finally(() => redis.kill('SIGCONT'));
  });
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
