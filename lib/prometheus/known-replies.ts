import type { CommandStats } from '@/lib/redis/parse-commandstats';
import type { Info } from '@/lib/redis/parse-info';
import type { LatencyHistogram } from '@/lib/redis/parse-latency-histogram';
import type { LatencyEvent } from '@/lib/redis/parse-latency-monitor';
import type { LatencyStats } from '@/lib/redis/parse-latencystats';
import type { SlowlogEntry } from '@/lib/redis/parse-slowlog';

/** The newest that is known of one node, each from the reading that brings it; `null` until it has been read. */
export interface KnownReplies {
  info: Info;
  commandStats: ReadonlyMap<string, CommandStats> | null;
  latencyStats: ReadonlyMap<string, LatencyStats> | null;
  histogram: ReadonlyMap<string, LatencyHistogram> | null;
  spikes: readonly LatencyEvent[] | null;
  slowlog: { length: number | null; newest: SlowlogEntry | null } | null;
}
