'use client';

import { Ago } from '@/components/ui/moment';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatCount, formatDuration, formatValue, UNKNOWN } from '@/lib/format';
import type { TimeSeriesResponse } from '@/lib/patterns/time-series/model';

/** The few numbers of the series in the chart. */
export function SeriesStats({ view, at, now }: { view: TimeSeriesResponse; at: number; now: number }) {
  const { series, of } = view;
  const only = series.length === 1 ? series[0]! : null;
  const newest = Math.max(...series.map(({ lastAt }) => lastAt ?? -Infinity));
  const inRange = sum(series.map((each) => each.inRange));
  const count = sum(series.map((each) => each.count));
  const gaps = series.reduce((total, each) => total + each.gaps, 0);
  const counts = series.length > 0 && series.every(({ shows }) => shows === 'counts');
  const hours = view.from === null || view.to === null ? 0 : (Math.min(view.to, at) - view.from) / 3_600_000;
  const age = Number.isFinite(newest) ? <Ago at={newest} now={now} /> : UNKNOWN;
  return (
    <StatStrip
      stats={[
        ...(only && !counts
          ? [{ label: 'Newest value', value: formatValue(only.latest, 'count'), note: age }]
          : []),
        ...(of > 1
          ? [{ label: 'Series', value: formatCount(series.length), note: `of ${formatCount(of)}` }]
          : []),
        {
          label: counts ? 'Events in the span' : 'Points in the span',
          value: formatValue(inRange, 'count'),
          note: counts ? <>newest {age}</> : count === null ? undefined : `of ${formatCount(count)} in all`,
        },
        counts
          ? {
              label: 'Per hour',
              value: formatValue(inRange !== null && hours > 0 ? inRange / hours : null, 'count'),
              note: 'mean of the span',
            }
          : {
              label: 'Usually apart',
              value: formatDuration(usual(series.map(({ usualMs }) => usualMs))),
              note: only || series.length === 0 ? undefined : 'the slowest of them',
            },
        ...(counts
          ? []
          : [{ label: 'Gaps', value: formatCount(gaps), note: 'five times as long or longer' }]),
      ]}
    />
  );
}

/** `null` where one is unknown. */
const sum = (values: readonly (number | null)[]): number | null =>
  values.reduce<number | null>(
    (total, value) => (total === null || value === null ? null : total + value),
    0,
  );

/** In seconds. */
function usual(distances: readonly (number | null)[]): number | null {
  const known = distances.filter((distance) => distance !== null);
  return known.length === 0 ? null : Math.max(...known) / 1000;
}
