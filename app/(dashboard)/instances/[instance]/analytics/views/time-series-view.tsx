'use client';

import type { ReactNode } from 'react';
import {
  parseAsBoolean,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from 'nuqs';
import { BarPanel } from '@/components/charts/bar-panel';
import { ChartPanel } from '@/components/charts/chart-panel';
import { Select } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { Segmented } from '@/components/ui/segmented';
import { toShown } from '@/components/ui/wire-name';
import { formatDuration } from '@/lib/format';
import type { TimeSeries, TimeSeriesResponse } from '@/lib/patterns/time-series/model';
import { RANGE_PARAMS, RangePicker } from './range-picker';
import { toBars } from './step-bars';
import { EncodingPanel } from './time-series/encoding-panel';
import { groupBy } from './time-series/group-by';
import { SeriesChooser } from './time-series/series-chooser';
import { colourOf, SeriesTable } from './time-series/series-table';
import { SeriesStats } from './time-series/series-stats';
import type { ViewProps } from './view-props';

const PARAMS = {
  keys: parseAsNativeArrayOf(parseAsString),
  field: parseAsString,
  show: parseAsStringLiteral(['values', 'counts'] as const),
  /** Each series in a chart of its own, where their sizes differ too much. */
  apart: parseAsBoolean.withDefault(false),
  ...RANGE_PARAMS,
};

/** Several series on one span, what is known of each, and what is wrong with the way they are kept. */
export function TimeSeriesView({
  thing,
  view,
  at,
  now,
  database,
  pending,
  onChanged,
}: ViewProps<TimeSeriesResponse>) {
  const [{ field, show, apart, last, from, to }, setParams] = useQueryStates(PARAMS);
  const drawn = view.series.filter(({ error }) => error === null);
  const fields = [...new Set(drawn.flatMap((each) => each.fields))];
  const chosenField = field ?? drawn.find((each) => each.field !== null)?.field ?? null;
  // Events have no values to be drawn, unless they hold numbers.
  const hasChoice = drawn.some((each) => each.shows === 'values' || each.fields.length > 0 || show !== null);
  const range = view.from === null || view.to === null ? null : { from: view.from, to: view.to };
  const controls = (
    <>
      {fields.length > 1 && (
        <Select
          aria-label="Number"
          value={chosenField ?? ''}
          onChange={(event) => void setParams({ field: event.target.value, show: null })}
          className="w-auto max-w-48 font-mono"
        >
          {fields.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      )}
      {hasChoice && (
        <Segmented
          label="Show"
          value={drawn.every(({ shows }) => shows === 'counts') ? 'counts' : 'values'}
          onChange={(value) => void setParams({ show: value })}
          options={[
            { value: 'values', label: 'Values' },
            { value: 'counts', label: 'Counts' },
          ]}
        />
      )}
      {drawn.length > 1 && (
        <Segmented
          label="Charts"
          value={apart ? 'apart' : 'together'}
          onChange={(value) => void setParams({ apart: value === 'apart' || null })}
          options={[
            { value: 'together', label: 'Together' },
            { value: 'apart', label: 'Apart' },
          ]}
        />
      )}
      <RangePicker
        range={{ last, from, to }}
        shown={range}
        now={at}
        onChange={(value) => void setParams(value)}
      />
    </>
  );
  return (
    <>
      <SeriesChooser
        all={view.keys}
        of={view.of}
        chosen={view.series.map(({ key }) => key)}
        onChoose={(keys) => void setParams({ keys: keys.length === 0 ? null : keys })}
      />
      <SeriesStats view={view} at={at} now={now} />
      {groupBy(view.series, ({ error }) => error).map(([error, series]) => (
        <Notice key={error} severity="warning" title={`${capital(error)}.`}>
          {listed(series)}
        </Notice>
      ))}
      <Charts view={view} apart={apart} controls={controls} at={at} pending={pending} />
      <Problems series={drawn} />
      <SeriesTable view={view} now={now} exportName={thing.title} />
      <EncodingPanel series={drawn} thing={thing} database={database} onChanged={onChanged} />
    </>
  );
}

/** Values in one chart, and what is counted in another: they have no axis in common. Or each on its own. */
function Charts({
  view,
  apart,
  controls,
  at,
  pending,
}: {
  view: TimeSeriesResponse;
  apart: boolean;
  controls: ReactNode;
  at: number;
  pending: boolean;
}) {
  const drawn = view.series.filter(({ error }) => error === null);
  const known = drawn.filter(({ points }) => points.some(([, value]) => value !== null));
  const { from, to, stepMs } = view;
  if (from === null || to === null || stepMs === null || known.length === 0) {
    return (
      <Panel title="Over time" aside={controls}>
        <p className="py-10 text-center text-muted">{pending ? 'Reading…' : nothingIn(drawn)}</p>
      </Panel>
    );
  }
  const groups = apart
    ? known.map((each) => [each])
    : groupBy(known, ({ shows }) => shows).map(([, of]) => of);
  const charts = groups.map((series, index) => (
    <SeriesChart
      key={series[0]!.key}
      series={series.map((each) => ({ ...each, colour: colourOf(view.series.indexOf(each)) }))}
      {...{ from, to, stepMs, at }}
      aside={index === 0 && !apart ? controls : undefined}
      height={groups.length > 1 ? 200 : 300}
    />
  ));
  if (!apart) return charts;
  return (
    <>
      <div className="flex flex-wrap items-center justify-end gap-2">{controls}</div>
      <div className="grid gap-4 xl:grid-cols-2">{charts}</div>
    </>
  );
}

const nothingIn = (series: readonly TimeSeries[]) =>
  series.every(({ count }) => !count)
    ? 'There are no points. They are shown as soon as something is written.'
    : 'No series has a point in this span. Choose a longer one, or an earlier one.';

/** Series that show the same: values as lines, the events of one as bars. */
function SeriesChart({
  series,
  from,
  to,
  stepMs,
  at,
  aside,
  height,
}: {
  series: readonly (TimeSeries & { colour: string })[];
  from: number;
  to: number;
  stepMs: number;
  at: number;
  aside?: ReactNode;
  height: number;
}) {
  const [first] = series;
  const counts = first!.shows === 'counts';
  if (counts && series.length === 1) {
    const { bars, barMs } = toBars(first!.points, stepMs, at);
    return (
      <BarPanel
        title={`Events per ${spanText(barMs)}`}
        aside={aside}
        label={`Events of ${toShown(first!.key)}`}
        unit="count"
        height={height}
        colour={first!.colour}
        bars={bars}
      />
    );
  }
  return (
    <ChartPanel
      title={counts ? `Events per ${spanText(stepMs)}` : valuesTitle(series)}
      label={counts ? 'Events' : 'Values'}
      aside={aside}
      present={false}
      legend={false}
      fitted={!counts}
      unit="count"
      height={height}
      from={from}
      // A step stands where it ends.
      to={Math.max(to, ...series.flatMap(({ points }) => points.at(-1)?.[0] ?? []))}
      series={series.map(({ key, field, colour, points }) => ({
        id: `${key} ${field ?? ''}`,
        label: toShown(key),
        colour,
        points,
      }))}
    >
      <p className="mt-1 text-xs text-muted">{chartNote(counts, series, stepMs)}</p>
    </ChartPanel>
  );
}

function valuesTitle(series: readonly TimeSeries[]): string {
  const [first] = series;
  const what = first?.field ?? (series.length === 1 ? toShown(first!.key) : 'Values');
  const units = new Set(series.map(({ unit }) => unit));
  const [unit] = units;
  return units.size === 1 && unit ? `${what} in ${unit}` : what;
}

/** What a point of the chart is. */
function chartNote(counts: boolean, series: readonly TimeSeries[], stepMs: number): string {
  const step = spanText(stepMs);
  if (counts) return `Each point is how many there were in ${step}.`;
  const sampled = series.some(({ coverage }) => coverage === 'sampled');
  const newest = series.some(({ coverage }) => coverage === 'newest');
  return [
    `Each point is the mean of ${step}, the shade from its least to its greatest value. A line breaks where nothing came for five times as long as usual.`,
    sampled && 'Of many points, some of each step were read.',
    newest && 'Of long lists only the newest points were read.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What is wrong with the way they are stored, each thing once. */
function Problems({ series }: { series: readonly TimeSeries[] }) {
  const all = series.flatMap((each) => each.problems.map((problem) => ({ ...each, problem })));
  return groupBy(all, ({ problem }) => problem).map(([problem, concerned]) => (
    <Notice key={problem} severity="warning" title={problem}>
      {series.length > 1 && listed(concerned)}
    </Notice>
  ));
}

const listed = (series: readonly { key: string }[]) => (
  <span className="font-mono text-xs break-all">{series.map(({ key }) => toShown(key)).join(', ')}</span>
);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).replace(/\.$/, '');

/** A step in words: a minute has no number. */
const spanText = (ms: number) => formatDuration(ms / 1000);
