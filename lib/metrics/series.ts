import { acrossNodes } from './across-nodes';
import { describeMetric, type MetricId } from './catalogue';
import { knowsAll, partsOf, ratioOf, type Values } from './sample';

/** `[Unix ms, mean, minimum, maximum]`; `null`s are a gap, and the line breaks there. */
export type Point = readonly [at: number, value: number | null, min: number | null, max: number | null];

/** One metric's samples over a span, on a grid. */
export interface Series {
  metric: MetricId;
  points: Point[];
}

/** One stored sample as the downsampler sees it. */
export interface Row {
  at: number;
  intervalMs: number | null;
  values: Values;
}

/** Grid steps that read well on an axis, in milliseconds. */
const STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600].map((seconds) => seconds * 1000);

const HOUR_MS = 3_600_000;

/** After this long without a sample the line breaks: three of the slowest polls of a source. */
const GAP_MS = { info: 16_000, commands: 46_000, latency: 190_000, slowlog: 95_000 };

/**
 * The step of the grid that gives at most `points` points for a span.
 * @param spanMs length of the span in milliseconds
 * @param points how many points fit (the chart's width)
 * @returns milliseconds, one of a list that starts at one second and goes on in whole hours
 */
export function chooseStep(spanMs: number, points: number): number {
  return STEPS_MS.find((step) => spanMs / step <= points) ?? Math.ceil(spanMs / points / HOUR_MS) * HOUR_MS;
}

/**
 * Reduces samples of one node to one point per step of the grid.
 *
 * @param metric which metric
 * @param rows the node's samples of the metric's source, oldest first
 * @param stepMs grid step in milliseconds
 * @returns points at the end of their step. Gauges: mean, minimum and maximum of the samples. Counters: the
 *   whole increase divided by the whole time. Ratios: the sums of the parts, divided. A step without samples
 *   is left out, unless the silence is longer than the source's slowest polls: then one `null` point says so.
 */
export function downsample(metric: MetricId, rows: Iterable<Row>, stepMs: number): Point[] {
  const gapMs = GAP_MS[describeMetric(metric).source];
  const points: Point[] = [];
  let bucket: Row[] = [];
  let bucketEnd = 0;
  let lastAt: number | null = null;
  const flush = () => {
    if (bucket.length > 0) points.push([bucketEnd, ...summarise(metric, bucket)]);
    bucket = [];
  };
  for (const row of rows) {
    const end = (Math.floor(row.at / stepMs) + 1) * stepMs;
    if (end !== bucketEnd) {
      flush();
      // Only a whole step of silence has room for a point of its own.
      if (lastAt !== null && row.at - lastAt > gapMs && end - bucketEnd > stepMs)
        points.push([bucketEnd + stepMs, null, null, null]);
      bucketEnd = end;
    }
    bucket.push(row);
    lastAt = row.at;
  }
  flush();
  return points;
}

function summarise(metric: MetricId, rows: Row[]): [number | null, number | null, number | null] {
  const values = rows.flatMap((row) => row.values[metric] ?? []);
  if (values.length === 0) return [null, null, null];
  return [meanOf(metric, rows), Math.min(...values), Math.max(...values)];
}

/** The mean over rows: by time for counters, by the parts for ratios, by samples for gauges. */
function meanOf(id: MetricId, rows: Row[]): number | null {
  const metric = describeMetric(id);
  if (metric.kind === 'ratio') {
    const parts = partsOf(metric);
    const whole = rows.filter(({ values }) => knowsAll(values, parts));
    return ratioOf(metric, Object.fromEntries(parts.map((part) => [part, meanOf(part, whole)])));
  }
  let weighted = 0;
  let weight = 0;
  for (const row of rows) {
    const value = row.values[id] ?? null;
    const share = metric.kind === 'counter' ? row.intervalMs : 1;
    if (value === null || share === null) continue;
    weighted += value * share;
    weight += share;
  }
  return weight === 0 ? null : weighted / weight;
}

/**
 * Adds up the series of several nodes on the same grid.
 * @param metric which metric
 * @param nodes for each node the points of the metric, and for a ratio those of its parts
 * @returns the instance's points, at every moment that any node has. A node that has no sample in a step keeps
 *   its point before, else a reply that comes a moment late would read as a fall of the sum; after a gap it
 *   counts no longer.
 */
export function addUpNodes(metric: MetricId, nodes: readonly Partial<Record<MetricId, Point[]>>[]): Point[] {
  const series = nodes.map((node) => Object.entries(node) as [MetricId, Point[]][]);
  const moments = new Set(series.flatMap((node) => node.flatMap(([, points]) => points.map(([at]) => at))));
  const readers = series.map((node) => node.map(([id, points]) => [id, follow(points)] as const));
  return [...moments]
    .sort((a, b) => a - b)
    .map((at) => {
      const now = readers.map((node) => node.map(([id, pointAt]) => [id, pointAt(at)] as const));
      const of = (part: 1 | 2 | 3) =>
        acrossNodes(
          metric,
          now.map((node) => Object.fromEntries(node.map(([id, point]) => [id, point?.[part] ?? null]))),
        );
      const mean = of(1);
      // The extremes of a quotient are not the quotient of the extremes.
      return describeMetric(metric).kind === 'ratio' ? [at, mean, mean, mean] : [at, mean, of(2), of(3)];
    });
}

/** Reads points at rising moments: the one of the moment, or the last one before it. */
function follow(points: readonly Point[]): (at: number) => Point | undefined {
  let next = 0;
  return (at) => {
    while (next < points.length && points[next]![0] <= at) next += 1;
    return points[next - 1];
  };
}

/** The metric itself and, for a ratio, its parts: what `addUpNodes` needs. */
export function withParts(id: MetricId): MetricId[] {
  const metric = describeMetric(id);
  return metric.kind === 'ratio' ? [id, ...partsOf(metric)] : [id];
}
