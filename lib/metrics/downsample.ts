import { describeMetric, type Metric, type MetricId, type Source } from './catalogue';
import { columnOf } from './columns';
import { describeFamily, type FamilyId } from './families';
import { PointBuilder } from './point-builder';
import type { Point } from './series';
import type { Cells, Stretch } from './stretch';

/** After this long without a sample the line breaks: three of the slowest polls of a source. */
const GAP_MS = { info: 16_000, commands: 46_000, latency: 190_000, slowlog: 95_000 };

/**
 * Reduces what is known of one node to one point per step of the grid.
 *
 * @param metric which metric
 * @param stretches the node's rows of the metric's source, oldest first
 * @param stepMs grid step in milliseconds
 * @returns points at the end of their step. Gauges: mean, minimum and maximum of the samples. Counters: the
 *   whole increase divided by the whole time. Ratios: the sums of the parts, divided. A step without samples
 *   is left out, unless the silence is longer than the source's slowest polls: then one `null` point says so.
 */
export function downsample(metric: MetricId, stretches: Iterable<Stretch>, stepMs: number): Point[] {
  const described = describeMetric(metric);
  if (described.kind === 'ratio') return downsampleRatio(described, stretches, stepMs);
  return downsampleColumn(metric, described, stretches, stepMs).points;
}

/** The points of one label of a family, and what a counter has risen by in all, over how many milliseconds. */
export function downsampleLabel(
  family: FamilyId,
  label: string,
  stretches: Iterable<Stretch>,
  stepMs: number,
): { points: Point[]; sum: number; weight: number } {
  return downsampleColumn(columnOf(family, label), describeFamily(family), stretches, stepMs);
}

function downsampleColumn(
  column: string,
  { kind, source }: { kind: 'counter' | 'gauge'; source: Source },
  stretches: Iterable<Stretch>,
  stepMs: number,
): { points: Point[]; sum: number; weight: number } {
  const builder = new PointBuilder(stepMs, GAP_MS[source], kind === 'counter' ? 1000 : 1);
  const total = { sum: 0, weight: 0 };
  for (const stretch of stretches) {
    const { firstAt, lastAt } = stretch;
    const cells = stretch.read(column);
    for (let row = 0; row < firstAt.length; row += 1) {
      const weight = cells ? cells.weight[row]! : 0;
      if (!cells || weight === 0) builder.add(firstAt[row]!, lastAt[row]!, 0, 0, 0, 0);
      else {
        const sum = cells.sum[row]!;
        builder.add(firstAt[row]!, lastAt[row]!, sum, weight, cells.min[row]!, cells.max[row]!);
        total.sum += sum;
        total.weight += weight;
      }
    }
  }
  return { points: builder.finish(), ...total };
}

function downsampleRatio(
  metric: Extract<Metric, { kind: 'ratio' }>,
  stretches: Iterable<Stretch>,
  stepMs: number,
): Point[] {
  const builder = new PointBuilder(stepMs, GAP_MS[metric.source], 1);
  for (const stretch of stretches) {
    const { firstAt, lastAt } = stretch;
    const [above, below] = [metric.numerator, metric.denominator].map((ids) =>
      ids.map((id) => stretch.read(id)),
    ) as [(Cells | null)[], (Cells | null)[]];
    for (let row = 0; row < firstAt.length; row += 1) {
      // A reset can take one part away, and what is left would bend the quotient.
      const isWhole = [...above, ...below].every((cells) => cells && cells.weight[row]! > 0);
      const sumOf = (parts: (Cells | null)[]) => parts.reduce((sum, cells) => sum + cells!.sum[row]!, 0);
      const denominator = isWhole ? sumOf(below) : 0;
      const numerator = denominator > 0 ? sumOf(above) : 0;
      const quotient = denominator > 0 ? numerator / denominator : 0;
      builder.add(firstAt[row]!, lastAt[row]!, numerator, denominator, quotient, quotient);
    }
  }
  return builder.finish();
}
