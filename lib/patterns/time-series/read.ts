import type { z } from 'zod';
import { toWire, type Bytes } from '../bytes';
import { keptKeys } from '../kept-keys';
import { defineView, type ReadContext, type Thing } from '../pattern';
import { isRefused, together, type Plan } from '../plan';
import { makeGrid, type Grid } from './grid';
import {
  MOST_SERIES,
  timeSeriesQuery,
  timeSeriesResponse,
  type TimeSeries,
  type TimeSeriesResponse,
} from './model';
import { openSeries, type Opened } from './open';
import type { Budget, OnSteps } from './source';
import { chooseSpan } from './span';

/** What one page may bring here, all its series together. */
const READINGS = 20_000;
const BYTES = 8_000_000;

/** Steps in all: what is sampled or counted takes a command for each. */
const STEPS = 4_000;

/** Series in the chart, where nobody chose. */
const FIRST_KEYS = 4;

/** Several series on one grid, each with what is known of it. */
export const timeSeriesView = defineView({
  query: timeSeriesQuery,
  response: timeSeriesResponse,
  read: readTimeSeries,
});

function* readTimeSeries(
  thing: Thing,
  { keys: wanted, field, show, points, ...asked }: z.infer<typeof timeSeriesQuery>,
  { now, settings }: ReadContext,
): Plan<TimeSeriesResponse> {
  const { names: all, total } = keptKeys(thing);
  const keys = [...new Set(wanted ?? all.slice(0, FIRST_KEYS))].slice(0, MOST_SERIES);
  const budget = shareOf(keys.length);
  const opened = yield* together(
    keys.map((key) => openSeries(thing, key, { field, show, settings, now, budget })),
  );
  throwRefusal(opened);
  const span = chooseSpan(asked, endsOf(opened), now);
  const grid = span && makeGrid(span.from, span.to, Math.min(points, Math.floor(STEPS / keys.length)));
  const read = yield* together(opened.map((each) => readOne(each, grid)));
  return {
    keys: all.slice(0, 500).map(toWire),
    of: total,
    from: grid?.from ?? null,
    to: grid?.to ?? null,
    stepMs: grid?.stepMs ?? null,
    series: keys.map((key, index) => describe(key, opened[index]!, read[index]!)),
  };
}

/** Where nothing may be read, the page says so as a whole; else each series says it of itself. */
function throwRefusal(opened: readonly (Opened | Error)[]): void {
  const refused = opened.filter((each) => each instanceof Error && isRefused(each));
  if (refused.length > 0 && refused.length === opened.length) throw refused[0]!;
}

/** What each of several series may cost. */
const shareOf = (series: number): Budget => ({
  readings: Math.floor(READINGS / Math.max(series, 1)),
  bytes: Math.floor(BYTES / Math.max(series, 1)),
});

/** From when to when all of them go together. */
function endsOf(opened: readonly (Opened | Error)[]): { firstAt: number; lastAt: number } | null {
  const sources = opened.flatMap((each) => (each instanceof Error ? [] : [each.source]));
  const firsts = sources.flatMap(({ firstAt }) => firstAt ?? []);
  const lasts = sources.flatMap(({ lastAt }) => lastAt ?? []);
  if (firsts.length === 0 || lasts.length === 0) return null;
  return { firstAt: Math.min(...firsts), lastAt: Math.max(...lasts) };
}

const NOTHING: OnSteps = {
  ...{ points: [], inRange: 0, read: 0, coverage: 'all', gaps: 0, usualMs: null },
};

function* readOne(opened: Opened | Error, grid: Grid | null): Plan<OnSteps> {
  if (opened instanceof Error) throw opened;
  return grid === null ? NOTHING : yield* opened.source.read(grid);
}

function describe(key: Bytes, opened: Opened | Error, read: OnSteps | Error): TimeSeries {
  const known = opened instanceof Error ? null : opened;
  const source = known?.source;
  const onSteps = read instanceof Error ? NOTHING : read;
  const encoding = source?.encoding ?? null;
  return {
    key: toWire(key),
    type: known?.type ?? null,
    error: opened instanceof Error ? opened.message : read instanceof Error ? read.message : null,
    shows: source?.shows ?? 'values',
    ...onSteps,
    count: source?.count ?? null,
    firstAt: source?.firstAt ?? null,
    lastAt: source?.lastAt ?? null,
    latest: source?.latest ?? null,
    orientation: encoding && { is: encoding.orientation, reason: encoding.reason, fits: encoding.fits },
    field: source?.field ?? null,
    fields: source?.fields ?? [],
    unit: source?.unit ?? null,
    ttlMs: known?.ttlMs ?? null,
    module: source?.module ?? null,
    problems: source?.problems ?? [],
  };
}
