'use client';

import dynamic from 'next/dynamic';
import { useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { HeatLegend } from '@/components/charts/heat-legend';
import type { TimeView } from '@/components/live/use-time-view';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { Skeleton } from '@/components/ui/skeleton';
import type { HistoryView } from '@/lib/client/use-history';
import { useTimeZone } from '@/lib/client/use-time-zone';
import { momentText, spanText, type Zone } from '@/lib/client/wall-clock';
import { formatValue } from '@/lib/format';
import { lowerBoundUs } from '@/lib/metrics/latency-quantile';
import { plural } from '@/lib/plural';
import type { NodeSummary } from '@/lib/schemas/instances';
import type { LatencyResponse } from '@/lib/schemas/latency';
import { latencyParams } from '@/lib/search-params';
import { beyondTheEnd, bucketText, toHeatView } from './heat-view';

const HEIGHT = 280;
// Its axis is in the reader's own time zone, which the server does not know.
const HeatMap = dynamic(() => import('@/components/charts/heat-map').then((module) => module.HeatMap), {
  ssr: false,
  loading: () => <Skeleton className="h-[280px]" />,
});

const percent = (value: number) => formatValue(value, 'ratio');
const perSecond = (value: number) => formatValue(value, 'perSecond');

type Histogram = NonNullable<LatencyResponse['histogram']>;

/** How long the calls of the span took, bucket by bucket; or what is missing to know. */
export function HeatPanel({
  data,
  history,
  server,
  time,
}: {
  data: LatencyResponse;
  history: HistoryView;
  server: NodeSummary['server'];
  time: TimeView;
}) {
  const [measure, setMeasure] = useQueryState('heat', latencyParams.heat);
  const { histogram } = data;
  return (
    <Panel
      title="How long commands take"
      aside={
        histogram && (
          <Segmented
            label="Colour by"
            value={measure}
            onChange={(value) => void setMeasure(value)}
            options={[
              { value: 'share', label: 'Share of calls' },
              { value: 'calls', label: 'Calls per second' },
            ]}
          />
        )
      }
    >
      {histogram && histogram.boundsUs.length > 0 ? (
        <Drawn
          histogram={histogram}
          measure={measure}
          history={history}
          {...time.chart}
          from={data.from}
          to={data.to}
        />
      ) : (
        <Missing data={data} server={server} />
      )}
    </Panel>
  );
}

function Drawn({
  histogram,
  measure,
  history,
  ...chart
}: {
  histogram: Histogram;
  measure: 'share' | 'calls';
  history: HistoryView;
} & TimeView['chart']) {
  const zone = useTimeZone();
  const view = useMemo(() => toHeatView(histogram, measure), [histogram, measure]);
  const says = useMemo(() => wordsOf(histogram, zone), [histogram, zone]);
  const beyond = beyondTheEnd(histogram);
  return (
    <>
      <HeatMap
        label="Calls by how long they took, over time"
        {...view}
        {...chart}
        {...says}
        zone={zone}
        markers={history.markers}
        absences={history.absences}
        height={HEIGHT}
      />
      <div className="mt-2 flex flex-wrap items-center gap-x-6 gap-y-2 text-xs text-muted">
        <HeatLegend most={view.most} text={measure === 'share' ? percent : perSecond} />
        <p className="min-w-0 flex-1 basis-96">
          The time in the command itself: the network and the wait for other commands are not in it. The
          server counts calls in buckets that double, so a percentile is known as exactly as its bucket. The
          dashboard’s own commands are among them.
        </p>
      </div>
      {beyond >= 1 && (
        <Notice
          severity="info"
          className="mt-3"
          title={`${plural(Math.round(beyond), 'call')} took longer than ${formatValue(lowerBoundUs(histogram.boundsUs.at(-1)!), 'microseconds')}; how long, the histogram does not say`}
        >
          It ends at one second. The slow log has their times.
        </Notice>
      )}
    </>
  );
}

/** What a cell says. */
function wordsOf({ columns, boundsUs }: Histogram, zone: Zone) {
  const figures = (column: number, row: number) => {
    const { rates, from, to, p50, p99, p999 } = columns[column]!;
    const total = rates.reduce((sum, rate) => sum + rate, 0);
    const share = total > 0 ? rates[row]! / total : 0;
    return { rate: rates[row]!, share, total, from, to, quantiles: [p50, p99, p999] as const };
  };
  return {
    spoken: (column: number, row: number) => {
      const { rate, share, to } = figures(column, row);
      return `${momentText(to, zone)}, ${bucketText(boundsUs[row]!)}: ${perSecond(rate)}, ${percent(share)} of the calls`;
    },
    tooltip: (column: number, row: number) => {
      const { rate, share, total, from, to, quantiles } = figures(column, row);
      return (
        <>
          <p className="mb-1 text-muted">{spanText({ from, to }, zone)}</p>
          <p className="font-medium">{bucketText(boundsUs[row]!)}</p>
          <p>
            {perSecond(rate)} calls, {percent(share)} of {perSecond(total)}
          </p>
          <p className="mt-1 border-t pt-1 text-muted">
            {['p50', 'p99', 'p99.9']
              .map((name, index) => `${name} ${formatValue(quantiles[index], 'microseconds')}`)
              .join(' · ')}
          </p>
        </>
      );
    },
  };
}

/** Why there is nothing to draw, and what would mend it. */
function Missing({ data, server }: { data: LatencyResponse; server: NodeSummary['server'] }) {
  const refusal = data.refused['latency|histogram'];
  if (refusal?.code === 'UNSUPPORTED')
    return (
      <Notice severity="info" title="Percentiles of an interval need Redis 7.0 or Valkey 7.2">
        {server ? `This is ${server.label}: ` : ''}older servers do not count how long each call took. What
        they do tell is below: the mean time per call, the round trip, forks and the latency monitor.
      </Notice>
    );
  if (refusal) return <Notice severity="info" title={refusal.message} line={refusal.line} />;
  const { collector } = data.refused;
  if (collector) return <Notice severity="warning" title={collector.message} line={collector.line} />;
  if (data.tracking === false)
    return (
      <Notice
        severity="info"
        title="The server does not count how long calls take: latency-tracking is off"
        line="CONFIG SET latency-tracking yes"
      />
    );
  if (data.histogram && data.histogram.columns.length > 0)
    return <p className="py-8 text-center text-muted">No command was called in this span.</p>;
  return (
    <p className="py-8 text-center text-muted">
      Nothing was measured in this span. The first figures come with the second reading, 15 seconds after the
      first while somebody watches.
    </p>
  );
}
