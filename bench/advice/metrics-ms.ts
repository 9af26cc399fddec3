import { readFileSync } from 'node:fs';
import { startApp } from '../../testing/app';
import { compareOnSameReplies } from '../../testing/prometheus/compare-on-same-replies';
import { putLoadOn } from '../../testing/prometheus/load';
import { hasPrograms } from '../../testing/prometheus/programs';
import { startRedis, waitUntil, type RunningRedis } from '../../testing/servers';
import { percentile } from '../live/watched';

const INSTANCES = 10;
const SCRAPES = 30;

/**
 * How long `/metrics` takes for ten instances, and in how many values of INFO we differ from redis_exporter.
 * @returns `metricsMs`, the median of whole scrapes over HTTP; `metricsCpuMs`, the processor time of the dashboard for
 *   one; `exporterDifferences`, `NaN` where there is no exporter
 */
export async function measureMetrics(): Promise<{
  metricsMs: number;
  metricsCpuMs: number;
  exporterDifferences: number;
}> {
  const servers: RunningRedis[] = [];
  for (let count = 0; count < INSTANCES; count += 1) servers.push(await startRedis());
  await Promise.all(servers.map(({ port }) => putLoadOn(port)));
  const app = await startApp(
    servers.map(({ port }, index) => ({ id: `bench-${index}`, url: `redis://127.0.0.1:${port}` })),
  );
  try {
    const scrape = async () => (await fetch(`${app.url}/metrics`)).text();
    await waitUntil('all is known of all', async () => {
      const text = await scrape();
      const count = (name: string) => text.split(`\n${name}{`).length - 1;
      return count('redis_uptime_in_seconds') === INSTANCES && count('redis_slowlog_length') === INSTANCES;
    });
    const took: number[] = [];
    const cpu = cpuMsOf(app.pid);
    for (let count = 0; count < SCRAPES; count += 1) {
      const before = performance.now();
      await scrape();
      took.push(performance.now() - before);
    }
    const metricsCpuMs = (cpuMsOf(app.pid) - cpu) / SCRAPES;
    return {
      metricsMs: percentile(took, 0.5),
      metricsCpuMs,
      exporterDifferences: await differences(servers[0]!.port),
    };
  } finally {
    await app.stop();
    await Promise.all(servers.map((server) => server.stop()));
  }
}

async function differences(port: number): Promise<number> {
  if (!hasPrograms) return NaN;
  const { missing, differing } = await compareOnSameReplies(port);
  return missing.length + differing.length;
}

/** What a process has used of the processor, in milliseconds; a tick of Linux is ten of them. */
function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
