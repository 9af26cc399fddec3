import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { NodeSummary } from '@/lib/schemas/instances';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { followStream, type FollowedStream } from '../follow-stream';
import { aclUsers, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { nodesOf, untilUp, watched } from '../watched';

/** Commands that the server has behind it before a reading is first taken: as a rate it would be a spike. */
const LIFETIME = 50_000;
/** Far above the application's own rate here, far below a lifetime in one interval. */
const SPIKE = 2_000;

let redis: RunningRedis;
let app: RunningApp;
let client: AppClient;
let stream: FollowedStream;
let shop: Redis;
let beat: NodeJS.Timeout;
beforeAll(async () => {
  redis = await startRedis({ aclLines: aclUsers() });
  await liveALife();
  app = await startApp([watched(redis), { id: 'gone', url: 'redis://127.0.0.1:1' }]);
  client = await app.client().signIn('shop', 'viewer', 'viewer');
  await untilUp(client);
  stream = followStream(client, '/api/instances/shop/live');
  // An application that goes on, in so far as it can: one hit and one miss, again and again.
  beat = setInterval(() => void Promise.all([shop.get('there'), shop.get('not there')]).catch(reconnect), 20);
  await samplesAfter(0);
});
afterAll(async () => {
  clearInterval(beat);
  stream.close();
  shop.disconnect();
  await app.stop();
  await redis.stop();
});

const reconnect = () => {
  if (shop.status === 'end') shop = connect(redis.port, 'shop');
};
/** Gives the server a past. */
async function liveALife(): Promise<void> {
  shop = connect(redis.port, 'shop');
  const pipeline = shop.pipeline();
  for (let time = 0; time < LIFETIME; time += 1) pipeline.set('there', 'value');
  await pipeline.exec();
  await shop.get('there');
}

interface LiveSample {
  at: number;
  intervalMs: number | null;
  source: string;
  values: Record<string, number | null>;
}
const samples = () =>
  stream.events
    .filter(({ event, data }) => event === 'sample' && (data as LiveSample).source === 'info')
    .map(({ data }) => data as LiveSample);
const markers = () =>
  stream.events.filter(({ event }) => event === 'marker').map(({ data }) => (data as { kind: string }).kind);
/** Waits for some readings with rates that were taken after a moment. */
const samplesAfter = (moment: number) =>
  waitUntil('there are rates again', () => {
    const known = samples().filter(({ at, values }) => at > moment && values.commandsPerSecond != null);
    return known.length >= 3;
  });

function expectNoSpike(): void {
  for (const { values } of samples()) {
    for (const metric of [
      'commandsPerSecond',
      'hitsPerSecond',
      'connectionsPerSecond',
      'networkInputBytesPerSecond',
    ]) {
      const rate = values[metric] ?? 0;
      expect(rate).toBeGreaterThanOrEqual(0);
      if (metric !== 'networkInputBytesPerSecond') expect(rate).toBeLessThan(SPIKE);
    }
    if (values.hitRatio != null) expect(values.hitRatio).toBeLessThanOrEqual(1);
  }
}

describe('the numbers stay true', () => {
  test('at the first reading: what a server did before is no rate', () => {
    expectNoSpike();
    const rates = samples().flatMap(({ values }) => values.hitRatio ?? []);
    expect(rates.length).toBeGreaterThan(0);
    // Half of the application's lookups hit, however many hits the past had.
    for (const ratio of rates) expect(ratio).toBeCloseTo(0.5, 1);
  });

  test('through CONFIG RESETSTAT: a marker, one gap, and neither a fall below zero nor a zero', async () => {
    const moment = Date.now();
    const admin = connect(redis.port, 'admin');
    await admin.config('RESETSTAT');
    admin.disconnect();
    await waitUntil('it is marked', () => markers().includes('resetstat'));
    await samplesAfter(moment);
    expectNoSpike();
    const after = samples().filter(({ at }) => at > moment);
    expect(after.filter(({ values }) => values.commandsPerSecond === null)).toHaveLength(1);
    for (const { values } of after) expect(values.commandsPerSecond).not.toBe(0);
    expect(markers().filter((kind) => kind === 'resetstat')).toHaveLength(1);
  });

  test('through a restart between two readings: marked as one, and no rate across it', async () => {
    const moment = Date.now();
    redis.kill('SIGKILL');
    await redis.restart();
    await waitUntil('it is marked', () => markers().includes('restart'));
    await samplesAfter(moment);
    expectNoSpike();
    expect(
      samples().filter(({ at, intervalMs }) => at > moment && intervalMs === null).length,
    ).toBeGreaterThan(0);
  });

  test('through a connection that the server ends in the middle of a reading: a gap, and no outage', async () => {
    const before = markers().length;
    const admin = connect(redis.port, 'admin');
    await admin.ping();
    redis.kill('SIGSTOP');
    const stopped = Date.now();
    // Both wait for the server by then: this command, and a reading, which is taken every second.
    const killed = admin.call('CLIENT', 'KILL', 'USER', 'collector');
    await waitUntil('a reading is under way', () => Date.now() > stopped + 2_500);
    redis.kill('SIGCONT');
    expect(await killed).toBeGreaterThan(0);
    admin.disconnect();
    await samplesAfter(Date.now());
    expectNoSpike();
    expect(samples().some(({ at, intervalMs }) => at > stopped && intervalMs === null)).toBe(true);
    expect(markers().slice(before)).toEqual([]);
    expect((await nodesOf(client))[0]).toMatchObject({ state: 'up' });
  });
});

describe('an outage', () => {
  test(
    'is a state with a reason and a gap; people see it as long as it lasts',
    { timeout: 120_000 },
    async () => {
      // What this person may do is known from now on.
      await client.get('/api/instances/shop/capabilities');
      const before = markers().length;
      const began = Date.now();
      await redis.stop();
      await waitUntil('it is down', async () => (await nodesOf(client))[0]?.state === 'down');
      const [node] = (await nodesOf(client)) as [NodeSummary];
      expect(node.error).toMatchObject({
        code: 'UNREACHABLE',
        message: expect.stringContaining('ECONNREFUSED'),
      });
      expect(node.error?.remedy).toContain('Check');
      expect(node.since).toBeGreaterThanOrEqual(began);
      expect(node.values.commandsPerSecond ?? null).toBeNull();
      // What the person asks Redis itself cannot be answered, and says why.
      const clients = await client.get('/api/instances/shop/clients');
      expect(clients.status).toBe(502);
      expect(clients.body).toMatchObject({ error: { code: 'UNREACHABLE' } });
      const act = await client.act('shop', 'instance.reconnect', {});
      expect(act.body).toMatchObject({ result: { nodes: [{ state: 'down' }] } });

      // Longer than what is known about a person counts: it is still no secret that the server is down.
      await waitUntil('time has passed', () => Date.now() > began + 45_000, 60_000);
      expect((await nodesOf(client))[0]).toMatchObject({ state: 'down', since: node.since });
      expect(stream.isOpen).toBe(true);

      redis = await startRedis({ aclLines: aclUsers(), port: redis.port });
      const restarted = Date.now();
      await untilUp(client);
      await samplesAfter(restarted);
      expectNoSpike();
      const marks = markers().slice(before);
      expect(marks).toEqual(expect.arrayContaining(['down', 'up', 'restart']));
      expect(marks.filter((kind) => kind === 'down')).toHaveLength(1);

      const query = `metrics=commandsPerSecond,usedMemoryBytes&from=${began}&points=300`;
      const { body } = await client.get<HistoryResponse>(`/api/instances/shop/history?${query}`);
      for (const { points } of body.series) {
        const during = points.filter(([at]) => at > node.since + 2_000 && at < restarted - 2_000);
        expect(during.length).toBeGreaterThan(3);
        for (const [, ...values] of during) expect(values).toEqual([null, null, null]);
        expect(points.at(-1)?.[1]).not.toBeNull();
      }
      expect(body.markers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['down', 'up', 'restart']));
      const up = body.markers.find(({ kind }) => kind === 'up')!;
      expect(up).toMatchObject({ from: node.since, text: expect.stringMatching(/^Answers again after \d/) });
      // It was asked all the time: an outage, and not a time when nobody watched.
      expect(body.absences).toEqual([{ kind: 'down', from: node.since, to: up.at }]);
    },
  );

  test('of one instance neither stops another nor keeps the dashboard from starting', async () => {
    await client.get('/api/health');
    const { body } = await app.client().get('/api/health');
    expect(body).toMatchObject({ status: 'degraded', instances: { total: 2, up: 1 } });
    const hung = await startRedis({ aclLines: aclUsers() });
    hung.kill('SIGSTOP');
    const other = await startApp([watched(hung, { id: 'hung' }), watched(redis)]);
    const person = await other.client().signIn('shop', 'viewer', 'viewer');
    await untilUp(person);
    const live = followStream(person, '/api/instances/shop/live');
    const polls = () => live.events.filter(({ event }) => event === 'sample').length;
    await waitUntil('it is sampled', () => polls() >= 5, 15_000);
    live.close();
    hung.kill('SIGCONT');
    await other.stop();
    await hung.stop();
  });
});
