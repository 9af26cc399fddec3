import 'server-only';
import type { z } from 'zod';
import { describeMetric } from '@/lib/metrics/catalogue';
import type { READS } from '@/lib/reads';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { Access } from '../access';
import { collector } from '../collector';
import { AppError } from '../errors';

/** The metrics of a node, or of the instance: its primaries added up as the catalogue says. */
export async function readHistory(
  access: Access,
  query: z.infer<(typeof READS)['history']['query']>,
): Promise<HistoryResponse> {
  const to = query.to ?? Date.now();
  const from = query.from ?? to - query.span;
  if (from >= to) {
    throw new AppError('INVALID_INPUT', `from: must be before to, which is ${to}.`, {
      status: 400,
      details: { field: 'from' },
    });
  }
  const { history } = collector();
  const nodes = query.node === undefined ? access.watcher.summedNodes : [access.node(query.node)];
  const ids = nodes.map(({ id }) => id);
  const { stepMs, series } = await history.series({
    instance: access.instance.id,
    nodes: ids,
    metrics: query.metrics,
    from,
    to,
    points: query.points,
  });
  const markers = await history.markers(access.instance.id, from, to);
  return {
    stepMs,
    series: series.map(({ metric, points }) => ({
      metric,
      unit: describeMetric(metric).unit,
      points: points.map((point) => [...point]),
    })),
    markers: markers.filter(({ node, kind }) => kind === 'action' || ids.includes(node)),
  };
}
