import type { ChartBar } from '@/components/charts/bar-chart';
import { formatBytes, formatCount, formatDuration } from '@/lib/format';
import type { Measure } from './estimate';

/** A histogram as answers carry it. */
export interface Histogram {
  buckets: readonly { from: number; to: number | null; keys: number; bytes: number }[];
  without: { keys: number; bytes: number };
}

/** What its edges are written in. */
export type Edge = 'bytes' | 'milliseconds' | 'seconds' | 'count';

const WRITE: Record<Edge, (value: number) => string> = {
  bytes: formatBytes,
  milliseconds: (value) => formatDuration(value / 1000),
  seconds: formatDuration,
  count: formatCount,
};

/** The buckets from the first to the last that has keys, as bars. */
export function histogramBars({ buckets }: Histogram, edge: Edge, measure: Measure): ChartBar[] {
  const filled = (bucket: { keys: number }) => bucket.keys > 0;
  const [first, last] = [buckets.findIndex(filled), buckets.findLastIndex(filled)];
  if (first < 0) return [];
  const write = WRITE[edge];
  return buckets.slice(first, last + 1).map(({ from, to, ...amounts }) => ({
    id: String(from),
    // The axis says where a bar begins, the tooltip where it ends too.
    label: from === 0 ? `< ${to === null ? '∞' : write(to)}` : write(from),
    title: describeBucket(from, to, edge, write),
    value: amounts[measure],
  }));
}

function describeBucket(
  from: number,
  to: number | null,
  edge: Edge,
  write: (value: number) => string,
): string {
  if (to === null) return `${write(from)} or more`;
  if (edge === 'count' && to === from + 1) return write(from);
  return from === 0 ? `less than ${write(to)}` : `${write(from)} up to ${write(to)}`;
}

/** Keys and bytes of all buckets. */
export const sumOf = ({ buckets }: Histogram, measure: Measure): number =>
  buckets.reduce((sum, bucket) => sum + bucket[measure], 0);
