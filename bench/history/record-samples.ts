import type { Reading, Source } from '@/lib/metrics/catalogue';
import { totalsByType } from '@/lib/metrics/command-totals';
import { FamilyReader } from '@/lib/metrics/family-reader';
import { histogramIncrease, quantile } from '@/lib/metrics/latency-quantile';
import { toSample, type Baseline, type Sample } from '@/lib/metrics/sample';
import { infoText } from '@/lib/redis/info-fields';
import { parseCommandTypes } from '@/lib/redis/parse-command-flags';
import { readCommandStats } from '@/lib/redis/parse-commandstats';
import { parseInfo } from '@/lib/redis/parse-info';
import { parseLatencyHistogram, type LatencyHistogram } from '@/lib/redis/parse-latency-histogram';
import { connect, startRedis } from '../../testing/servers';

const SOURCES = ['info', 'commands', 'latency'] as const;
/** The histogram is read on each third poll, as the collector does while somebody watches. */
const HISTOGRAM_EVERY = 3;

/**
 * Polls a real server under a load that comes and goes; what happens between two polls stands for what happens in
 * the time that their stamps are apart.
 *
 * @param polls how many
 * @param start Unix milliseconds of the first
 * @param everyMs from one to the next
 */
export async function recordSamples(polls: number, start: number, everyMs: number): Promise<Sample[]> {
  const server = await startRedis({});
  const redis = connect(server.port);
  const types = parseCommandTypes((await redis.call('COMMAND')) as never);
  const samples: Sample[] = [];
  const families = new FamilyReader();
  const baselines: Partial<Record<Source, Baseline>> = {};
  let histogram: Map<string, LatencyHistogram> | null = null;
  for (let poll = 0; poll < polls; poll += 1) {
    await work(redis, poll);
    const isHistogramDue = poll % HISTOGRAM_EVERY === 0;
    const before = histogram;
    if (isHistogramDue)
      histogram = parseLatencyHistogram((await redis.call('LATENCY', 'HISTOGRAM')) as never);
    const increase = isHistogramDue && before && histogram ? histogramIncrease(before, histogram) : null;
    const info = parseInfo(await redis.info('default', 'commandstats'));
    const commandStats = readCommandStats(info);
    // Polls come a few milliseconds late, and the server's clock has microseconds.
    const at = start + poll * everyMs + Math.floor(Math.random() * 20);
    const reading: Reading = {
      info,
      serverTimeMs: at + Math.floor(Math.random() * 1000) / 1000,
      commandTotals: totalsByType(commandStats, types),
      slowlogTotal: null,
      latency: increase && { p50Us: quantile(increase, 0.5), p99Us: quantile(increase, 0.99) },
      roundTripUs: null,
    };
    const identity = { runId: infoText(info, 'run_id'), role: infoText(info, 'role') };
    for (const [later, source] of SOURCES.entries()) {
      if (source === 'latency' && !isHistogramDue) continue;
      const own = { hits: 0, misses: 0 };
      const { baseline, ...sample } = toSample(source, reading, identity, own, baselines[source] ?? null);
      baselines[source] = baseline;
      const labelled = { info, commandStats, ownCalls: new Map<string, number>(), latencyIncrease: increase };
      samples.push({
        ...{ node: 'bench:1', source, at: at + later },
        ...sample,
        families: families.read(source, labelled, sample.intervalMs),
      });
    }
  }
  redis.disconnect();
  await server.stop();
  return samples;
}

const KEYS = 5_000;

/** Some hundred commands as a shop would send them, more by day than by night. */
async function work(redis: ReturnType<typeof connect>, poll: number): Promise<void> {
  const busy = 200 * (1.2 + Math.sin(poll / 2_750)) * (0.8 + 0.4 * Math.random());
  const pipeline = redis.pipeline();
  for (let n = 0; n < busy; n += 1) {
    const key = Math.floor(Math.random() ** 2 * KEYS);
    const choice = Math.random();
    if (choice < 0.55) pipeline.get(`product:${key}`);
    else if (choice < 0.68) pipeline.set(`product:${key}`, 'x'.repeat(50 + (key % 400)), 'EX', 600 + key);
    else if (choice < 0.7) pipeline.exists(`product:${key}`);
    else if (choice < 0.8) pipeline.hget(`user:${key}`, 'name');
    else if (choice < 0.86) pipeline.hset(`user:${key}`, 'name', `n${key}`, 'seen', String(poll));
    else if (choice < 0.9) pipeline.incr('page_views');
    else if (choice < 0.93) pipeline.zincrby('leaderboard', 1, `user:${key}`);
    else if (choice < 0.95) pipeline.lpush('queue:mail', String(n));
    else if (choice < 0.97) pipeline.rpop('queue:mail');
    else if (choice < 0.98) pipeline.sadd('online', String(key));
    else if (choice < 0.99) pipeline.expire(`user:${key}`, 3_600);
    else pipeline.del(`product:${key}`);
  }
  // Carts live in a database of their own.
  pipeline.select(1);
  for (let n = 0; n < 5; n += 1) pipeline.set(`cart:${poll % 1_000}:${n}`, 'x', 'EX', 1_800);
  pipeline.select(0);
  await pipeline.exec();
}
