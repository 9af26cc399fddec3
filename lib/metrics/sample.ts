import {
  describeMetric,
  metricsOf,
  type Metric,
  type MetricId,
  type Reading,
  type Source,
} from './catalogue';
import type { Families } from './families';

/** Values by metric; `null` is "unknown", an absent key is "this server does not say". */
export type Values = Partial<Record<MetricId, number | null>>;

/** One reading of one source of one node. */
export interface Sample {
  node: string;
  source: Source;
  /** Unix milliseconds, our clock, when the reply came; unique and rising within one collector. */
  at: number;
  /** Milliseconds that the rates are of; `null` where there was nothing to compare with: a gap. */
  intervalMs: number | null;
  /** Gauges as they are, counters as increase per second, ratios of this very interval. */
  values: Values;
  /** What the source's families have, by label; `History` keeps it, streams do not carry it. */
  families?: Families;
}

/** What the next reading of the same source is compared with. */
export interface Baseline {
  runId: string | null;
  role: string | null;
  serverTimeMs: number;
  counters: Values;
  own: OwnLookups;
}

/** Lookups that the dashboard itself caused on a node since it connected: they are taken out of the hit rate. */
export interface OwnLookups {
  hits: number;
  misses: number;
}

/** Who answered: a change of either makes the counters incomparable. */
export interface Identity {
  runId: string | null;
  role: string | null;
}

/**
 * Turns a reading into a sample.
 *
 * @param source which reading it is
 * @param reading what the server said
 * @param identity run id and role of the server that said it
 * @param own the dashboard's own lookups so far
 * @param previous the baseline that the reading before returned, or `null` after a failed poll
 * @returns the sample without its address, and the baseline for the next one. Rates are increases divided by
 *   the time between the readings by the server's clock. A counter that fell (CONFIG RESETSTAT) is `null` for
 *   this interval; after a restart, a change of role or a missed poll every rate is, and `intervalMs` too.
 */
export function toSample(
  source: Source,
  reading: Reading,
  identity: Identity,
  own: OwnLookups,
  previous: Baseline | null,
): { intervalMs: number | null; values: Values; baseline: Baseline } {
  const intervalMs = comparableMs(reading, identity, previous);
  const values: Values = {};
  const counters: Values = {};

  for (const id of metricsOf(source)) {
    const metric = describeMetric(id);
    if (metric.kind === 'gauge') values[id] = metric.read(reading);
    if (metric.kind !== 'counter') continue;
    const total = metric.read(reading);
    counters[id] = total;
    const before = previous?.counters[id] ?? null;
    const increase = total === null || before === null || total < before ? null : total - before;
    values[id] = intervalMs === null || increase === null ? null : (increase * 1000) / intervalMs;
  }

  if (intervalMs !== null && previous) {
    subtractOwn(values, 'hitsPerSecond', own.hits - previous.own.hits, intervalMs);
    subtractOwn(values, 'missesPerSecond', own.misses - previous.own.misses, intervalMs);
  }
  for (const id of metricsOf(source)) {
    const metric = describeMetric(id);
    if (metric.kind === 'ratio') values[id] = ratioOf(metric, values);
  }

  const baseline = { ...identity, serverTimeMs: reading.serverTimeMs, counters, own: { ...own } };
  return { intervalMs, values, baseline };
}

/**
 * A ratio metric from the values of its parts.
 * @returns `null` where a part is unknown or the denominator is 0: no lookups are no hit rate.
 */
export function ratioOf(metric: Extract<Metric, { kind: 'ratio' }>, values: Values): number | null {
  const sum = (ids: readonly string[]) =>
    ids.reduce<number | null>((total, id) => {
      const value = values[id as MetricId] ?? null;
      return total === null || value === null ? null : total + value;
    }, 0);
  const numerator = sum(metric.numerator);
  const denominator = sum(metric.denominator);
  return numerator === null || denominator === null || denominator <= 0 ? null : numerator / denominator;
}

/** The metrics that a ratio is made of, each once. */
export const partsOf = ({ numerator, denominator }: Extract<Metric, { kind: 'ratio' }>): MetricId[] => [
  ...new Set([...numerator, ...denominator] as MetricId[]),
];

/** Whether no part is unknown: a reset can take one part away, and what is left would bend the quotient. */
export const knowsAll = (values: Values, parts: readonly MetricId[]): boolean =>
  parts.every((part) => typeof values[part] === 'number');

function comparableMs(reading: Reading, identity: Identity, previous: Baseline | null): number | null {
  if (!previous || identity.runId !== previous.runId || identity.role !== previous.role) return null;
  const intervalMs = reading.serverTimeMs - previous.serverTimeMs;
  return intervalMs > 0 ? intervalMs : null;
}

function subtractOwn(values: Values, id: MetricId, lookups: number, intervalMs: number) {
  const rate = values[id];
  // A lookup can be counted by us a reply earlier than by INFO, so never below zero.
  if (typeof rate === 'number') values[id] = Math.max(0, rate - (lookups * 1000) / intervalMs);
}
