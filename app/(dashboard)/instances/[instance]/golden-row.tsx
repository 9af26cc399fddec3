import { ArrowDown, ArrowUp } from 'lucide-react';
import { valueAt } from '@/components/charts/chart-data';
import { Sparkline } from '@/components/charts/sparkline';
import { classNames } from '@/components/ui/class-names';
import { Quantity } from '@/components/ui/quantity';
import { severityOf } from '@/lib/advisor/thresholds';
import { formatCount, formatDuration, formatValue, share } from '@/lib/format';
import { describeMetric, type MetricId } from '@/lib/metrics/catalogue';
import type { Point } from '@/lib/metrics/series';
import type { NodeView } from '@/lib/node-view';
import type { Span } from '@/lib/time-span';
import { GOLDEN_METRICS, type GoldenMetric } from './charts';

const LABELS: Partial<Record<GoldenMetric, string>> = {
  usedMemoryBytes: 'Memory',
  connectedClients: 'Clients',
  microsecondsPerCall: 'Per call',
  evictedKeysPerSecond: 'Evictions',
  mainThreadCpuRatio: 'Main thread',
};

/** Changes smaller than this are noise, not news. */
const WORTH_A_DELTA = 0.02;

/** The numbers that an operator looks at first, in one strip. */
export function GoldenRow({
  view,
  points,
  span: { from, to },
  then,
}: {
  view: NodeView;
  points: (metric: MetricId) => readonly Point[];
  span: Span;
  /** Whether the numbers are those of the end of the span and not of the present. */
  then: boolean;
}) {
  const span = to - from;
  const context = { maxmemoryPolicy: view.main?.server?.maxmemoryPolicy ?? null };
  const isDown = view.main?.state === 'down';
  return (
    <section
      aria-label="Golden numbers"
      className="grid grid-cols-2 overflow-hidden rounded-lg border bg-surface sm:grid-cols-4 xl:grid-cols-8"
    >
      {GOLDEN_METRICS.map((metric) => {
        const { label, unit } = describeMetric(metric);
        const value = then ? valueAt(points(metric), to) : valueOf(metric, view);
        const severity = then ? null : severityOf(metric, view.values, context);
        return (
          <div
            key={metric}
            data-metric={metric}
            className="-mt-px -ml-px min-w-0 border-t border-l px-3 pt-3 pb-2"
          >
            <div className="flex h-5 items-center justify-between gap-2">
              <h2 className="truncate text-xs text-muted">{LABELS[metric] ?? label}</h2>
              <Delta points={points(metric)} from={from} span={span} unit={unit} metric={metric} />
            </div>
            <p
              className={classNames(
                'mt-0.5 truncate text-2xl font-medium tracking-tight',
                severity === 'critical' && 'text-critical',
                severity === 'warning' && 'text-warning',
                isDown && !then && 'text-faint',
              )}
            >
              <Quantity value={value} unit={unit} />
            </p>
            <p className="h-4 truncate text-xs text-muted">{then ? 'at the end' : noteOf(metric, view)}</p>
            <div className="mt-1.5">
              <Sparkline
                points={points(metric)}
                from={from}
                to={to}
                max={metric === 'hitRatio' ? 1 : undefined}
              />
            </div>
          </div>
        );
      })}
    </section>
  );
}

/** The CPU of the main thread is known from 6.2 on; before, the process is what there is. */
const valueOf = (metric: GoldenMetric, { values }: NodeView): number | null =>
  (metric === 'mainThreadCpuRatio'
    ? (values.mainThreadCpuRatio ?? values.processCpuRatio)
    : values[metric]) ?? null;

/** What the number is of: a percentage has a named denominator, and no limit is said to be none. */
function noteOf(metric: GoldenMetric, { values, nodes }: NodeView): string {
  switch (metric) {
    case 'commandsPerSecond':
      return values.errorsPerSecond
        ? `${formatValue(values.errorsPerSecond, 'perSecond')} errors`
        : 'no errors';
    case 'hitRatio':
      return values.hitRatio == null
        ? 'no lookups'
        : `${formatValue(values.missesPerSecond, 'perSecond')} misses`;
    case 'usedMemoryBytes':
      return values.maxmemoryBytes == null
        ? 'no limit'
        : `${formatValue(share(values.usedMemoryBytes, values.maxmemoryBytes), 'ratio')} of ${formatValue(values.maxmemoryBytes, 'bytes')}`;
    case 'connectedClients':
      return values.maxclients == null ? '' : `of ${formatCount(values.maxclients)}`;
    case 'microsecondsPerCall':
      return values.latencyP99Microseconds == null
        ? ''
        : `p99 ${formatValue(values.latencyP99Microseconds, 'microseconds')}`;
    case 'evictedKeysPerSecond':
      return `${formatValue(values.expiredKeysPerSecond, 'perSecond')} expired`;
    case 'mainThreadCpuRatio':
      return values.mainThreadCpuRatio == null
        ? 'whole process'
        : nodes.length > 1
          ? 'busiest node'
          : 'of one core';
    case 'lastSaveAgeSeconds': {
      if (values.saveInProgress) return 'saving now';
      if (values.changesSinceSave == null) return '';
      const changes = `${formatValue(values.changesSinceSave, 'count')} changes`;
      return values.lastSaveAgeSeconds == null ? `never, ${changes}` : `${changes} since`;
    }
  }
}

/** How the mean of the range compares with that of the same span before. */
function Delta({
  points,
  from,
  span,
  unit,
  metric,
}: {
  points: readonly Point[];
  from: number;
  span: number;
  unit: 'ratio' | string;
  metric: GoldenMetric;
}) {
  if (metric === 'lastSaveAgeSeconds') return null;
  const now = mean(points.filter(([at]) => at > from));
  const before = mean(points.filter(([at]) => at <= from && at > from - span));
  if (now === null || before === null) return null;
  // The change of a percentage is in points: 97 % → 61 % is −36, not −37 %.
  const change = unit === 'ratio' ? now - before : share(now - before, before);
  if (change === null || Math.abs(change) < (unit === 'ratio' ? 0.001 : WORTH_A_DELTA)) return null;
  const Arrow = change > 0 ? ArrowUp : ArrowDown;
  return (
    <span
      className="flex items-center text-xs whitespace-nowrap text-muted"
      title={`Mean of these ${formatDuration(span / 1000)} against the ${formatDuration(span / 1000)} before`}
    >
      <Arrow className="size-3" aria-label={change > 0 ? 'up' : 'down'} />
      {unit === 'ratio' ? `${Math.abs(change * 100).toFixed(1)} pt` : formatValue(Math.abs(change), 'ratio')}
    </span>
  );
}

function mean(points: readonly Point[]): number | null {
  const values = points.flatMap(([, value]) => value ?? []);
  return values.length < 3 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
