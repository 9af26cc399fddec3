import type { CommandStats } from '@/lib/redis/parse-commandstats';
import type { Info } from '@/lib/redis/parse-info';
import { readKeyspace } from '@/lib/redis/parse-keyspace';
import type { Source } from './catalogue';
import { CommandRanking } from './command-ranking';
import { OTHER, type Families, type FamilyId, type LabelledValues } from './families';
import { BUCKET_BOUNDS_US, type Buckets } from './latency-quantile';

/** What one poll brought that has labels; `null` where it was not read or cannot be compared. */
export interface LabelledReading {
  info: Info;
  /** Since the server's start, by command. */
  commandStats: ReadonlyMap<string, CommandStats> | null;
  /** The dashboard's own calls since it started, by command. */
  ownCalls: ReadonlyMap<string, number>;
  /** Calls of the interval by upper bound, not cumulative. */
  latencyIncrease: Buckets | null;
}

const MOST_COMMANDS = 40;
const MOST_DATABASES = 64;

type Stats = ReadonlyMap<string, CommandStats>;

const PARTS = [
  ['commandCalls', 'calls'],
  ['commandMicroseconds', 'usec'],
  ['commandFailedCalls', 'failedCalls'],
  ['commandRejectedCalls', 'rejectedCalls'],
] as const satisfies [FamilyId, keyof CommandStats][];

/**
 * Reads the families of one node, one reading after the other, over one connection. A label that was once there goes
 * on as 0 while the server leaves it out for being empty: an absent label is always "unknown".
 */
export class FamilyReader {
  private before: Stats | null = null;
  private ownBefore: ReadonlyMap<string, number> = new Map();
  private readonly ranking = new CommandRanking(MOST_COMMANDS);
  private readonly databases = new Set<string>();
  // All of them from the start: one that were unknown until its first call would have its rate of less time than the
  // others have theirs.
  private readonly bounds = new Set<number>(BUCKET_BOUNDS_US);

  /**
   * @param source which reading it is
   * @param reading what the server said
   * @param intervalMs the sample's: `null` where counters have nothing to be compared with
   * @returns the families of that source; `undefined` where it has none, or none that can be known now
   */
  read(source: Source, reading: LabelledReading, intervalMs: number | null): Families | undefined {
    if (source === 'info') return this.readDatabases(reading.info);
    if (source === 'commands') return this.readCommands(reading, intervalMs !== null);
    if (source === 'latency' && intervalMs !== null) return this.readBuckets(reading.latencyIncrease);
    return undefined;
  }

  private readDatabases(info: Info): Families | undefined {
    if (!info.sections.keyspace) return undefined;
    const keys: LabelledValues = {};
    const expiring: LabelledValues = {};
    for (const label of this.databases) [keys[label], expiring[label]] = [0, 0];
    for (const database of readKeyspace(info)) {
      const label = this.labelOf(database.db);
      keys[label] = (keys[label] ?? 0) + database.keys;
      expiring[label] = (expiring[label] ?? 0) + database.expires;
    }
    return { databaseKeys: keys, databaseExpiringKeys: expiring };
  }

  private labelOf(database: number): string {
    const label = String(database);
    const isKept = this.databases.has(label) || this.databases.size < MOST_DATABASES;
    this.databases.add(isKept ? label : OTHER);
    return isKept ? label : OTHER;
  }

  private readCommands(
    { commandStats: now, ownCalls }: LabelledReading,
    comparable: boolean,
  ): Families | undefined {
    const { before, ownBefore } = this;
    this.before = now;
    this.ownBefore = ownCalls;
    if (!before || !now || !comparable || wasReset(before, now)) return undefined;
    const used = new Map(
      [...now].map(([command, stats]) => [command, costOf(before.get(command), stats)] as const),
    );
    const kept = this.ranking.rank(used);
    const families: Families = {};
    for (const [family, part] of PARTS) {
      const values: LabelledValues = {};
      if (this.ranking.leavesSome) values[OTHER] = 0;
      for (const [command, stats] of now) {
        const increase = increaseOf(part, before.get(command), stats);
        if (kept.has(command)) values[command] = increase;
        else if (increase) values[OTHER] = (values[OTHER] ?? 0) + increase;
      }
      const isSaid = [...now.values()].some((stats) => stats[part] !== null);
      if (isSaid) families[family] = values;
    }
    const own: LabelledValues = {};
    for (const [command, calls] of ownCalls) {
      const name = nameIn(now, command);
      if (name === null) continue;
      const label = kept.has(name) ? name : OTHER;
      own[label] = (own[label] ?? 0) + calls - (ownBefore.get(command) ?? 0);
    }
    return { ...families, commandOwnCalls: own };
  }

  private readBuckets(increase: Buckets | null): Families | undefined {
    if (!increase) return undefined;
    for (const upperUs of increase.keys()) this.bounds.add(upperUs);
    const calls: LabelledValues = {};
    for (const upperUs of this.bounds) calls[String(upperUs)] = increase.get(upperUs) ?? 0;
    return { latencyBucketCalls: calls };
  }
}

/** How the server counts a command of ours: before 7.0 under its container, and not at all what it has not heard of. */
function nameIn(stats: Stats, command: string): string | null {
  if (stats.has(command)) return command;
  const container = command.split('|', 1)[0]!;
  return stats.has(container) ? container : null;
}

/** RESETSTAT takes a command out of the list until it is called again; it resets all of them at once. */
function wasReset(before: Stats, now: Stats): boolean {
  for (const [command, then] of before) {
    const stats = now.get(command);
    if (!stats || PARTS.some(([, part]) => (stats[part] ?? 0) < (then[part] ?? 0))) return true;
  }
  return false;
}

/** A command that is not in the list before was not called before: it begins at 0. */
function increaseOf(
  part: keyof CommandStats,
  before: CommandStats | undefined,
  now: CommandStats,
): number | null {
  const to = now[part];
  return to === null ? null : to - (before?.[part] ?? 0);
}

/** Microseconds, and a little for each call, so that what is only ever refused counts too. */
function costOf(before: CommandStats | undefined, now: CommandStats): number {
  return PARTS.reduce((sum, [, part]) => sum + (increaseOf(part, before, now) ?? 0), 0);
}
