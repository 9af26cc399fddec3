import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PrometheusHistory } from '@/lib/server/history/prometheus-history';
import { PrometheusStore } from '@/lib/server/history/prometheus-store';
import type { MetricId } from '@/lib/metrics/catalogue';
import type { Point } from '@/lib/metrics/series';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { LatencyResponse } from '@/lib/schemas/latency';
import type { FingerprintsResponse } from '@/lib/schemas/slowlog';
import { startApp, type RunningApp } from '../app';
import type { AppClient } from '../app-client';
import { followStream, type FollowedStream } from '../follow-stream';
import { openHistoryAt, type HistoryAt } from '../history-at';
import { ask as askRedis, connect, startRedis, waitUntil, type RunningRedis } from '../servers';
import { hasPrograms, startPrometheus, startRedisExporter, type RunningProgram } from './programs';

const TOKEN = 'a-token-of-the-tests';
const METRICS = [
  'commandsPerSecond',
  'usedMemoryBytes',
  'hitRatio',
  'keys',
  'connectedClients',
  'uptimeSeconds',
] satisfies MetricId[];
/** How long the load goes on: with a step in it, so that a shifted chart would show. */
const LOAD_MS = 30_000;

let redis: RunningRedis;
let app: RunningApp;
let byStore: RunningApp;
let exporter: RunningProgram;
let ofOurs: RunningProgram;
let ofExporter: RunningProgram;
let embedded: HistoryAt;
let watching: FollowedStream;
let client: AppClient;
let span: { from: number; to: number };

const nodeId = () => `127.0.0.1:${redis.port}`;

beforeAll(async () => {
  if (!hasPrograms) return;
  redis = await startRedis();
  const instances = [{ id: 'shop', url: `redis://127.0.0.1:${redis.port}` }];
  app = await startApp(instances, { HITRATE_METRICS_TOKEN: TOKEN });
  exporter = await startRedisExporter(redis.port);
  ofOurs = await startPrometheus([{ job: 'hitrate', target: new URL(app.url).host, token: TOKEN }]);
  ofExporter = await startPrometheus([
    { job: 'redis', target: new URL(exporter.url).host, instance: nodeId() },
  ]);
  byStore = await startApp(instances, { HISTORY_URL: `prometheus+${ofOurs.url}/` });
  embedded = openHistoryAt();
  client = await app.client().signIn('shop', '', '');
  // Somebody looks: it is polled as often as it is scraped.
  watching = followStream(client, '/api/live?instances=shop');
  await waitUntil('samples come', () => watching.events.some(({ event }) => event === 'sample'));
  const from = Date.now();
  await load(from);
  await waitUntil('the last scrapes are in', () => Date.now() > from + LOAD_MS + 3_000, 60_000);
  span = { from: from + 3_000, to: Date.now() - 2_000 };
}, 180_000);
afterAll(async () => {
  watching?.close();
  embedded?.remove();
  for (const running of [byStore, ofExporter, ofOurs, exporter, app, redis]) await running?.stop();
});

/** Fifty commands a second, and after the half of the time a hundred and fifty. */
async function load(from: number): Promise<void> {
  const connection = connect(redis.port);
  for (let turn = 0; Date.now() < from + LOAD_MS; turn += 1) {
    const many = Date.now() > from + LOAD_MS / 2 ? 15 : 5;
    for (let count = 0; count < many; count += 1) {
      if (count % 3 === 0) await connection.set(`key:${turn}:${count}`, 'x'.repeat(500));
      else await connection.get(count % 3 === 1 ? `key:${turn}:0` : 'missing');
    }
    const next = from + (turn + 1) * 100;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - Date.now())));
  }
  connection.disconnect();
}

async function chart(of: AppClient, points: number, { from, to } = span): Promise<Map<MetricId, Point[]>> {
  const query = `metrics=${METRICS.join(',')}&from=${from}&to=${to}&points=${points}`;
  const { status, body } = await of.get<HistoryResponse>(`/api/instances/shop/history?${query}`);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return new Map(body.series.map(({ metric, points }) => [metric as MetricId, points as Point[]]));
}

/** Every poll, from before the first step to after the last. */
const everyPoll = () => chart(client, 600, { from: span.from - 10_000, to: span.to + 2_000 });

