import { summariseClients } from '@/lib/advisor/clients-seen';
import type { Facts, FoundSeverity, Verdict, Window } from '@/lib/advisor/rule';
import { judgeRules, defaultLevels } from '@/lib/advisor/judge-rules';
import { RULES } from '@/lib/advisor/rules';
import { describeMetric, type MetricId, type Source } from '@/lib/metrics/catalogue';
import { totalsByType } from '@/lib/metrics/command-totals';
import { histogramIncrease, quantile } from '@/lib/metrics/latency-quantile';
import { toSample, type Baseline, type Values } from '@/lib/metrics/sample';
import { infoFlag, infoNumber, infoText } from '@/lib/redis/info-fields';
import { readCommandStats } from '@/lib/redis/parse-commandstats';
import { parseClientList } from '@/lib/redis/parse-client-list';
import { parseConfig } from '@/lib/redis/parse-config';
import { parseCommandTypes } from '@/lib/redis/parse-command-flags';
import type { Info } from '@/lib/redis/parse-info';
import type { LatencyEvent } from '@/lib/redis/parse-latency-monitor';
import type { LatencyHistogram } from '@/lib/redis/parse-latency-histogram';
import { text } from '@/lib/redis/reply';
import { Connection } from '@/lib/server/redis/connection';
import { keptSample, SampleRing } from '@/lib/server/history/sample-ring';
import { windowOf } from '@/lib/server/history/window-of';
import { readSources } from '@/lib/server/collector/read-sources';

const SOURCES: readonly Source[] = ['info', 'commands', 'slowlog', 'latency'];

/**
 * A real server as the rules see it: its replies are read as the collector reads them, one after the other, and every
 * span of a rule is the time that was watched, as if it had gone on like that.
 */
export class WatchedServer {
  private rings = newRings();
  private ringsBefore: Rings | null = null;
  private readonly baselines: Partial<Record<Source, Baseline>> = {};
  private values: Values = {};
  private info: Info | null = null;
  private histogram: Map<string, LatencyHistogram> | null = null;
  private spikes: readonly LatencyEvent[] | null = null;
  private roleChangedAt: number | null = null;
  private at = 0;

  private constructor(
    readonly port: number,
    private connection: Connection,
  ) {}

  static async open({ port }: { port: number }): Promise<WatchedServer> {
    return new WatchedServer(port, await connectTo(port));
  }

  close(): void {
    this.connection.close();
  }

  /** After the server was started anew. */
  async reconnect(): Promise<void> {
    this.connection.close();
    this.connection = await connectTo(this.port);
  }

  /** One reading of everything. */
  async read(): Promise<void> {
    const types = parseCommandTypes(await this.connection.call('COMMAND').catch(() => null));
    const reply = await readSources(this.connection, new Set(SOURCES), this.info, new Set());
    const { info } = reply;
    if (this.info && infoText(this.info, 'role') !== infoText(info, 'role')) this.roleChangedAt = Date.now();
    this.spikes = reply.spikes;
    const increase =
      this.histogram && reply.histogram ? histogramIncrease(this.histogram, reply.histogram) : null;
    if (reply.histogram) this.histogram = reply.histogram;
    this.at += 1000;
    for (const source of SOURCES) {
      const { baseline, ...rest } = toSample(
        source,
        {
          info,
          serverTimeMs: (infoNumber(info, 'server_time_usec') ?? Date.now() * 1000) / 1000,
          commandTotals: totalsByType(readCommandStats(info), types),
          slowlogTotal: reply.slowlogTotal,
          latency: increase && { p50Us: quantile(increase, 0.5), p99Us: quantile(increase, 0.99) },
          roundTripUs: null,
        },
        { runId: infoText(info, 'run_id'), role: infoText(info, 'role') },
        { hits: 0, misses: 0 },
        this.baselines[source] ?? null,
      );
      this.baselines[source] = baseline;
      this.values = { ...this.values, ...rest.values };
      this.rings[source].push(keptSample({ node: 'it', source, at: this.at, ...rest }));
    }
    this.info = info;
  }

  /** What was watched until now is what was before. */
  mark(): void {
    this.ringsBefore = this.rings;
    this.rings = newRings();
  }

  /** @param change what a test knows otherwise */
  async facts(change: Partial<Facts> = {}): Promise<Facts> {
    const config = await this.connection.call('CONFIG', 'GET', '*').catch(() => null);
    const list = text(await this.connection.call('CLIENT', 'LIST')) ?? '';
    const isLoading = this.info !== null && infoFlag(this.info, 'loading') === true;
    return {
      now: Date.now(),
      node: `127.0.0.1:${this.port}`,
      state: isLoading ? 'loading' : 'up',
      since: Date.now() - 5_000,
      error: null,
      answeredAt: Date.now(),
      outages: [],
      roleChangedAt: this.roleChangedAt,
      info: this.info,
      values: this.values,
      config: config === null ? null : parseConfig(config),
      whyNoConfig: { because: 'CONFIG GET was refused' },
      clients: summariseClients(parseClientList(list), new Set()),
      spikes: this.spikes,
      collector: 'default',
      passwordless: true,
      local: true,
      over: (metric) => this.window(this.rings, metric),
      before: (metric) => this.ringsBefore && this.window(this.ringsBefore, metric),
      ...change,
    };
  }

  /** What each rule says, by its id. */
  async judge(change: Partial<Facts> = {}, was: FoundSeverity | null = null): Promise<Map<string, Verdict>> {
    const judged = judgeRules(RULES, await this.facts(change), defaultLevels, () => was);
    return new Map(judged.map(({ rule, verdict }) => [rule, verdict]));
  }

  private window(rings: Rings, metric: MetricId): Window | null {
    const window = windowOf(rings[describeMetric(metric).source], metric, 0, this.at);
    return window && { ...window, known: 1 };
  }
}

type Rings = Record<Source, SampleRing>;

const newRings = (): Rings =>
  Object.fromEntries(SOURCES.map((source) => [source, new SampleRing(source)])) as Rings;

const connectTo = (port: number) =>
  Connection.open(
    { address: { host: '127.0.0.1', port }, tls: null },
    { username: null, password: null },
    'hitrate-collector',
  );
