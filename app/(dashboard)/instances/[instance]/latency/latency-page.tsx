'use client';

import { useQueryStates } from 'nuqs';
import { LiveControls } from '@/components/live/live-controls';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { RangePicker } from '@/components/live/range-picker';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { useHistory } from '@/lib/client/use-history';
import { useNow } from '@/lib/client/use-now';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { viewOf } from '@/lib/node-view';
import type { HistoryResponse } from '@/lib/schemas/history';
import type { LatencyResponse } from '@/lib/schemas/latency';
import { latencyParams, RANGE_MS, viewParams } from '@/lib/search-params';
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
  const [{ range, node }] = useQueryStates(viewParams);
  const [{ event }] = useQueryStates(latencyParams);
  const span = RANGE_MS[range];
  const search = new URLSearchParams({
    span: String(span),
    points: String(HEAT_POINTS),
    ...(node !== null && { node }),
    ...(event !== null && { event }),
  });
  const { data, error, refresh } = useRefreshed(
    `/api/instances/${instance.id}/latency?${search}`,
    initial,
    paused ? null : REFRESH_MS,
  );
  const history = useHistory(
    instance.id,
    { metrics: LATENCY_METRICS, span, points: LATENCY_POINTS, node },
    firstHistory,
    paused ? null : undefined,
  );
  const to = useNow(atRender, Math.max(2_000, span / LATENCY_POINTS));
  const shown = { from: to - span, to };
  const view = viewOf(instance.nodes ?? [], node);
  return (
    <>
      <PageHeader title="Latency">
        <NodePicker />
        <RangePicker />
        <LiveControls />
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} failures={data.failures} />
        <LatencyStrip data={data} values={view.values} roundTrips={history.points('roundTripMicroseconds')} />
        <HeatPanel data={data} server={view.main?.server ?? null} />
        <LatencyCharts
          histogram={data.histogram}
          history={history}
          server={view.main?.server ?? null}
          {...shown}
        />
        <MonitorPanel data={data} node={node} onChange={() => void refresh()} />
        {data.histogram && <BucketTable histogram={data.histogram} instance={instance.id} />}
      </div>
    </>
  );
}
