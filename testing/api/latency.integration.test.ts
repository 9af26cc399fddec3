import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { LatencyResponse } from '@/lib/schemas/latency';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { untilUp, watched } from '../watched';

let redis: RunningRedis;
let blind: RunningRedis;
let sleeper: Redis;
let app: RunningApp;
let viewer: AppClient;
let admin: AppClient;
/** Ends the stream that makes the collector read every 15 s. */
const watching = new AbortController();

const rules = 'on >sleeper ~* &* +@all';
const modest = 'user modest on >modest -@all +ping +info +client|setname +client|id +acl|whoami';
/** A collector that may neither PING nor read histograms. */
const dull = 'user dull on >dull -@all +info +client|setname +client|id +command';

beforeAll(async () => {
  const lines = [...aclUsers(), `user sleeper ${rules}`, modest, dull];
  redis = await startRedis({ aclLines: lines, args: ['--enable-debug-command', 'yes'] });
  blind = await startRedis({ aclLines: lines });
  sleeper = connect(redis.port, 'sleeper');
  // What was slow before anybody measured stands in Redis' own counts, and in no interval.
  for (let time = 0; time < 5; time += 1) await sleeper.call('DEBUG', 'SLEEP', '0.1');
  app = await startApp([watched(redis), { id: 'blind', url: `redis://dull:dull@127.0.0.1:${blind.port}` }]);
  viewer = await app.client().signIn('shop', 'viewer', 'viewer');
  admin = await app.client().signIn('shop', 'admin', 'admin');
  await admin.signIn('blind', 'admin', 'admin');
  void drain(viewer, watching.signal);
  await untilUp(viewer);
  await untilUp(admin, 'blind');
});
afterAll(async () => {
  watching.abort();
  sleeper.disconnect();
  await app.stop();
  await blind.stop();
  await redis.stop();
});

async function drain(client: AppClient, signal: AbortSignal): Promise<void> {
  try {
    for await (const _event of client.stream('/api/instances/shop/live', {}, signal));
  } catch {
    // It was closed.
  }
}

const latencyOf = async (client: AppClient, query = '', instance = 'shop') =>
  (await client.get<LatencyResponse>(`/api/instances/${instance}/latency${query}`)).body;

describe('the histogram of an interval', () => {
  test('has the calls that were made in it where their times lie, and none of before', async () => {
    const measured = async () => (await latencyOf(viewer)).histogram?.elapsedMs ?? 0;
    await waitUntil('two readings are there', async () => (await measured()) > 0, 90_000);
    const before = (await latencyOf(viewer)).histogram!;
    const slow = ({ boundsUs, calls }: typeof before, us: number) =>
      calls.reduce((sum, count, index) => (boundsUs[index]! > us ? sum + count : sum), 0);

    for (let time = 0; time < 7; time += 1) await sleeper.call('DEBUG', 'SLEEP', '0.05');
    await waitUntil(
      'the next reading is there',
      async () => slow((await latencyOf(viewer)).histogram!, 33_816) >= slow(before, 33_816) + 7,
      90_000,
    );
    const { histogram } = await latencyOf(viewer);
    expect(slow(before, 67_633)).toBe(0);
    // On a busy machine one of the dashboard's own commands can be as slow.
    expect(slow(histogram!, 33_816) - slow(before, 33_816)).toBeLessThan(12);
    const total = histogram!.calls.reduce((sum, count) => sum + count, 0);
    expect(total).toBeGreaterThan(7);
    for (const quantile of [histogram!.p50!, histogram!.p99!, histogram!.p999!]) {
      expect(quantile.us).toBeGreaterThan(0);
      if (quantile.toUs !== null) expect(quantile.us).toBeLessThanOrEqual(quantile.toUs);
    }
    expect(histogram!.columns.length).toBeGreaterThan(0);
    for (const { from, to, rates } of histogram!.columns) {
      expect(to).toBeGreaterThan(from);
      expect(rates).toHaveLength(histogram!.boundsUs.length);
    }
  }, 200_000);

  test('is of the span that is asked for: of one before the dashboard ran there is none', async () => {
    const to = Date.now() - 3_600_000;
    const { histogram } = await latencyOf(viewer, `?from=${to - 60_000}&to=${to}`);
    expect(histogram).toMatchObject({ columns: [], calls: [], p99: null });
  });

  test('is refused to whom Redis refuses it, while the rest is told', async () => {
    const client = await app.client().signIn('shop', 'modest', 'modest');
    const { status, body } = await client.get<LatencyResponse>('/api/instances/shop/latency');
    expect(status).toBe(200);
    expect(body.histogram).toBeNull();
    expect(body.monitor).toMatchObject({ events: [], history: [] });
    expect(body.refused['latency|histogram']).toMatchObject({
      code: 'NOPERM',
      line: 'ACL SETUSER modest +latency|histogram',
    });
    expect(body.refused['latency|latest']?.line).toBe('ACL SETUSER modest +latency|latest');
  });

  test('says when it is the collector that may not read it', async () => {
    await waitUntil('it was refused', async () =>
      Boolean((await latencyOf(admin, '', 'blind')).refused.collector),
    );
    expect((await latencyOf(admin, '', 'blind')).refused.collector).toMatchObject({
      line: 'ACL SETUSER dull +latency|histogram',
    });
  });
});

