'use client';

import { useMemo } from 'react';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { Ago, Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { UNKNOWN } from '@/lib/format';
import type { TimeSeries, TimeSeriesResponse } from '@/lib/patterns/time-series/model';

/** As many lines as tell themselves apart: the server takes no more either. */
export const MOST_SERIES = 8;

/** Of the series that is shown as the nth one. */
export const colourOf = (index: number): string => `var(--series-${(index % MOST_SERIES) + 1})`;

type Row = TimeSeries & { index: number; low: number | null; mean: number | null; high: number | null };

const COVERAGE: Record<TimeSeries['coverage'], [label: string, explains: string] | null> = {
  all: null,
  sampled: ['sampled', 'Some points of each step were read'],
  newest: ['newest only', 'Only the newest points of a long list were read'],
};

/** Each series in numbers: the legend of the chart. */
export function SeriesTable({
  view,
  now,
  exportName,
}: {
  view: TimeSeriesResponse;
  now: number;
  exportName: string;
}) {
  const rows = useMemo(
    () => view.series.map((each, index): Row => ({ ...each, index, ...boundsOf(each) })),
    [view.series],
  );
  const columns = useMemo(() => columnsAt(now), [now]);
  return (
    <Panel title="Series" flush>
      <DataTable
        label="Series"
        noun="key"
        columns={columns}
        rows={rows}
        rowId={({ key }) => key}
        defaultSort="place"
        filterHint="sensor, latest>20"
        exportName={exportName}
        empty="No key of this kind is left."
      />
    </Panel>
  );
}

const columnsAt = (now: number): readonly Column<Row>[] => [
  {
    id: 'key',
    label: 'Series',
    value: ({ key }) => toShown(key),
    width: 220,
    grow: true,
    onCard: 'title',
    cell: ({ key, index, coverage }) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="size-2 shrink-0 rounded-full" style={{ background: colourOf(index) }} />
        <WireName wire={key} className="truncate" />
        {COVERAGE[coverage] && <Badge title={COVERAGE[coverage][1]}>{COVERAGE[coverage][0]}</Badge>}
      </span>
    ),
  },
  {
    id: 'latest',
    label: 'Newest',
    explains: 'The newest value of the series, in the span or not',
    value: ({ latest, shows }) => (shows === 'counts' ? null : latest),
    unit: 'count',
    width: 80,
    onCard: 'half',
  },
  {
    id: 'low',
    label: 'Least',
    explains: 'In the span; of events, in one step of the chart',
    value: ({ low }) => low,
    unit: 'count',
    width: 75,
    onCard: 'half',
  },
  {
    id: 'mean',
    label: 'Mean',
    explains: 'Of the steps in the chart',
    value: ({ mean }) => mean,
    unit: 'count',
    width: 75,
    onCard: 'half',
  },
  {
    id: 'high',
    label: 'Greatest',
    explains: 'In the span; of events, in one step of the chart',
    value: ({ high }) => high,
    unit: 'count',
    width: 78,
    onCard: 'half',
  },
  {
    id: 'points',
    label: 'In span',
    explains: 'Points in the span',
    value: ({ inRange }) => inRange,
    unit: 'count',
    width: 78,
    onCard: 'half',
  },
  {
    id: 'all',
    label: 'In all',
    explains: 'Points of the series, in the span or not',
    value: ({ count }) => count,
    unit: 'count',
    width: 78,
    onCard: 'half',
  },
  {
    id: 'apart',
    label: 'Usually apart',
    explains: 'How far one point usually is from the next',
    value: ({ usualMs }) => (usualMs === null ? null : usualMs / 1000),
    unit: 'seconds',
    width: 105,
    onCard: 'half',
  },
  {
    id: 'gaps',
    label: 'Gaps',
    explains: 'Silences of more than five times the usual distance, in the span',
    value: ({ gaps, shows }) => (shows === 'counts' ? null : gaps),
    unit: 'count',
    width: 60,
    onCard: 'half',
  },
  {
    id: 'first',
    label: 'First point',
    value: ({ firstAt }) => firstAt,
    width: 135,
    onCard: 'whole',
    cell: ({ firstAt }) => (firstAt === null ? UNKNOWN : <Moment at={firstAt} now={now} />),
  },
  {
    id: 'last',
    label: 'Last point',
    value: ({ lastAt }) => lastAt,
    width: 115,
    onCard: 'whole',
    cell: ({ lastAt }) => (lastAt === null ? UNKNOWN : <Ago at={lastAt} now={now} />),
  },
  { id: 'place', label: 'Order', value: ({ index }) => index + 1, unit: 'count', width: 70, extra: true },
  { id: 'field', label: 'Number', value: ({ field }) => field, width: 110, mono: true, extra: true },
  { id: 'unit', label: 'Unit', value: ({ unit }) => unit, width: 80, extra: true },
  { id: 'type', label: 'Type', value: ({ type }) => type, width: 100, extra: true },
  {
    id: 'ends',
    label: 'Ends in',
    explains: 'Its time to live',
    value: ({ ttlMs }) => (ttlMs === null ? null : ttlMs / 1000),
    unit: 'seconds',
    width: 90,
    extra: true,
  },
  {
    id: 'memory',
    label: 'Memory',
    value: ({ module }) => module?.memoryBytes ?? null,
    unit: 'bytes',
    width: 90,
    extra: true,
  },
];

function boundsOf({ points }: TimeSeries): Pick<Row, 'low' | 'mean' | 'high'> {
  let [low, high, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const [, value, min, max] of points) {
    if (value === null) continue;
    low = Math.min(low, min ?? value);
    high = Math.max(high, max ?? value);
    sum += value;
    count += 1;
  }
  return count === 0 ? { low: null, mean: null, high: null } : { low, mean: sum / count, high };
}
