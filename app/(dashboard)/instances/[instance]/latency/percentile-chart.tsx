import { ChartPanel } from '@/components/charts/chart-panel';
import type { TimeView } from '@/components/live/use-time-view';
import type { HistoryView } from '@/lib/client/use-history';
import { formatValue } from '@/lib/format';
import type { QuantileName } from '@/lib/metrics/latency-heat';
import type { LatencyResponse } from '@/lib/schemas/latency';
import { quantilePoints } from './heat-view';

const LINES: readonly { id: QuantileName; label: string }[] = [
  { id: 'p50', label: 'p50' },
  { id: 'p99', label: 'p99' },
  { id: 'p999', label: 'p99.9' },
];

/** The percentiles of each step; below them those of the span, which are of its calls and no mean of the steps'. */
export function PercentileChart({
  histogram,
  history,
  time,
}: {
  histogram: NonNullable<LatencyResponse['histogram']>;
  history: HistoryView;
  time: TimeView;
}) {
  return (
    <ChartPanel
      title="Percentiles"
      label="Percentiles"
      unit="microseconds"
      {...time.chart}
      markers={history.markers}
      absences={history.absences}
      legend={false}
      present={false}
      series={LINES.map(({ id, label }, index) => ({
        id,
        label,
        colour: `var(--series-${index + 1})`,
        points: quantilePoints(histogram, id),
      }))}
    >
      <ul className="mt-2 flex flex-wrap gap-x-4 text-xs">
        {LINES.map(({ id, label }, index) => (
          <li key={id}>
            <span
              className="mr-2 inline-block size-2 rounded-full"
              style={{ background: `var(--series-${index + 1})` }}
            />
            {label} {formatValue(histogram[id]?.us, 'microseconds')}
            <span className="text-muted"> over the span</span>
          </li>
        ))}
      </ul>
    </ChartPanel>
  );
}