const SCRAPE_MS = 1_000;
/** Of so few points each is of five seconds: a scrape that falls between two polls weighs less. */
const POINTS = 10;
const STEP_MS = 5_000;

/** Points of one chart whose value the other has not had within their step and a scrape around it. */
function disagreements(stored: readonly Point[], own: readonly Point[], tolerance: number): string[] {
  return stored.flatMap(([at, value]) => {
    const near = own.filter(
      (point) =>
        point[0] > at - STEP_MS - 2 * SCRAPE_MS && point[0] <= at + 2 * SCRAPE_MS && point[1] !== null,
    );
    // The last step is not over yet.
    if (value === null || at > span.to) return [];
    const [least, most] = [
      Math.min(...near.map((point) => point[2]!)),
      Math.max(...near.map((point) => point[3]!)),
    ];
    const slack = Math.max(Math.abs(most) * tolerance, 1e-9);
    return value >= least - slack && value <= most + slack ? [] : [`${at}: ${value}, not ${least}…${most}`];
  });
}

/** One connection more, and what it costs, is the exporter's own. */
const TOLERANCE: Partial<Record<MetricId, number>> = {
  commandsPerSecond: 0.2,
  usedMemoryBytes: 0.05,
  hitRatio: 0.05,
  connectedClients: 1,
  uptimeSeconds: 0.2,
};

describe.runIf(hasPrograms)('the same chart from the embedded store and from Prometheus', () => {
  test('agrees within a scrape where Prometheus scrapes our /metrics', async () => {
    const signedIn = await byStore.client().signIn('shop', '', '');
    const [own, stored] = [await everyPoll(), await chart(signedIn, POINTS)];
    for (const metric of METRICS) {
      const points = stored.get(metric)!.filter(([, value]) => value !== null);
      expect(points.length, metric).toBeGreaterThan(3);
      expect(disagreements(points, own.get(metric)!, TOLERANCE[metric] ?? 0.02), metric).toEqual([]);
    }
  });

  test('agrees within a scrape where Prometheus scrapes a redis_exporter', async () => {
    const own = await everyPoll();
    const history = new PrometheusHistory(
      new PrometheusStore({ url: ofExporter.url, authorization: null }),
      embedded.history,
      null,
    );
    const { series } = await history.series({
      instance: 'shop',
      nodes: [nodeId()],
      metrics: METRICS,
      points: POINTS,
      ...span,
    });
    for (const { metric, points } of series) {
      const known = points.filter(([, value]) => value !== null);
      expect(known.length, metric).toBeGreaterThan(3);
      expect(disagreements(known, own.get(metric)!, TOLERANCE[metric] ?? 0.02), metric).toEqual([]);
    }
  });

  test('a coarse chart has means, and the extremes of each step', async () => {
    const stored = await chart(await byStore.client().signIn('shop', '', ''), 3);
    const points = stored.get('keys')!.filter(([, value]) => value !== null);
    expect(points.length).toBeGreaterThan(0);
    for (const [, mean, min, max] of points) {
      expect(min!).toBeLessThanOrEqual(mean!);
      expect(max!).toBeGreaterThanOrEqual(mean!);
    }
    expect(points.some(([, , min, max]) => max! > min!)).toBe(true);
  });

  test('commands by name come from it too', async () => {
    const history = new PrometheusHistory(
      new PrometheusStore({ url: ofOurs.url, authorization: null }),
      embedded.history,
      null,
    );
    const question = { instance: 'shop', nodes: [nodeId()], points: 600, ...span };
    const calls = await history.family({ ...question, family: 'commandCalls' });
    const get = calls.series.find(({ label }) => label === 'get')!;
    expect(get.increase!).toBeGreaterThan(500);
    const databases = await history.family({ ...question, family: 'databaseKeys' });
    expect(databases.series.map(({ label }) => label)).toEqual(['0']);
  });
});

