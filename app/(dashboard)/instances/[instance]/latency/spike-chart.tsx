import { ChartPanel } from '@/components/charts/chart-panel';
import { Notice } from '@/components/ui/notice';
import { describeLatencyEvent } from '@/lib/redis/latency-events';
import type { Point } from '@/lib/metrics/series';
import type { LatencyResponse } from '@/lib/schemas/latency';
import type { Refusal } from '@/lib/schemas/refusal';

/** So much room at least beside the spikes, in milliseconds. */
const MARGIN_MS = 30_000;

/** The spikes of one event, each a dot: between two of them nothing was slow. */
export function SpikeChart({
  event,
  history,
  refusal,
}: {
  event: string;
  history: LatencyResponse['monitor']['history'];
  refusal?: Refusal;
}) {
  if (refusal) return <Notice severity="info" title={refusal.message} line={refusal.line} />;
  const moments = history.flatMap(({ spikes }) => spikes.map(([at]) => at));
  if (moments.length === 0) return null;
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const margin = Math.max(MARGIN_MS, (last - first) * 0.02);
  return (
    <ChartPanel
      title={`Spikes of ${event}`}
      label={`Spikes of ${event}`}
      unit="microseconds"
      from={first - margin}
      to={last + margin}
      present={false}
      series={history.map(({ node, spikes }, index) => ({
        id: node,
        label: node,
        colour: `var(--series-${(index % 8) + 1})`,
        points: spikes.flatMap(([at, ms]) => dot(at, ms * 1000)),
      }))}
    >
      <p className="mt-2 text-xs text-muted">
        {describeLatencyEvent(event) ?? 'An event that this dashboard does not know.'} Each dot is the worst
        of its second, as the server remembers it: up to 160, whatever span the page shows.
      </p>
    </ChartPanel>
  );
}

/** A value with a gap behind it, so that no line leads to the next. */
const dot = (at: number, us: number): Point[] => [
  [at, us, us, us],
  [at + 1, null, null, null],
];
