import 'server-only';
import type { Source } from '@/lib/metrics/catalogue';
import type { KnownReplies } from '@/lib/prometheus/known-replies';
import { readCommandStats } from '@/lib/redis/parse-commandstats';
import { readLatencyStats } from '@/lib/redis/parse-latencystats';
import type { PollReply } from './read-sources';

/** Keeps the newest of each reading of one node, so that whoever scrapes us asks the server nothing. */
export class LastReplies {
  known: KnownReplies | null = null;

  /** @param due what was read this time; of the others the reading before stays */
  take({ info, slowlog, histogram, spikes }: PollReply, due: ReadonlySet<Source>): void {
    const before = this.known;
    this.known = {
      info,
      commandStats: due.has('commands') ? readCommandStats(info) : (before?.commandStats ?? null),
      latencyStats: due.has('latency') ? readLatencyStats(info) : (before?.latencyStats ?? null),
      histogram: histogram ?? before?.histogram ?? null,
      spikes: spikes ?? before?.spikes ?? null,
      slowlog: slowlog ?? before?.slowlog ?? null,
    };
  }
}
