'use client';

import { ChartPanel } from '@/components/charts/chart-panel';
import type { TimeView } from '@/components/live/use-time-view';
import { formatDuration } from '@/lib/format';
import { GROUPINGS } from '@/lib/group-clients';
import type { Point } from '@/lib/metrics/series';
import type { ClientHistoryResponse } from '@/lib/schemas/client-history';

/** Connections by group over time, and how many came and went. */
export function ConnectionCharts({
  history,
  view,
  colourOf,
}: {
  history: ClientHistoryResponse;
  view: TimeView;
  colourOf: (key: string) => string | null;
}) {
  const { total, series, received, stepMs, by, at: now, markers } = history;
  const step = formatDuration(stepMs / 1000);
  // A step that is not over yet would read as a fall.
  const perStep = (counts: readonly (number | null)[]): Point[] =>
    total.overTime.open
      .map(([at], index): Point => {
        const count = counts[index] ?? null;
        return [at, count, count, count];
      })
      .filter(([at]) => at <= now);
  const arrived = received
    .filter(([at]) => at <= now)
    .map(([at, rate]): Point => {
      const count = rate === null ? null : (rate * stepMs) / 1000;
      return [at, count, count, count];
    });
  return (
    <div className="grid gap-4 xl:grid-cols-[3fr_2fr]">
      <ChartPanel
        {...view.chart}
        title={`Connections by ${GROUPINGS[by].label.toLowerCase()}`}
        label={`Connections by ${GROUPINGS[by].label.toLowerCase()}`}
        unit="count"
        stacked
        height={300}
        markers={markers}
        legend={false}
        present={false}
        aside={<span className="text-sm text-muted">{describeTotal(total)}</span>}
        series={series.map(({ key, groups, open }) => ({
          id: key ?? ' others',
          label: key ?? `${groups.toLocaleString('en-US')} other groups`,
          colour: (key !== null && colourOf(key)) || 'var(--series-8)',
          points: drawnFrom(open, stepMs, now),
        }))}
      />
      <ChartPanel
        {...view.chart}
        title={`Opened and closed in ${step}`}
        label="Connections opened and closed"
        unit="count"
        height={196}
        present={false}
        markers={markers}
        series={[
          { id: 'all', label: 'Opened, by Redis’s own count', colour: 'var(--series-8)', points: arrived },
          {
            id: 'opened',
            label: 'Opened, listed',
            colour: 'var(--series-3)',
            points: perStep(total.overTime.opened),
          },
          {
            id: 'closed',
            label: 'Closed, listed',
            colour: 'var(--series-2)',
            points: perStep(total.overTime.closed),
          },
        ]}
      >
        <p className="mt-2 text-xs text-muted">
          The clients are listed once a minute: shorter connections are only in Redis’s own count, which
          counts those of this dashboard, too.
        </p>
      </ChartPanel>
    </div>
  );
}

/**
 * A step is drawn from where it begins: what was first read a minute ago would otherwise be no line yet. The step that
 * is not over ends with the present.
 */
function drawnFrom(
  open: ClientHistoryResponse['total']['overTime']['open'],
  stepMs: number,
  now: number,
): readonly Point[] {
  return open.flatMap(([at, ...values], index): Point[] => {
    const begins = values[0] !== null && (open[index - 1]?.[1] ?? null) === null;
    const point: Point = [Math.min(at, Math.max(now, at - stepMs + 2)), ...values];
    // A moment after the gap's own point, which would else be lost.
    return begins ? [[at - stepMs + 1, ...values], point] : [point];
  });
}

function describeTotal({ atEnd, peak }: ClientHistoryResponse['total']): string {
  if (peak === null) return 'nothing recorded in this span';
  const most = `at most ${peak.toLocaleString('en-US')}`;
  return atEnd === null ? most : `${atEnd.toLocaleString('en-US')} at the end, ${most}`;
}
