'use client';

import { useQueryState } from 'nuqs';
import { ChartPanel } from '@/components/charts/chart-panel';
import { beginOf } from '@/components/charts/group-marks';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { TimeControls } from '@/components/live/time-controls';
import { useLiveTail } from '@/components/live/use-live-tail';
import { useMarked } from '@/components/live/use-marked';
import { useShownSpan, useTimeView } from '@/components/live/use-time-view';
import { HistoryTrouble } from '@/components/shell/history-trouble';
import { PageHeader } from '@/components/shell/page-header';
import { useHistory } from '@/lib/client/use-history';
import { useNow } from '@/lib/client/use-now';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { formatBytes } from '@/lib/format';
import { describeMetric } from '@/lib/metrics/catalogue';
import { factsOf, viewOf } from '@/lib/node-view';
import type { FindingsResponse } from '@/lib/schemas/findings';
import type { HistoryResponse } from '@/lib/schemas/history';
import { withBefore } from '@/lib/time-span';
import { viewParams } from '@/lib/search-params';
import {
  CHART_METRICS,
  CHART_POINTS,
  CHARTS,
  GOLDEN_METRICS,
  GOLDEN_POINTS,
  type ChartDefinition,
} from './charts';
import { CostFooter } from './cost-footer';
import { GoldenRow } from './golden-row';
import { StatePanel } from './state-panel';

/** Below this span the charts follow the stream second by second; above it, their grid's step. */
const FOLLOWED_MS = 300_000;
/** Charts that follow the stream move with its samples; when none comes, time still passes. */
const STILL_MS = 5_000;
/** How often they ask for their history all the same. */
const CAUGHT_UP_MS = 30_000;

/** The rules judge every five seconds. */
const FINDINGS_MS = 5_000;

/** How the instance is, in sentences, one row of numbers and nine charts. */
export function Overview({
  charts: firstCharts,
  golden: firstGolden,
  findings: firstFindings,
  now: atRender,
}: {
  charts: HistoryResponse;
  golden: HistoryResponse;
  findings: FindingsResponse;
  now: number;
}) {
  const { instance, paused } = useLive();
  const [node] = useQueryState('node', viewParams.node);
  const { lengthMs: span } = useShownSpan(atRender);
  const followed = span <= FOLLOWED_MS;
  const present = useNow(atRender);
  const gridMs = Math.max(1_000, span / CHART_POINTS);
  const nodes = viewOf(instance.nodes ?? [], node);
  const single = nodes.nodes.length === 1 ? nodes.nodes[0]!.node : null;
  const tail = useLiveTail(followed ? single : null);
  const view = useTimeView(atRender, CHART_POINTS, {
    to: Math.floor(tail.at / gridMs) * gridMs,
    stepMs: followed ? STILL_MS : gridMs,
  });
  const { from, to } = view;

  const past = useHistory(
    instance.id,
    { ...view.asked, metrics: CHART_METRICS, points: CHART_POINTS, node },
    firstCharts,
    view.follows && followed && single ? CAUGHT_UP_MS : undefined,
  );
  const charts = useMarked(past, view, node);
  const golden = useHistory(
    instance.id,
    { ...withBefore(view.asked), metrics: GOLDEN_METRICS, points: GOLDEN_POINTS, node },
    firstGolden,
  );
  const { data: findings } = useRefreshed(
    `/api/instances/${instance.id}/findings${node ? `?node=${encodeURIComponent(node)}` : ''}`,
    firstFindings,
    paused ? null : FINDINGS_MS,
  );
  const markers = charts.markers.filter((marker) => marker.at >= from && beginOf(marker) <= to);

  const chart = ({ title, metrics, unit, stacked, max, threshold }: ChartDefinition) => {
    const limit = threshold ? (nodes.values[threshold] ?? null) : null;
    return (
      <ChartPanel
        key={title}
        title={title}
        label={title}
        unit={unit}
        stacked={stacked}
        max={max}
        {...view.chart}
        markers={markers}
        absences={charts.absences}
        threshold={limit === null ? null : { label: `limit ${formatBytes(limit)}`, value: limit }}
        series={metrics.map((id, index) => {
          const past = charts.points(id);
          return {
            id,
            label: describeMetric(id).label,
            colour: `var(--series-${index + 1})`,
            points: [
              ...past.filter(([at]) => at >= from && at <= to + charts.stepMs),
              ...tail.points(id, lastMoment(past), to),
            ],
            previous: charts.previous(id),
          };
        })}
      />
    );
  };

  return (
    <>
      <PageHeader title="Overview">
        <NodePicker />
        <TimeControls view={view} />
      </PageHeader>
      <div className="space-y-4">
        <HistoryTrouble problem={charts.problem} />
        <StatePanel
          facts={factsOf(nodes, instance, present)}
          node={nodes.main}
          findings={findings}
          instance={instance.id}
          now={present}
          named={(instance.nodes?.length ?? 0) > 1 && node === null}
        />
        <GoldenRow
          view={nodes}
          points={golden.points}
          span={view}
          // A paused page keeps its numbers; one that was opened at a past span shows those of then.
          then={!view.follows && !paused}
        />
        <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">{CHARTS.map(chart)}</div>
      </div>
      <CostFooter nodes={nodes.nodes} />
    </>
  );
}

const lastMoment = (points: readonly (readonly [number, ...unknown[]])[]): number => points.at(-1)?.[0] ?? 0;
