import type { LatencyHistogram } from '@/lib/redis/parse-latency-histogram';

/** Cumulative counts by upper bound of the bucket in microseconds, ascending. */
export type Buckets = Map<number, number>;

/**
 * What happened between two LATENCY HISTOGRAM replies, over all commands together.
 *
 * Buckets are cumulative and the empty ones are left out, so a bound that one reply lacks has the count of the
 * bound before it.
 *
 * @returns calls per bucket (not cumulative) in the interval; `null` after a restart or RESETSTAT, when a
 *   bucket of a command holds fewer calls than before
 */
export function histogramIncrease(
  before: Map<string, LatencyHistogram>,
  after: Map<string, LatencyHistogram>,
): Buckets | null {
  const increase: Buckets = new Map();
  for (const command of before.keys()) if (!after.has(command)) return null;
  for (const [command, histogram] of after) {
    const now = perBucket(histogram);
    const then = perBucket(before.get(command));
    for (const [upperUs, count] of then) if ((now.get(upperUs) ?? 0) < count) return null;
    for (const [upperUs, count] of now) {
      const added = count - (then.get(upperUs) ?? 0);
      if (added > 0) increase.set(upperUs, (increase.get(upperUs) ?? 0) + added);
    }
  }
  return increase;
}

function perBucket(histogram: LatencyHistogram | undefined): Map<number, number> {
  let seen = 0;
  return new Map(
    histogram?.buckets.map(([upperUs, cumulative]) => {
      const own = cumulative - seen;
      seen = cumulative;
      return [upperUs, own];
    }),
  );
}

/** From here on calls are counted in the last bucket, however long they took: Redis' histograms end at one second. */
export const SATURATED_US = 1_000_000;

/**
 * The upper bounds of the server's buckets in microseconds, ascending: 1,024 ns doubled, at the precision of its
 * two-digit HDR histogram (`1, 2, 4, 8, 16, 33, 66, 132 … 1,082,130`).
 */
export const BUCKET_BOUNDS_US: readonly number[] = Array.from({ length: 21 }, (_, power) => {
  const precisionNs = 2 ** Math.max(0, power + 10 - 7);
  return Math.floor((1024 * 2 ** power + precisionNs - 1) / 1000);
});

/**
 * What the calls of a bucket have at least taken.
 * @param upperUs its upper bound
 * @returns the bound of the bucket before, exclusive; half for a bound that Redis does not have
 */
export function lowerBoundUs(upperUs: number): number {
  const index = BUCKET_BOUNDS_US.indexOf(upperUs);
  return index === -1 ? upperUs / 2 : (BUCKET_BOUNDS_US[index - 1] ?? 0);
}

/** A quantile, and how sure it is: the bucket that it lies in. All in microseconds. */
export interface LatencyQuantile {
  /** Interpolated within the bucket. */
  us: number;
  /** The truth is more than this … */
  fromUs: number;
  /** … and no more than that; `null` where the histogram ends and nobody knows. */
  toUs: number | null;
}

/**
 * A quantile of a histogram with the bounds of its bucket.
 *
 * @param buckets calls by upper bound in microseconds
 * @param q 0…1
 * @returns `null` without calls
 */
export function boundedQuantile(buckets: Buckets, q: number): LatencyQuantile | null {
  const ordered = [...buckets].filter(([, count]) => count > 0).sort(([a], [b]) => a - b);
  const total = ordered.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  const rank = q * total;
  let seen = 0;
  for (const [upperUs, count] of ordered) {
    // Sums of fractions can miss the whole by a hair.
    if (seen + count >= rank || upperUs === ordered.at(-1)![0]) {
      const within = Math.min(1, (rank - seen) / count);
      const us = (upperUs / 2) * (1 + within);
      return { us, fromUs: lowerBoundUs(upperUs), toUs: upperUs >= SATURATED_US ? null : upperUs };
    }
    seen += count;
  }
  return null;
}

/**
 * A quantile of a histogram, interpolated linearly inside its bucket.
 *
 * @param buckets calls by upper bound in microseconds
 * @param q 0…1
 * @returns microseconds; `null` without calls. The server's buckets double, so the answer is within a factor
 *   of two of the truth, and it saturates at one second.
 */
export const quantile = (buckets: Buckets, q: number): number | null =>
  boundedQuantile(buckets, q)?.us ?? null;
