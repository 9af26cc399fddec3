import { describeMetric, type MetricId } from './catalogue';
import { knowsAll, partsOf, ratioOf, type Values } from './sample';

/**
 * The instance's value of a metric from the values of its nodes.
 *
 * @param id the metric
 * @param nodes the nodes' values at one moment
 * @returns the sum, maximum or minimum as the catalogue says; a ratio from the sums of its parts, over the nodes
 *   that know them all; `null` where the metric does not add up, or where no node knows it
 */
export function acrossNodes(id: MetricId, nodes: readonly Values[]): number | null {
  if (nodes.length === 1) return nodes[0]?.[id] ?? null;
  const metric = describeMetric(id);
  if (metric.kind === 'ratio') {
    const parts = partsOf(metric);
    const whole = nodes.filter((values) => knowsAll(values, parts));
    return ratioOf(metric, Object.fromEntries(parts.map((part) => [part, acrossNodes(part, whole)])));
  }
  const known = nodes.flatMap((values) => values[id] ?? []);
  if (known.length === 0 || metric.across === null) return null;
  if (metric.across === 'max') return Math.max(...known);
  if (metric.across === 'min') return Math.min(...known);
  return known.reduce((sum, value) => sum + value, 0);
}
