import 'server-only';
import type { Reading, Source } from '@/lib/metrics/catalogue';
import { totalsByType } from '@/lib/metrics/command-totals';
import type { Families } from '@/lib/metrics/families';
import { FamilyReader } from '@/lib/metrics/family-reader';
import { histogramIncrease, quantile } from '@/lib/metrics/latency-quantile';
import { ownCost, type CostSnapshot, type OwnCost } from '@/lib/metrics/own-cost';
import { toSample, type Baseline, type Sample } from '@/lib/metrics/sample';
import { infoNumber, infoText } from '@/lib/redis/info-fields';
import { parseCommandTypes, type CommandType } from '@/lib/redis/parse-command-flags';
import { readCommandStats } from '@/lib/redis/parse-commandstats';
import type { Info } from '@/lib/redis/parse-info';
import type { LatencyHistogram } from '@/lib/redis/parse-latency-histogram';
import type { Connection } from '../redis/connection';
import { footprintOn } from './footprint';
import { LastReplies } from './last-replies';
import { readSources, type PollReply } from './read-sources';
import { RoundTripMeter } from './round-trip-meter';

/** Milliseconds between readings of a source while somebody watches, and otherwise; by what they cost the server. */
const SCHEDULE: Record<Source, { watched: number; idle: number }> = {
  info: { watched: 1_000, idle: 5_000 }, // 19 µs
  commands: { watched: 5_000, idle: 15_000 }, // 18 µs more, within the same INFO
  slowlog: { watched: 10_000, idle: 30_000 }, // 1 µs
  latency: { watched: 15_000, idle: 60_000 }, // 300 µs
};
/** Everything that is asked of a node. */
export const SOURCES = Object.keys(SCHEDULE) as Source[];

/** What one poll says: a sample of each source that was read. */
export interface Readings {
  samples: { sample: Sample; families: Families | undefined }[];
  /** `undefined` where commandstats were not due, `null` where only one reading of them is there. */
  ownCost: OwnCost | null | undefined;
}

/**
 * The readings over one connection to a node: what is due and what is refused, and what the next ones are compared
 * with. It ends with the connection, since the server at the other end of the next may be another.
 */
export class NodeReadings {
  /** What each command is for, as the server says; empty where the collector may not ask. */
  commandTypes: ReadonlyMap<string, CommandType> = new Map();
  readonly replies = new LastReplies();
  /** What the collector's user or this version of the server refuses. */
  readonly refused = new Set<Source>();

  private info: Info | null = null;
  /** Unix milliseconds. */
  private readonly readAt: Record<Source, number> = { info: 0, commands: 0, latency: 0, slowlog: 0 };
  private readonly baselines: Partial<Record<Source, Baseline>> = {};
  private histogram: Map<string, LatencyHistogram> | null = null;
  private readonly families = new FamilyReader();
  /** Lesser questions that were refused. */
  private readonly unasked = new Set<string>();
  private cost: CostSnapshot | null = null;
  private readonly roundTrip = new RoundTripMeter();
  private roundTripUs: number | null = null;

  /** @param node its address */
  constructor(private readonly node: string) {}

  /** Asks what each command is for, once: the server's commands stay while it runs. */
  async learnCommands(connection: Connection): Promise<void> {
    this.commandTypes = parseCommandTypes(await connection.call('COMMAND').catch(() => null));
  }

  /**
   * What a poll is to read: INFO always; the rest from the second one on, when its time has come.
   * @param now Unix milliseconds
   */
  due(watched: boolean, now: number): Set<Source> {
    const pace = watched ? 'watched' : 'idle';
    // Half a tick of grace, else a timer that fires a little early would skip a reading.
    const isDue = (source: Source) =>
      !this.refused.has(source) && this.readAt[source] + SCHEDULE[source][pace] <= now + 500;
    return new Set(SOURCES.filter((source) => source === 'info' || (this.info && isDue(source))));
  }

  /**
   * Reads what is due, and how long an answer takes.
   * @param now when the poll began, in Unix milliseconds
   * @throws AppError when nothing comes in time, the connection breaks, or INFO fails
   */
  async read(connection: Connection, due: ReadonlySet<Source>, now: number): Promise<PollReply> {
    this.roundTripUs = await this.roundTrip.measure(connection);
    const reply = await readSources(connection, due, this.info, this.unasked);
    for (const source of due) this.readAt[source] = now;
    for (const source of reply.refused) this.refused.add(source);
    return reply;
  }

  /**
   * Compares a reply with those before it, and keeps it for the next.
   * @param at when it came, in Unix milliseconds
   * @param clock for the sources beside INFO: each sample has a time of its own, the id by which a stream resumes
   */
  take(reply: PollReply, due: ReadonlySet<Source>, at: number, clock: () => number): Readings {
    const { info } = reply;
    this.replies.take(reply, due);
    const before = this.histogram;
    if (reply.histogram) this.histogram = reply.histogram;
    const increase = before && reply.histogram ? histogramIncrease(before, reply.histogram) : null;
    const stats = due.has('commands') ? readCommandStats(info) : null;
    const serverTimeMs = (infoNumber(info, 'server_time_usec') ?? at * 1000) / 1000;
    const reading: Reading = {
      info,
      serverTimeMs,
      commandTotals: stats && totalsByType(stats, this.commandTypes),
      slowlogTotal: reply.slowlogTotal,
      latency: increase && { p50Us: quantile(increase, 0.5), p99Us: quantile(increase, 0.99) },
      roundTripUs: this.roundTripUs,
    };
    const ownCalls = new Map(footprintOn(this.node).calls);
    const labelled = { info, commandStats: stats, ownCalls, latencyIncrease: increase };
    const identity = { runId: infoText(info, 'run_id'), role: infoText(info, 'role') };
    const { lookups } = footprintOn(this.node);
    const samples = SOURCES.filter((source) => due.has(source) && !this.refused.has(source)).map((source) => {
      const previous = this.baselines[source] ?? null;
      const { baseline, ...rest } = toSample(source, reading, identity, lookups, previous);
      this.baselines[source] = baseline;
      const sample: Sample = { node: this.node, source, at: source === 'info' ? at : clock(), ...rest };
      return { sample, families: this.families.read(source, labelled, rest.intervalMs) };
    });
    this.info = info;
    return {
      samples,
      ownCost: stats ? this.costSince({ serverTimeMs, ownCalls, stats }) : undefined,
    };
  }

  private costSince(now: CostSnapshot): OwnCost | null {
    const cost = this.cost && ownCost(this.cost, now);
    this.cost = now;
    return cost;
  }
}
