import type { Counted, TtlCounts } from './analysis-result';
import type { GroupEstimate } from './estimate';
import { bucketOf, bucketsOf, TTL_EDGES } from './log-histogram';
import { SizeStrata } from './size-strata';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What people ask by: an hour, a day, a week, a month. Each is an edge of the histogram. */
export const TTL_LIMITS_MS = [HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS];

/** Counts keys by when they expire. */
export class TtlTotals {
  private readonly never = new SizeStrata();
  private readonly unknown = new SizeStrata();
  private readonly buckets = Array.from({ length: TTL_EDGES.length + 1 }, () => new SizeStrata());

  /** @param ttlMs below 0: it never expires; `null`: PTTL was refused */
  add(ttlMs: number | null, bytes: number): void {
    const sizes =
      ttlMs === null ? this.unknown : ttlMs < 0 ? this.never : this.buckets[bucketOf(TTL_EDGES, ttlMs)]!;
    sizes.add(bytes);
  }

  /** @param estimate what the keys that were counted say of all such keys; left out, every key was counted */
  snapshot(estimate?: (group: SizeStrata) => GroupEstimate): TtlCounts {
    const counted = (sizes: SizeStrata): Counted => ({
      ...amountOf(sizes),
      ...(estimate && { estimate: estimate(sizes) }),
    });
    const within = TTL_LIMITS_MS.map((ms) => {
      const sizes = new SizeStrata();
      for (const bucket of this.buckets.slice(0, bucketOf(TTL_EDGES, ms))) sizes.addAll(bucket);
      return { ms, ...counted(sizes) };
    });
    return {
      never: counted(this.never),
      unknown: counted(this.unknown),
      within,
      histogram: {
        buckets: bucketsOf(TTL_EDGES, (index) => amountOf(this.buckets[index]!)),
        without: amountOf(this.never),
      },
    };
  }
}

const amountOf = ({ keys, bytes }: SizeStrata) => ({ keys, bytes });
