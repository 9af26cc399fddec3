'use client';

import { useQueryState } from 'nuqs';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { TimeControls } from '@/components/live/time-controls';
import { useMarked } from '@/components/live/use-marked';
import { useTimeView } from '@/components/live/use-time-view';
import { HistoryTrouble } from '@/components/shell/history-trouble';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { useHistory } from '@/lib/client/use-history';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { viewOf } from '@/lib/node-view';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { LatencyResponse } from '@/lib/schemas/latency';
import { latencyParams, viewParams } from '@/lib/search-params';
import { BucketTable } from './bucket-table';
import { HEAT_POINTS, LATENCY_METRICS, LATENCY_POINTS } from './charts';
import { HeatPanel } from './heat-panel';
import { LatencyCharts } from './latency-charts';
import { LatencyStrip } from './latency-strip';
import { MonitorPanel } from './monitor-panel';

/** The histogram is read every 15 s while somebody watches; the latency monitor is as cheap as a PING. */
const REFRESH_MS = 10_000;

/** How long commands take, how far the server is, and what held it up. */
export function LatencyPage({
  initial,
  history: firstHistory,
  now: atRender,
}: {
  initial: LatencyResponse;
  history: HistoryResponse;
  now: number;
}) {
  const { instance, paused } = useLive();
  const [node] = useQueryState('node', viewParams.node);
  const [event] = useQueryState('event', latencyParams.event);
  const time = useTimeView(atRender, LATENCY_POINTS);
  const { span, from, to } = time.asked;
  const search = new URLSearchParams({
    ...(from !== undefined && to !== undefined
      ? { from: String(from), to: String(to) }
      : { span: String(span) }),
    points: String(HEAT_POINTS),
    ...(node !== null && { node }),
    ...(event !== null && { event }),
  });
  const { data, error, refresh } = useRefreshed(
    `/api/instances/${instance.id}/latency?${search}`,
    initial,
    paused ? null : REFRESH_MS,
  );
  const past = useHistory(
    instance.id,
    { ...time.asked, metrics: LATENCY_METRICS, points: LATENCY_POINTS, node },
    firstHistory,
  );
  const history = useMarked(past, time, node);
  const view = viewOf(instance.nodes ?? [], node);
  const server = view.main?.server ?? null;
  return (
    <>
      <PageHeader title="Latency">
        <NodePicker />
        <TimeControls view={time} />
      </PageHeader>
      <div className="space-y-4">
        <HistoryTrouble problem={history.problem} />
        <ReadTroubles error={error} failures={data.failures} />
        <LatencyStrip data={data} values={view.values} roundTrips={history.points('roundTripMicroseconds')} />
        <HeatPanel data={data} history={history} server={server} time={time} />
        <LatencyCharts histogram={data.histogram} history={history} server={server} time={time} />
        <MonitorPanel data={data} node={node} onChange={() => void refresh()} />
        {data.histogram && <BucketTable histogram={data.histogram} instance={instance.id} />}
      </div>
    </>
  );
}
