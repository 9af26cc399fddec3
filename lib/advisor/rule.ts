import type { MetricId, Unit } from '@/lib/metrics/catalogue';
import type { Values } from '@/lib/metrics/sample';
import type { CommandId } from '@/lib/redis/command-catalogue';
import type { Info } from '@/lib/redis/parse-info';
import type { LatencyEvent } from '@/lib/redis/parse-latency-monitor';
import type { ClientsSeen } from './clients-seen';

/** The parts of running a Redis that rules are about, in the order in which people look at them. */
export const AREAS = [
  'availability',
  'memory',
  'clients',
  'latency',
  'persistence',
  'replication',
  'security',
] as const;
export type Area = (typeof AREAS)[number];

/** How bad what was found is. `advice` is worth doing some day: it never opens an alert. */
export type FoundSeverity = 'critical' | 'warning' | 'advice';

/** A number behind a sentence, and where its chart is. */
export interface Evidence {
  label: string;
  value: number;
  unit: Unit;
  /** The series that it comes from, where one is kept. */
  metric?: MetricId;
}

/** What a rule says about one node. */
export type Verdict =
  | { kind: 'fine'; sentence: string }
  | {
      kind: 'found';
      severity: FoundSeverity;
      /** With its numbers, so that nobody has to look further: "Memory is at 93 % of its limit …". */
      sentence: string;
      evidence: Evidence[];
      /** What to do, and why. */
      remedy: string;
      /** To be pasted into redis-cli. */
      line?: string;
      /** What does it with one click, where an action can; the page adds the node. */
      action?: 'memory.purge' | 'snapshot.save' | 'aof.rewrite' | 'instance.reconnect';
    }
  /** It could not be judged; never to be taken for "fine". `line` grants what is missing. */
  | { kind: 'unchecked'; because: string; line?: string }
  /** It is about something that this node does not have: a replica's link on a primary. */
  | { kind: 'inapplicable' };

/** A number that a rule compares with, and that people may change for each instance. */
export interface Threshold {
  label: string;
  unit: Unit;
  /** By default; `null` switches the level off. */
  warning: number | null;
  critical: number | null;
}

/** What thresholds are in force, by their names. */
export type Levels<Name extends string> = Readonly<
  Record<Name, { warning: number | null; critical: number | null }>
>;

/** What a metric was over a span that ended now; `null` where nothing is known of it. */
export interface Window {
  mean: number;
  min: number;
  max: number;
  /** What a counter rose by; of a gauge its last value minus its first. */
  increase: number;
  /** How many times it was another than before. */
  changes: number;
  /** The part of the span of which something is known, 0…1. */
  known: number;
}

/** Why something is not known, and the line that would mend it. */
export interface Unknown {
  because: string;
  line?: string;
}

/** Everything that a rule may look at: one node as it is now, and its past. */
export interface Facts {
  /** Unix milliseconds. */
  now: number;
  node: string;
  state: 'connecting' | 'up' | 'loading' | 'down';
  /** Unix milliseconds since when it is in that state. */
  since: number;
  error: { code: string; message: string; remedy?: string; line?: string } | null;
  /** Unix milliseconds when the newest reply was asked for; `null` until one has come. */
  answeredAt: number | null;
  /** When it stopped answering within the last hour, Unix milliseconds. */
  outages: readonly number[];
  /** Unix milliseconds when it was seen to become the primary or a replica. */
  roleChangedAt: number | null;
  /** The newest reply; the last one before the node went down. */
  info: Info | null;
  /** The newest value of every metric. */
  values: Values;
  /** CONFIG GET, as far as it is known; where it is `null`, `whyNoConfig` says why. */
  config: ReadonlyMap<string, string> | null;
  whyNoConfig: Unknown;
  /** What CLIENT LIST has said last. */
  clients: ClientsSeen | Unknown;
  /** LATENCY LATEST; `null` where the collector may not ask, or has not yet. */
  spikes: readonly LatencyEvent[] | null;
  /** As whom the collector signs in: whom a missing grant has to be given to. */
  collector: string;
  /** Whether Redis let the collector in without a password; `null` where it was never tried without one. */
  passwordless: boolean | null;
  /** Whether the collector reaches it over the machine's own loopback address. */
  local: boolean;
  /** A metric over the last `seconds`. */
  over(metric: MetricId, seconds: number): Window | null;
  /** A metric over `seconds` that ended `secondsAgo`. */
  before(metric: MetricId, secondsAgo: number, seconds: number): Window | null;
}

/** One rule: data, and a pure function from what is known to what to say about it. */
export interface Rule<Name extends string = string> {
  /** `memory.near-limit`: in links, alerts and settings. */
  id: string;
  area: Area;
  /** As a heading: "Memory near its limit". */
  title: string;
  /** What fires it, for the table of all rules. */
  condition: string;
  /** What a person must be allowed to be told; INFO goes without saying. */
  needs: readonly CommandId[];
  thresholds: Readonly<Record<Name, Threshold>>;
  /** How long it has to be so before an alert opens, and to be over before it closes. */
  forSeconds: number;
  /** Where the rule and its default come from. */
  reference: string;
  /**
   * @param was how bad it was at the last look: a rule that fired stays until its value is clearly below its level
   */
  judge(facts: Facts, levels: Levels<Name>, was: FoundSeverity | null): Verdict;
}
