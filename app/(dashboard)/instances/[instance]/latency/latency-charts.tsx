import { ChartPanel } from '@/components/charts/chart-panel';
import type { TimeView } from '@/components/live/use-time-view';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { HistoryView } from '@/lib/client/use-history';
import { atLeast } from '@/lib/redis/compare-versions';
import { describeMetric, type MetricId, type Unit } from '@/lib/metrics/catalogue';
import type { NodeSummary } from '@/lib/schemas/instances';
import type { LatencyResponse } from '@/lib/schemas/latency';
import { PercentileChart } from './percentile-chart';

interface Definition {
  title: string;
  metrics: readonly MetricId[];
  unit: Unit;
  /** What the number contains, in a sentence. */
  explains: string;
  /** Told by Redis 7.2 and Valkey only. */
  ofEventLoop?: true;
}

const CHARTS: readonly Definition[] = [
  {
    title: 'Time per call',
    metrics: ['microsecondsPerCall'],
    unit: 'microseconds',
    explains: 'The mean over all commands, which every version tells: a few slow calls hide in it.',
  },
  {
    title: 'Round trip',
    metrics: ['roundTripMicroseconds'],
    unit: 'microseconds',
    explains:
      'A PING from the dashboard and back, once a poll: the network both ways, the wait until the server’s main thread was free, and the dashboard’s own work. Of several nodes the farthest.',
  },
  {
    title: 'Last fork',
    metrics: ['lastForkMicroseconds'],
    unit: 'microseconds',
    explains:
      'How long everybody waited while the process was copied for a snapshot, an AOF rewrite or a replica. It grows with the memory in use.',
  },
  {
    title: 'Event loop, per cycle',
    metrics: ['microsecondsPerEventLoopCycle'],
    unit: 'microseconds',
    explains:
      'How long the main thread is busy from one wait for work to the next. Whoever asks meanwhile waits for the rest of the cycle.',
    ofEventLoop: true,
  },
  {
    title: 'Event loop, where its time goes',
    metrics: ['eventLoopBusyRatio', 'eventLoopCommandRatio'],
    unit: 'ratio',
    explains:
      'How much of the time the main thread is busy at all, and which share of that it runs commands; the rest is reading, writing and chores.',
    ofEventLoop: true,
  },
];

/** What else makes an answer late, over time. */
export function LatencyCharts({
  histogram,
  history,
  server,
  time,
}: {
  /** `null` where it is refused, or the server is too old. */
  histogram: LatencyResponse['histogram'];
  history: HistoryView;
  server: NodeSummary['server'];
  time: TimeView;
}) {
  const untold = server && !tellsEventLoop(server) ? CHARTS.filter(({ ofEventLoop }) => ofEventLoop) : [];
  return (
    <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
      {histogram && <PercentileChart histogram={histogram} history={history} time={time} />}
      {CHARTS.filter((chart) => !untold.includes(chart)).map(({ title, metrics, unit, explains }) => (
        <ChartPanel
          key={title}
          title={title}
          label={title}
          unit={unit}
          {...time.chart}
          markers={history.markers}
          absences={history.absences}
          series={metrics.map((id, index) => ({
            id,
            label: describeMetric(id).label,
            colour: `var(--series-${index + 1})`,
            points: history.points(id).filter(([at]) => at >= time.from),
            previous: history.previous(id),
          }))}
        >
          <p className="mt-2 text-xs text-muted">{explains}</p>
        </ChartPanel>
      ))}
      {untold.length > 0 && (
        <Panel title="Event loop" className="md:col-span-2">
          <Notice severity="info" title="Needs Redis 7.2 or Valkey 7.2">
            This is {server!.label}, which does not tell: {untold.map(({ explains }) => explains).join(' ')}
          </Notice>
        </Panel>
      )}
    </div>
  );
}

const tellsEventLoop = ({ engine, version }: NonNullable<NodeSummary['server']>) =>
  engine === 'valkey' || (engine === 'redis' && atLeast(version, '7.2'));
