'use client';

import { BarPanel } from '@/components/charts/bar-panel';
import type { ChartSeries } from '@/components/charts/chart-data';
import { ChartPanel } from '@/components/charts/chart-panel';
import { Ago } from '@/components/ui/moment';
import { formatCount } from '@/lib/format';
import type { QueueResponse } from '@/lib/patterns/queues/model';
import { laneLabel } from './lane-words';

/** Lines of one chart that still tell themselves apart. */
const MOST_LINES = 5;

/** A chart is never narrower than this, or the first minutes would look like an hour. */
const SHORTEST_MS = 300_000;

/** How full the queue was, how fast jobs come and go, and how they ended. */
export function DepthCharts({ view, at, pinned }: { view: QueueResponse; at: number; pinned: boolean }) {
  const { history, statuses } = view;
  const span = { from: Math.min(history?.since ?? at, at - SHORTEST_MS), to: at };
  const rates = ratesOf(view);
  return (
    <section aria-label="Over time" className="space-y-2">
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-[repeat(auto-fit,minmax(20rem,1fr))]">
        {history && (
          <ChartPanel
            title="Waiting and underway"
            label="Jobs in each lane"
            unit="count"
            stacked
            series={depthsOf(view)}
            {...span}
          />
        )}
        {rates.length > 0 && (
          <ChartPanel
            title="Jobs in and out"
            label="Jobs a second"
            unit="perSecond"
            series={rates}
            {...span}
          />
        )}
        {statuses && (
          <BarPanel
            title="Jobs by status"
            aside={
              statuses.looked < statuses.of && (
                <span className="text-muted">
                  {formatCount(statuses.looked)} of {formatCount(statuses.of)} looked at
                </span>
              )
            }
            label="Jobs by status"
            unit="count"
            empty="No job is kept."
            bars={Object.entries(statuses.counts)
              .toSorted(([a], [b]) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1))
              .map(([status, value]) => ({ id: status, label: status, value }))}
          />
        )}
      </div>
      {history && (
        <p className="text-sm text-muted">
          Looked at every 10 s; began <Ago at={history.since} now={at} />.{' '}
          {pinned
            ? 'It is pinned: this goes on while anybody is signed in here.'
            : 'There is a gap whenever nobody looks; pin the queue to keep watching it.'}
        </p>
      )}
    </section>
  );
}

/** The order in which a job goes through them. */
const STATUSES = [
  'pending',
  'queued',
  'waiting',
  'delayed',
  'processing',
  'started',
  'completed',
  'finished',
];
const rankOf = (status: string) => {
  const at = STATUSES.indexOf(status.toLowerCase());
  return at < 0 ? STATUSES.length : at;
};

/** The fullest lanes; each keeps its colour as long as the lanes are the same. */
function depthsOf({ lanes, history }: QueueResponse): ChartSeries[] {
  const lines = (history?.lanes ?? []).flatMap(({ lane: id, points }) => {
    const index = lanes.findIndex((lane) => lane.id === id);
    if (index < 0) return [];
    const colour = `var(--series-${(index % 8) + 1})`;
    return [{ id, label: laneLabel(lanes[index]!), colour, points, index }];
  });
  const highest = ({ points }: ChartSeries) => Math.max(0, ...points.map(([, , , max]) => max ?? 0));
  // A library has lanes that are never used.
  const used = lines.filter((line) => highest(line) > 0);
  return (used.length > 0 ? used : lines.slice(0, 1))
    .toSorted((a, b) => highest(b) - highest(a) || a.index - b.index)
    .slice(0, MOST_LINES)
    .toSorted((a, b) => a.index - b.index);
}

function ratesOf({ history }: QueueResponse): ChartSeries[] {
  const series = [
    { id: 'in', label: 'In', colour: 'var(--series-1)', points: history?.entered },
    { id: 'out', label: 'Out', colour: 'var(--series-3)', points: history?.left },
  ];
  return series.flatMap(({ points, ...each }) => (points ? [{ ...each, points }] : []));
}
