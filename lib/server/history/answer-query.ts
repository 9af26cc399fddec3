import 'server-only';
import { describeMetric, type MetricId, type Source } from '@/lib/metrics/catalogue';
import { labelOf } from '@/lib/metrics/columns';
import { downsample, downsampleLabel } from '@/lib/metrics/downsample';
import { describeFamily, type FamilyId } from '@/lib/metrics/families';
import { addUpLabel, addUpNodes, withParts, type Point, type Series } from '@/lib/metrics/series';
import type { Stretch } from '@/lib/metrics/stretch';
import type { LabelSeries } from './history';

/** What is kept of a source of a node over the span that is asked for, oldest first. */
export type ReadStretches = (node: string, source: Source) => readonly Stretch[];

/** The series of some metrics, of one node or of several added up. */
export function answerMetrics(
  metrics: readonly MetricId[],
  nodes: readonly string[],
  stepMs: number,
  stretches: ReadStretches,
): Series[] {
  const read = (node: string, metric: MetricId): Point[] =>
    downsample(metric, stretches(node, describeMetric(metric).source), stepMs);
  return metrics.map((metric) => {
    if (nodes.length === 1) return { metric, points: read(nodes[0]!, metric) };
    const byNode = nodes.map((node) =>
      Object.fromEntries(withParts(metric).map((id) => [id, read(node, id)])),
    );
    return { metric, points: addUpNodes(metric, byNode) };
  });
}

/** The series of a family's labels: all that have a known value in the span, or those that are asked for. */
export function answerFamily(
  family: FamilyId,
  wanted: readonly string[] | undefined,
  nodes: readonly string[],
  stepMs: number,
  stretches: ReadStretches,
): LabelSeries[] {
  const { source, kind } = describeFamily(family);
  const byNode = nodes.map((node) => stretches(node, source));
  const found = new Set(
    byNode.flatMap((ofNode) =>
      ofNode.flatMap(({ columns }) => columns.flatMap((column) => labelOf(family, column) ?? [])),
    ),
  );
  const labels = [...found].filter((label) => !wanted || wanted.includes(label)).sort();
  return labels.flatMap((label) => {
    const parts = byNode.map((ofNode) => downsampleLabel(family, label, ofNode, stepMs));
    const known = parts.filter(({ weight }) => weight > 0);
    if (known.length === 0) return [];
    const points = known.length === 1 ? known[0]!.points : addUpLabel(known.map((part) => part.points));
    if (kind === 'gauge') return { label, points, increase: null, elapsedMs: 0 };
    const increase = known.reduce((sum, part) => sum + part.sum, 0);
    return { label, points, increase, elapsedMs: Math.max(...known.map(({ weight }) => weight)) };
  });
}
