import 'server-only';
import type { z } from 'zod';
import { findAbsences } from '@/lib/metrics/absences';
import { describeMetric, type MetricId } from '@/lib/metrics/catalogue';
import type { READS } from '@/lib/reads';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { Access } from '../access';
import { collector } from '../collector';
import type { NodeWatcher } from '../node-watcher';
import { spanOf } from './span-of';

/** Every reply to INFO has it. */
const WITNESS: MetricId = 'uptimeSeconds';
/** Longer than saves and outages that are worth a band in a chart. */
const LONGEST_MS = 86_400_000;

const isDown = ({ state }: NodeWatcher) => state.state === 'down';

/** The metrics of a node, or of the instance: its primaries added up as the catalogue says. */
export async function readHistory(
  access: Access,
  query: z.infer<(typeof READS)['history']['query']>,
): Promise<HistoryResponse> {
  const { from, to } = spanOf(query);
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
  // What began in the span may have ended after it.
  const all = await history.markers(access.instance.id, from, to + LONGEST_MS);
  const own = all.filter(({ node, kind }) => kind === 'action' || ids.includes(node));
  const absences = await Promise.all(
    nodes.map(async (node) => {
      const { series } = await history.series({
        instance: access.instance.id,
        nodes: [node.id],
        metrics: [WITNESS],
        from,
        to,
        points: query.points,
      });
      return findAbsences(
        series[0]?.points ?? [],
        own.filter((marker) => marker.node === node.id),
        { stepMs, from, to: Math.min(to, Date.now()), downSince: isDown(node) ? node.state.since : null },
      );
    }),
  );
  return {
    stepMs,
    series: series.map(({ metric, points }) => ({
      metric,
      unit: describeMetric(metric).unit,
      points: points.map((point) => [...point]),
    })),
    markers: own.filter((marker) => (marker.from ?? marker.at) <= to),
    absences: absences.flat().sort((a, b) => a.from - b.from),
  };
}
