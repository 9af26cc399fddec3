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

/**
 * A quantile of a histogram, interpolated linearly inside its bucket.
 *
 * @param buckets calls by upper bound in microseconds
 * @param q 0…1
 * @returns microseconds; `null` without calls. The server's buckets double, so the answer is within a factor
 *   of two of the truth, and it saturates at one second.
 */
export function quantile(buckets: Buckets, q: number): number | null {
  const ordered = [...buckets].sort(([a], [b]) => a - b);
  const total = ordered.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  const rank = q * total;
  let seen = 0;
  for (const [upperUs, count] of ordered) {
    if (seen + count >= rank) {
      const lowerUs = upperUs / 2;
      return lowerUs + ((upperUs - lowerUs) * (rank - seen)) / count;
    }
    seen += count;
  }
  return ordered.at(-1)![0];
}
