import { ChartPanel } from '@/components/charts/chart-panel';
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
  /** The oldest servers that tell it. */
  needs?: string;
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
    needs: 'Redis 7.2 or Valkey 7.2',
  },
  {
    title: 'Event loop, where its time goes',
    metrics: ['eventLoopBusyRatio', 'eventLoopCommandRatio'],
    unit: 'ratio',
    explains:
      'How much of the time the main thread is busy at all, and which share of that it runs commands; the rest is reading, writing and chores.',
    needs: 'Redis 7.2 or Valkey 7.2',
  },
];

/** What else makes an answer late, over time. */
export function LatencyCharts({
  histogram,
  history,
  server,
  from,
  to,
}: {
  /** `null` where it is refused, or the server is too old. */
  histogram: LatencyResponse['histogram'];
  history: HistoryView;
  server: NodeSummary['server'];
  from: number;
  to: number;
}) {
  return (
    <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
      {histogram && <PercentileChart histogram={histogram} markers={history.markers} from={from} to={to} />}
      {CHARTS.map(({ title, metrics, unit, explains, needs }) => {
        const series = metrics.map((id, index) => ({
          id,
          label: describeMetric(id).label,
          colour: `var(--series-${index + 1})`,
          points: history.points(id).filter(([at]) => at >= from),
        }));
        const isKnown = series.some(({ points }) => points.some(([, value]) => value !== null));
        return needs && server && !isKnown && !tellsEventLoop(server) ? (
          <Panel key={title} title={title}>
            <Notice severity="info" title={`Needs ${needs}`}>
              {explains} This is {server.label}.
            </Notice>
          </Panel>
        ) : (
          <ChartPanel
            key={title}
            title={title}
            label={title}
            unit={unit}
            from={from}
            to={to}
            markers={history.markers}
            series={series}
          >
            <p className="mt-2 text-xs text-muted">{explains}</p>
          </ChartPanel>
        );
      })}
    </div>
  );
}

const tellsEventLoop = ({ engine, version }: NonNullable<NodeSummary['server']>) =>
  engine === 'valkey' || (engine === 'redis' && atLeast(version, '7.2'));
