import { acrossNodes } from './across-nodes';
import { describeMetric, type MetricId } from './catalogue';
import { partsOf } from './sample';

/** `[Unix ms, mean, minimum, maximum]`; `null`s are a gap, and the line breaks there. */
export type Point = readonly [at: number, value: number | null, min: number | null, max: number | null];

/** One metric's samples over a span, on a grid. */
export interface Series {
  metric: MetricId;
  points: Point[];
}

/** Grid steps that read well on an axis, in milliseconds. */
const DAY_MS = 86_400_000;
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * 60_000),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3_600_000),
  ...[1, 2, 5, 10, 30].map((days) => days * DAY_MS),
];

/**
 * The step of the grid that gives at most `points` points for a span.
 * @param spanMs length of the span in milliseconds
 * @param points how many points fit (the chart's width)
 * @returns milliseconds, one of a list that starts at one second and goes on in whole days
 */
export function chooseStep(spanMs: number, points: number): number {
  return STEPS_MS.find((step) => spanMs / step <= points) ?? Math.ceil(spanMs / points / DAY_MS) * DAY_MS;
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

/**
 * Adds up what several nodes have of one label, by the same rules.
 * @param nodes the points of each node
 */
export function addUpLabel(nodes: readonly Point[][]): Point[] {
  const moments = new Set(nodes.flatMap((points) => points.map(([at]) => at)));
  const readers = nodes.map(follow);
  return [...moments]
    .sort((a, b) => a - b)
    .map((at) => {
      const now = readers.map((pointAt) => pointAt(at));
      const of = (part: 1 | 2 | 3) => {
        const known = now.flatMap((point) => point?.[part] ?? []);
        return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
      };
      return [at, of(1), of(2), of(3)];
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