describe('the latency monitor', () => {
  test('is off, is turned on, remembers what was slow, and forgets it when asked', async () => {
    expect((await latencyOf(admin)).monitor).toMatchObject({ nodes: [{ thresholdMs: 0 }], events: [] });
    const { status } = await admin.act('shop', 'latency.monitor', { thresholdMs: 20 });
    expect(status).toBe(200);

    await sleeper.call('DEBUG', 'SLEEP', '0.06');
    const second = Math.floor(Date.now() / 1000);
    await waitUntil('the next second', () => Math.floor(Date.now() / 1000) > second);
    await sleeper.call('DEBUG', 'SLEEP', '0.03');
    const { monitor } = await latencyOf(admin);
    expect(monitor.nodes).toMatchObject([{ thresholdMs: 20 }]);
    const [event] = monitor.events.filter(({ event }) => event === 'command');
    expect(event).toMatchObject({
      node: `127.0.0.1:${redis.port}`,
      describes: expect.stringMatching(/slow log/),
    });
    expect(event!.maxMs).toBeGreaterThanOrEqual(60);
    expect(event!.lastMs).toBeGreaterThanOrEqual(30);
    expect(Math.abs(event!.at - Date.now())).toBeLessThan(60_000);

    const { monitor: asked } = await latencyOf(admin, '?event=command');
    expect(asked.shown).toBe('command');
    const spikes = asked.history[0]!.spikes.map(([, ms]) => ms);
    expect(spikes).toHaveLength(2);
    expect(spikes[0]).toBeGreaterThanOrEqual(60);
    expect(spikes[1]).toBeLessThan(spikes[0]!);

    expect((await admin.act('shop', 'latency.reset', {})).body).toMatchObject({
      result: { nodes: [{ events: expect.any(Number) as number }], failures: [] },
    });
    expect((await latencyOf(admin)).monitor.events).toEqual([]);
    await admin.act('shop', 'latency.monitor', { thresholdMs: 0 });
    expect((await latencyOf(admin)).monitor.nodes).toMatchObject([{ thresholdMs: 0 }]);
  });

  test('of an event that never was has no history; a viewer sees events, and not the threshold', async () => {
    const body = await latencyOf(viewer, '?event=fork');
    expect(body.monitor).toMatchObject({ shown: 'fork', history: [], nodes: [{ thresholdMs: null }] });
    expect(body.refused['config|get']?.line).toBe('ACL SETUSER viewer +config|get');
    expect(body.refused['latency|latest']).toBeUndefined();
  });
});

describe('the round trip', () => {
  const roundTrips = async (instance: string) => {
    const { body } = await admin.get<HistoryResponse>(
      `/api/instances/${instance}/history?metrics=roundTripMicroseconds,usedMemoryBytes`,
    );
    return body.series.map(({ points }) => points.flatMap(([, , , max]) => max ?? []));
  };

  test('is measured with each poll, and is no less than what the server itself held it up', async () => {
    await waitUntil('it was measured', async () => (await roundTrips('shop'))[0]!.length > 0);
    for (const us of (await roundTrips('shop'))[0]!) expect(us).toBeGreaterThan(0);
    // The server is polled every second: a PING that comes while it sleeps waits for the rest of that.
    const highest = async () => Math.max(...(await roundTrips('shop'))[0]!);
    await sleeper.call('DEBUG', 'SLEEP', '2.5');
    await waitUntil('a poll has waited', async () => (await highest()) > 500_000);
  });

  test('is unknown where the collector may not PING, and is asked only once', async () => {
    await waitUntil('it is watched', async () => (await roundTrips('blind'))[1]!.length > 1);
    expect((await roundTrips('blind'))[0]).toEqual([]);
    const log = connect(blind.port, 'admin');
    const entries = (await log.call('ACL', 'LOG')) as unknown[][];
    log.disconnect();
    const pings = entries.filter((entry) => entry.includes('ping'));
    expect(pings.map((entry) => entry[entry.indexOf('count') + 1])).toEqual([1]);
  });
});
