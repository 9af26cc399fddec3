import type { HeatLine } from '@/components/charts/heat-layers';
import type { HeatColumn } from '@/components/charts/heat-layout';
import { formatValue } from '@/lib/format';
import type { QuantileName } from '@/lib/metrics/latency-heat';
import { lowerBoundUs, SATURATED_US } from '@/lib/metrics/latency-quantile';
import type { Point } from '@/lib/metrics/series';
import type { LatencyResponse } from '@/lib/schemas/latency';

type Histogram = NonNullable<LatencyResponse['histogram']>;

/** What the colours mean: each bucket's share of the calls of its column, or its calls. */
export type HeatMeasure = 'share' | 'calls';

/** A histogram as the heat map takes it. */
export interface HeatView {
  columns: HeatColumn[];
  edges: string[];
  most: number;
  lines: HeatLine[];
}

/** A duration for labels: `33 µs`, `1.06 ms`. */
const duration = (us: number) => formatValue(us, 'microseconds');

/** A bucket in words: `16 µs – 33 µs`, `over 541 ms`. */
export const bucketText = (upperUs: number): string =>
  upperUs >= SATURATED_US
    ? `over ${duration(lowerBoundUs(upperUs))}`
    : upperUs <= 1
      ? `up to ${duration(upperUs)}`
      : `${duration(lowerBoundUs(upperUs))} – ${duration(upperUs)}`;

/** How many calls of the span took so long that the histogram cannot say how long. */
export const beyondTheEnd = ({ boundsUs, calls }: Histogram): number =>
  boundsUs.reduce((sum, upperUs, index) => (upperUs >= SATURATED_US ? sum + calls[index]! : sum), 0);

/** All calls of the span. */
export const callsOf = ({ calls }: Histogram): number => calls.reduce((sum, count) => sum + count, 0);

/**
 * Where a duration lies among the buckets, in rows from the bottom: its bucket, and how far in it on the scale of
 * powers of two on which the buckets are all the same height.
 */
export function rowOf(us: number, boundsUs: readonly number[]): number {
  const index = boundsUs.findIndex((upperUs) => us <= upperUs);
  if (index === -1) return boundsUs.length;
  const within = us > 0 ? Math.log2(us / (boundsUs[index]! / 2)) : 0;
  return index + Math.max(0, Math.min(1, within));
}

/** A quantile of each column as the points of a line, which breaks where nothing was measured or called. */
export function quantilePoints({ columns }: Histogram, name: QuantileName): Point[] {
  return columns.flatMap((column, index): Point[] => {
    const us = column[name];
    const before = columns[index - 1];
    const point: Point = [column.to, us, us, us];
    return before && before.to < column.from ? [[column.from, null, null, null], point] : [point];
  });
}

/** Lays out a histogram for the heat map. */
export function toHeatView({ boundsUs, columns }: Histogram, measure: HeatMeasure): HeatView {
  const line = (id: 'p50' | 'p99', colour: string): HeatLine => ({
    id,
    label: id,
    colour,
    rows: columns.map((column) => (column[id] === null ? null : rowOf(column[id], boundsUs))),
  });
  const drawn = columns.map(({ from, to, rates }) => {
    const total = rates.reduce((sum, rate) => sum + rate, 0);
    const values = measure === 'calls' ? rates : rates.map((rate) => (total > 0 ? rate / total : 0));
    return { from, to, values };
  });
  return {
    columns: drawn,
    edges: boundsUs.length === 0 ? [] : [lowerBoundUs(boundsUs[0]!), ...boundsUs].map(edgeText),
    most: measure === 'share' ? 1 : Math.max(0, ...drawn.flatMap(({ values }) => values)),
    lines: [line('p50', 'var(--ink)'), line('p99', 'var(--series-2)')],
  };
}

const edgeText = (us: number) => (us === 0 ? '0' : us >= SATURATED_US ? '1 s +' : duration(us));
