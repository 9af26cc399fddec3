import type { HistoryResponse } from '@/lib/schemas/history';
import type { AppClient } from '../../testing/app-client';
import { percentile, type Watched } from '../live/watched';
import { runInside } from '../run-inside';

const DAY_MS = 86_400_000;
const TWELVE =
  'commandsPerSecond,hitRatio,usedMemoryBytes,usedMemoryRssBytes,connectedClients,blockedClients,keys,' +
  'expiredKeysPerSecond,evictedKeysPerSecond,networkInputBytesPerSecond,networkOutputBytesPerSecond,mainThreadCpuRatio';

/** Twelve series of a day as 300 points, and how soon after a restart a chart of the whole past is there. */
export async function measureAtRoute(watched: Watched, days: number): Promise<Record<string, number>> {
  const { app, redis, signIn } = watched;
  const client = await signIn();
  await runInside('history/fill.ts', [`127.0.0.1:${redis.port}`, String(days)], app.dataDirectory);
  const began = Date.now();
  await app.restart();
  while (!(await isFull(client, days))) await new Promise((resolve) => setTimeout(resolve, 10));
  const restartToChartMs = Date.now() - began;

  const times: number[] = [];
  for (let turn = 0; turn < 40; turn += 1) {
    const asked = performance.now();
    await ask(client, 1);
    times.push(performance.now() - asked);
  }
  // The first ones compile the route.
  const settled = times.slice(10);
  return {
    restartToChartMs,
    query24hMs: percentile(settled, 0.5),
    query24hP95Ms: percentile(settled, 0.95),
  };
}

const ask = (client: AppClient, days: number) =>
  client.get<HistoryResponse>(
    `/api/instances/bench/history?metrics=${TWELVE}&span=${days * DAY_MS}&points=300`,
  );

async function isFull(client: AppClient, days: number): Promise<boolean> {
  const { status, body } = await ask(client, days);
  return (
    status === 200 && body.series.every(({ points }) => points.length > (days * DAY_MS) / body.stepMs - 3)
  );
}
