'use client';

import { useQueryStates } from 'nuqs';
import { ChartPanel } from '@/components/charts/chart-panel';
import { LiveControls } from '@/components/live/live-controls';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { RangePicker } from '@/components/live/range-picker';
import { useLiveTail } from '@/components/live/use-live-tail';
import { PageHeader } from '@/components/shell/page-header';
import { describeState } from '@/lib/advisor/describe-state';
import { useHistory } from '@/lib/client/use-history';
import { useNow } from '@/lib/client/use-now';
import { formatBytes } from '@/lib/format';
import { describeMetric } from '@/lib/metrics/catalogue';
import type { Marker } from '@/lib/metrics/markers';
import { factsOf, viewOf } from '@/lib/node-view';
import type { HistoryResponse } from '@/lib/schemas/history';
import { RANGE_MS, viewParams } from '@/lib/search-params';
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
import { StateLine } from './state-line';

/** Below this span the charts follow the stream second by second; above it, their grid's step. */
const FOLLOWED_MS = 300_000;
/** Charts that follow the stream move with its samples; when none comes, time still passes. */
const STILL_MS = 5_000;
/** How often they ask for their history all the same. */
const CAUGHT_UP_MS = 30_000;

/** How the instance is, in one sentence, one row of numbers and nine charts. */
export function Overview({
  charts: firstCharts,
  golden: firstGolden,
  now: atRender,
}: {
  charts: HistoryResponse;
  golden: HistoryResponse;
  now: number;
}) {
  const { instance, paused } = useLive();
  const [{ range, node }] = useQueryStates(viewParams);
  const span = RANGE_MS[range];
  const followed = span <= FOLLOWED_MS;
  const present = useNow(atRender);
  const gridMs = Math.max(1_000, span / CHART_POINTS);
  const step = useNow(atRender, followed ? STILL_MS : gridMs);
  const view = viewOf(instance.nodes ?? [], node);
  const single = view.nodes.length === 1 ? view.nodes[0]!.node : null;

  const charts = useHistory(
    instance.id,
    { metrics: CHART_METRICS, span, points: CHART_POINTS, node },
    firstCharts,
    paused ? null : followed && single ? CAUGHT_UP_MS : undefined,
  );
  const golden = useHistory(
    instance.id,
    { metrics: GOLDEN_METRICS, span: span * 2, points: GOLDEN_POINTS, node },
    firstGolden,
    paused ? null : undefined,
  );
  const tail = useLiveTail(followed ? single : null);
  const followedTo = Math.floor(tail.at / gridMs) * gridMs;
  const to = Math.max(atRender, followedTo, paused ? lastMoment(charts.points('commandsPerSecond')) : step);
  const from = to - span;
  const markers = distinct([...charts.markers, ...tail.markers]).filter(({ at }) => at >= from && at <= to);

  const chart = ({ title, metrics, unit, stacked, max, threshold }: ChartDefinition) => {
    const limit = threshold ? (view.values[threshold] ?? null) : null;
    return (
      <ChartPanel
        key={title}
        title={title}
        label={title}
        unit={unit}
        stacked={stacked}
        max={max}
        from={from}
        to={to}
        markers={markers}
        threshold={limit === null ? null : { label: `limit ${formatBytes(limit)}`, value: limit }}
        series={metrics.map((id, index) => {
          const past = charts.points(id);
          return {
            id,
            label: describeMetric(id).label,
            colour: `var(--series-${index + 1})`,
            points: [...past.filter(([at]) => at >= from), ...tail.points(id, lastMoment(past), to)],
          };
        })}
      />
    );
  };

  return (
    <>
      <PageHeader title="Overview">
        <NodePicker />
        <RangePicker />
        <LiveControls />
      </PageHeader>
      <div className="space-y-4">
        <StateLine sentence={describeState(factsOf(view, instance, present))} node={view.main} />
        <GoldenRow view={view} points={golden.points} from={from} to={to} span={span} />
        <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">{CHARTS.map(chart)}</div>
      </div>
      <CostFooter nodes={view.nodes} />
    </>
  );
}

const lastMoment = (points: readonly (readonly [number, ...unknown[]])[]): number => points.at(-1)?.[0] ?? 0;

/** The history and the stream both tell a marker that came between them. */
function distinct(markers: readonly Marker[]): Marker[] {
  return [
    ...new Map(markers.map((marker) => [`${marker.at} ${marker.kind} ${marker.node}`, marker])).values(),
  ];
}