describe.runIf(hasPrograms)('what goes wrong is said', () => {
  const ask = (url: string, match: string | null = null) =>
    new PrometheusHistory(
      new PrometheusStore({ url, authorization: 'Basic c2VjcmV0' }),
      embedded.history,
      match,
    ).series({ instance: 'shop', nodes: [nodeId()], metrics: ['keys'], points: 100, ...span });

  test('a node that the store has never heard of', async () => {
    await expect(ask(ofOurs.url, 'instance="{host}:9121"')).rejects.toMatchObject({
      code: 'HISTORY_UNKNOWN_NODE',
      options: { remedy: expect.stringContaining('HISTORY_MATCH') as string },
    });
  });

  test('labels that HISTORY_MATCH describes', async () => {
    const { series } = await ask(ofOurs.url, 'redis_node="{host}:{port}"');
    expect(series[0]!.points.some(([, value]) => value !== null)).toBe(true);
  });

  test('a selector that it cannot read, and a service that is none', async () => {
    await expect(ask(ofOurs.url, 'redis_node="{host}",!')).rejects.toMatchObject({ code: 'HISTORY_STORE' });
    await expect(ask(exporter.url)).rejects.toMatchObject({ code: 'HISTORY_STORE' });
  });

  test('a store that is gone: the route answers so, and never what opens it', async () => {
    await expect(ask('http://127.0.0.1:1')).rejects.toMatchObject({
      code: 'HISTORY_STORE',
      message: 'The store of the history at 127.0.0.1:1 cannot be reached.',
    });
  });

  test('a gap in what was scraped is a gap', async () => {
    const before = span.from - 120_000;
    const history = new PrometheusHistory(
      new PrometheusStore({ url: ofOurs.url, authorization: null }),
      embedded.history,
      null,
    );
    const { series } = await history.series({
      instance: 'shop',
      nodes: [nodeId()],
      metrics: ['keys', 'latencyP99Microseconds'],
      points: 1_000,
      from: before,
      to: before + 30_000,
    });
    expect(series.map(({ metric }) => metric)).toEqual(['keys', 'latencyP99Microseconds']);
    expect(series[0]!.points.filter(([, value]) => value !== null)).toEqual([]);
  });

  test('a store that stops: the page still has its answer, and the reason', async () => {
    const signedIn = await byStore.client().signIn('shop', '', '');
    await ofOurs.stop();
    const path = '/api/instances/shop/history?metrics=keys&span=60000&points=60';
    const { status, body } = await signedIn.get<HistoryResponse>(path);
    expect(status).toBe(200);
    expect(body.series).toEqual([]);
    expect(body.problem).toEqual({
      message: `The store of the history at ${new URL(ofOurs.url).host} cannot be reached.`,
      remedy: 'Check that it runs, and HISTORY_URL.',
    });
    for (const path of ['', '/commands', '/latency', '/slowlog', '/clients?tab=history']) {
      const page = await signedIn.get<string>(`/instances/shop${path}`);
      expect(page.status, path).toBe(200);
      expect(page.body, path).toContain('cannot be reached.');
      expect(page.body, path).toContain('Check that it runs, and HISTORY_URL.');
    }
    const problem = body.problem;
    const { body: commands } = await signedIn.get('/api/instances/shop/commands?span=60000&before=1');
    expect(commands).toMatchObject({ commands: [], knownMs: 0, problem });
    const { body: clients } = await signedIn.get('/api/instances/shop/clients/history?span=60000&before=1');
    expect(clients).toMatchObject({ received: [], before: { received: [] }, problem });
    // What is not asked of that store is there all the same.
    const { body: latency } = await signedIn.get<LatencyResponse>('/api/instances/shop/latency?span=60000');
    expect(latency.histogram).not.toBeNull();
  });

  test('a store that stops: the slow log and what happened are shown, and only the absences are missing', async () => {
    const signedIn = await byStore.client().signIn('shop', '', '');
    await askRedis(redis.port, undefined, async (redis) => {
      await redis.config('SET', 'slowlog-log-slower-than', '0');
      await redis.get('slow');
      await redis.config('SET', 'slowlog-log-slower-than', '10000');
    });
    await signedIn.act('shop', 'snapshot.save', {});
    const { body } = await signedIn.get<FingerprintsResponse>('/api/instances/shop/slowlog/fingerprints');
    expect(body.groups.map(({ fingerprint }) => fingerprint)).toContain('GET slow');
    expect(body.markers.map(({ kind }) => kind)).toContain('action');
    expect(body.absences).toEqual([]);
    expect(body.problem!.message).toContain('cannot be reached.');
    const history = '/api/instances/shop/history?metrics=keys&span=60000&points=60';
    expect((await signedIn.get<HistoryResponse>(history)).body.markers.map(({ kind }) => kind)).toContain(
      'action',
    );
  });
});
