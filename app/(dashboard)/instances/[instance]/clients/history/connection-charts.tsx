'use client';

import { ChartPanel } from '@/components/charts/chart-panel';
import type { TimeView } from '@/components/live/use-time-view';
import { formatDuration } from '@/lib/format';
import { GROUPINGS } from '@/lib/group-clients';
import type { Point } from '@/lib/metrics/series';
import { plural } from '@/lib/plural';
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
  // What was asked for when nothing was compared, or the other way round, is still to come.
  const before = view.before && history.before;
  const step = formatDuration(stepMs / 1000);
  // A step that is not over yet would read as a fall.
  const isOver = ([at]: Point) => at <= now;
  const churn = (of: 'opened' | 'closed') => ({
    points: perStep(total.overTime, of).filter(isOver),
    ...(before && { previous: perStep(before.total, of) }),
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
        aside={<span className="text-sm text-muted">{describeTotal(total, before)}</span>}
        series={series.map(({ key, groups, open }) => ({
          id: key ?? ' others',
          label: key ?? (groups === 0 ? 'Groups that are gone' : plural(groups, 'other group')),
          colour: (key !== null && colourOf(key)) || 'var(--series-8)',
          points: drawnFrom(open, stepMs, now),
          ...(before && {
            previous: drawnFrom(
              before.series.find((each) => each.key === key)?.open ?? [],
              stepMs,
              // All of its steps are over.
              Infinity,
            ),
          }),
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
          ...(received === null
            ? []
            : [
                {
                  id: 'all',
                  label: 'Opened, by Redis’s own count',
                  colour: 'var(--series-8)',
                  points: countsOf(received, stepMs).filter(isOver),
                  ...(before?.received && { previous: countsOf(before.received, stepMs) }),
                },
              ]),
          {
            id: 'opened',
            label: 'Opened, listed',
            colour: 'var(--series-3)',
            ...churn('opened'),
          },
          {
            id: 'closed',
            label: 'Closed, listed',
            colour: 'var(--series-2)',
            ...churn('closed'),
          },
        ]}
      >
        <p className="mt-2 text-xs text-muted">
          {received === null
            ? 'The clients are listed once a minute: shorter connections are not seen. Redis’s own count of them is shown to users who may run INFO.'
            : 'The clients are listed once a minute: shorter connections are only in Redis’s own count, which counts those of this dashboard, too.'}
        </p>
      </ChartPanel>
    </div>
  );
}

type Counted = Pick<ClientHistoryResponse['total']['overTime'], 'open' | 'opened' | 'closed'>;

/** How many came or went in each step. */
const perStep = (counted: Counted, of: 'opened' | 'closed'): Point[] =>
  counted.open.map(([at], index): Point => {
    const count = counted[of][index] ?? null;
    return [at, count, count, count];
  });

/** Per step what was per second. */
const countsOf = (rates: readonly Readonly<Point>[], stepMs: number): Point[] =>
  rates.map(([at, rate]): Point => {
    const count = rate === null ? null : (rate * stepMs) / 1000;
    return [at, count, count, count];
  });

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

function describeTotal(
  { atEnd, peak }: ClientHistoryResponse['total'],
  before: ClientHistoryResponse['before'],
): string {
  const then = before && describePeak(before.total.peak);
  const most = peak === null ? 'nothing recorded in this span' : describePeak(peak);
  const now = atEnd === null ? most : `${atEnd.toLocaleString('en-US')} at the end, ${most}`;
  return then === null ? now : `${now} · before: ${then}`;
}

const describePeak = (peak: number | null) =>
  peak === null ? 'nothing recorded' : `at most ${peak.toLocaleString('en-US')}`;
