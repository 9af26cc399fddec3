import { BUCKET_BOUNDS_US, boundedQuantile, type Buckets, type LatencyQuantile } from './latency-quantile';
import type { Point } from './series';

/** The calls of one bucket over time: a series of the family `latencyBucketCalls`. */
export interface BucketSeries {
  /** The upper bound in microseconds, as the server names it. */
  label: string;
  /** Calls per second at the end of each step. */
  points: readonly Point[];
  /** Calls over the whole span. */
  increase: number | null;
  /** Milliseconds that `increase` is of. */
  elapsedMs: number;
}

/** The quantiles that are shown, by name. */
export const QUANTILES = { p50: 0.5, p99: 0.99, p999: 0.999 } as const;
export type QuantileName = keyof typeof QUANTILES;

/** One column of the heat map: the calls of one step. */
export interface HeatColumn {
  /** Unix milliseconds: from when to when the calls were counted. */
  from: number;
  to: number;
  /** Calls per second by bucket, in the order of the bounds. */
  rates: number[];
  /** Microseconds; `null` where nothing was called. */
  p50: number | null;
  p99: number | null;
  p999: number | null;
}

/** How long the calls of a span took. */
export interface LatencyHeat {
  /** Upper bounds of the buckets in microseconds, ascending; the empty ones between two others are among them. */
  boundsUs: number[];
  columns: HeatColumn[];
  /** Calls over the whole span by bucket, in the order of the bounds. */
  calls: number[];
  /** Milliseconds of the span that were measured. */
  elapsedMs: number;
  /** Over the whole span, from its calls and not from the columns' quantiles. */
  p50: LatencyQuantile | null;
  p99: LatencyQuantile | null;
  p999: LatencyQuantile | null;
}

/** A reading is of so long at most (60 s while nobody watches, and some grace): what is longer is a gap before it. */
const LONGEST_READING_MS = 65_000;

/**
 * Lays the buckets of a span side by side.
 *
 * @param series of each bucket, in any order
 * @param stepMs the grid of their points
 * @returns columns in order of time. One begins where the one before it ends, since a reading may be of several
 *   steps; after a gap it is as wide as its step.
 */
export function toLatencyHeat(series: readonly BucketSeries[], stepMs: number): LatencyHeat {
  const known = series.filter(({ label }) => Number(label) > 0);
  const increases = new Map(known.map(({ label, increase }) => [Number(label), increase ?? 0]));
  const boundsUs = boundsOf([...increases].filter(([, calls]) => calls > 0).map(([upperUs]) => upperUs));
  return {
    boundsUs,
    columns: columnsOf(known, boundsUs, stepMs),
    calls: boundsUs.map((upperUs) => increases.get(upperUs) ?? 0),
    elapsedMs: Math.max(0, ...known.map(({ elapsedMs }) => elapsedMs)),
    ...quantilesOf(increases, boundedQuantile),
  };
}

/** Every bound from the lowest to the highest that has calls. */
function boundsOf(used: readonly number[]): number[] {
  const [lowest, highest] = [Math.min(...used), Math.max(...used)];
  const between = BUCKET_BOUNDS_US.filter((upperUs) => upperUs > lowest && upperUs < highest);
  return [...new Set([...used, ...between])].sort((a, b) => a - b);
}

function columnsOf(
  series: readonly BucketSeries[],
  boundsUs: readonly number[],
  stepMs: number,
): HeatColumn[] {
  const byBound = new Map(
    series.map(({ label, points }) => [Number(label), new Map(points.map((point) => [point[0], point[1]]))]),
  );
  const moments = new Set(series.flatMap(({ points }) => points.map(([at]) => at)));
  const columns: HeatColumn[] = [];
  let before: number | null = null;
  for (const to of [...moments].sort((a, b) => a - b)) {
    const measured = [...byBound.values()].some((points) => typeof points.get(to) === 'number');
    if (!measured) {
      before = null;
      continue;
    }
    const rates = boundsUs.map((upperUs) => byBound.get(upperUs)?.get(to) ?? 0);
    const isNext = before !== null && to - before <= stepMs + LONGEST_READING_MS;
    const buckets = new Map(boundsUs.map((upperUs, index) => [upperUs, rates[index]!]));
    const quantiles = quantilesOf(buckets, (calls, q) => boundedQuantile(calls, q)?.us ?? null);
    columns.push({ from: isNext ? before! : to - stepMs, to, rates, ...quantiles });
    before = to;
  }
  return columns;
}

function quantilesOf<T>(buckets: Buckets, of: (buckets: Buckets, q: number) => T): Record<QuantileName, T> {
  const entries = Object.entries(QUANTILES).map(([name, q]) => [name, of(buckets, q)] as const);
  return Object.fromEntries(entries) as Record<QuantileName, T>;
}
