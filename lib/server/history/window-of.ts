import 'server-only';
import type { Window } from '@/lib/advisor/rule';
import { describeMetric, type MetricId } from '@/lib/metrics/catalogue';
import { partsOf } from '@/lib/metrics/sample';
import type { SampleRing } from './sample-ring';

/**
 * What a metric was over the samples after `from` up to and with `to`; Unix milliseconds.
 * @returns a counter's mean over the time that it could be compared over, a gauge's over its samples, a ratio's from
 *   the sums of its parts; `null` where no sample knows it
 */
export function windowOf(ring: SampleRing, metric: MetricId, from: number, to: number): Window | null {
  const { kind } = describeMetric(metric);
  const tally = kind === 'ratio' ? ratioTally(metric) : kind === 'counter' ? counterTally() : gaugeTally();
  const columns = tally.columns ?? [metric];
  let [min, max, samples, knownMs, changes, last] = [Infinity, -Infinity, 0, 0, 0, NaN];
  ring.visit(columns, from, to, (values, intervalMs) => {
    const value = tally.take(values, intervalMs);
    if (value === null) return;
    if (samples > 0 && value !== last) changes += 1;
    last = value;
    samples += 1;
    knownMs += intervalMs;
    if (value < min) min = value;
    if (value > max) max = value;
  });
  if (samples === 0) return null;
  const known = Math.min(1, knownMs / Math.max(1, to - from));
  return { mean: tally.mean(samples), min, max, increase: tally.increase(), changes, known };
}

interface Tally {
  /** What it is made of, where that is not the metric itself. */
  columns?: readonly MetricId[];
  /** The sample's own value; `null` where it is unknown. */
  take(values: Float64Array, intervalMs: number): number | null;
  mean(samples: number): number;
  increase(): number;
}

function gaugeTally(): Tally {
  let [sum, first, last] = [0, NaN, NaN];
  return {
    take: (values) => {
      const value = values[0]!;
      if (Number.isNaN(value)) return null;
      if (Number.isNaN(first)) first = value;
      sum += value;
      return (last = value);
    },
    mean: (samples) => sum / samples,
    increase: () => last - first,
  };
}

function counterTally(): Tally {
  let [increase, ms] = [0, 0];
  return {
    take: (values, intervalMs) => {
      const value = values[0]!;
      if (Number.isNaN(value) || intervalMs <= 0) return null;
      increase += value;
      ms += intervalMs;
      return (value * 1000) / intervalMs;
    },
    mean: () => (increase * 1000) / ms,
    increase: () => increase,
  };
}

function ratioTally(id: MetricId): Tally {
  const metric = describeMetric(id);
  if (metric.kind !== 'ratio') throw new Error(`${id} is no ratio`);
  const columns = partsOf(metric);
  const places = (names: readonly string[]) => names.map((name) => columns.indexOf(name as MetricId));
  const [above, below] = [places(metric.numerator), places(metric.denominator)];
  const sumOf = (values: Float64Array, at: readonly number[]) => {
    let sum = 0;
    for (const place of at) sum += values[place]!;
    return sum;
  };
  let [numerator, denominator, first, last] = [0, 0, NaN, NaN];
  return {
    columns,
    take: (values) => {
      const part = sumOf(values, above);
      const whole = sumOf(values, below);
      // Not so of NaN either: an unknown part makes the whole unknown.
      if (!(whole > 0) || Number.isNaN(part)) return null;
      numerator += part;
      denominator += whole;
      if (Number.isNaN(first)) first = part / whole;
      return (last = part / whole);
    },
    mean: () => numerator / denominator,
    increase: () => last - first,
  };
}
