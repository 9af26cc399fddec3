import 'server-only';
import type { z } from 'zod';
import { describeMetric } from '@/lib/metrics/catalogue';
import type { READS } from '@/lib/reads/reads';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { Access } from '../access';
import { collector } from '../collector/collector';
import { orProblem } from './or-problem';
import { queriedSpan } from './queried-span';
import { readMarks } from './read-marks';

/**
 * The metrics of a node, or of the instance: its primaries added up as the catalogue says. What a store elsewhere
 * cannot answer is a problem of the charts, not of the page.
 */
export async function readHistory(
  access: Access,
  query: z.infer<(typeof READS)['history']['query']>,
): Promise<HistoryResponse> {
  const { from, to } = queriedSpan(query);
  const { points } = query;
  const nodes = query.node === undefined ? access.watcher.summedNodes : [access.node(query.node)];
  const series = collector().history.series({
    instance: access.instance.id,
    nodes: nodes.map(({ id }) => id),
    metrics: query.metrics,
    ...{ from, to, points },
  });
  const [{ answer, problem }, marks] = await Promise.all([
    orProblem(series, { stepMs: 1_000, series: [] }),
    readMarks(access, nodes, { from, to, points }),
  ]);
  return {
    stepMs: answer.stepMs,
    series: answer.series.map(({ metric, points }) => ({
      metric,
      unit: describeMetric(metric).unit,
      points: points.map((point) => [...point]),
    })),
    ...marks,
    problem: problem ?? marks.problem,
  };
}
