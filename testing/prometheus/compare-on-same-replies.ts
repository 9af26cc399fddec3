import { describeNode } from '@/lib/prometheus/describe-node';
import { renderExposition } from '@/lib/prometheus/exposition';
import type { KnownReplies } from '@/lib/prometheus/known-replies';
import { readCommandStats } from '@/lib/redis/parse-commandstats';
import { parseInfo } from '@/lib/redis/parse-info';
import { parseLatencyHistogram } from '@/lib/redis/parse-latency-histogram';
import { parseLatencyLatest } from '@/lib/redis/parse-latency-monitor';
import { readLatencyStats } from '@/lib/redis/parse-latencystats';
import { parseSlowlog } from '@/lib/redis/parse-slowlog';
import { number, type Reply } from '@/lib/redis/reply';
import { compareWithExporter, type ExporterComparison } from './compare-exporter';
import { startRedisExporter } from './programs';
import { recordReplies, type Recorder } from './record-replies';

/**
 * Scrapes a server with redis_exporter, and describes the very replies that it got: whatever differs then is a
 * difference of the two of us, and of no moment.
 */
export async function compareOnSameReplies(redisPort: number): Promise<ExporterComparison> {
  const recorder = await recordReplies(redisPort);
  const exporter = await startRedisExporter(recorder.port);
  try {
    const theirs = await (await fetch(`${exporter.url}/metrics`)).text();
    const families = describeNode(repliesOf(recorder), '');
    return compareWithExporter(theirs, renderExposition([{ labels: {}, families }]));
  } finally {
    await exporter.stop();
    recorder.close();
  }
}

function repliesOf({ replyTo }: Recorder): KnownReplies {
  const reply = (command: string): Reply => replyTo(command) ?? null;
  const info = parseInfo(reply('INFO'));
  return {
    info,
    commandStats: readCommandStats(info),
    latencyStats: readLatencyStats(info),
    histogram: parseLatencyHistogram(reply('LATENCY HISTOGRAM')),
    spikes: parseLatencyLatest(reply('LATENCY LATEST')),
    slowlog: {
      length: number(reply('SLOWLOG LEN')),
      newest: parseSlowlog(reply('SLOWLOG GET'))[0] ?? null,
    },
  };
}
