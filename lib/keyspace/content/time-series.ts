import type { Plan } from '@/lib/patterns/plan';
import { makeGrid } from '@/lib/patterns/time-series/grid';
import { openModuleSeries } from '@/lib/patterns/time-series/module-source';
import { chooseSpan } from '@/lib/patterns/time-series/span';
import type { Body, ContentReader } from './content-reader';

/** Points of the chart, and what may be brought for them. */
const POINTS = 300;
const BUDGET = { readings: 20_000, bytes: 8_000_000 };

/** A series of RedisTimeSeries: what it says of itself, and a span of it, which the module reduces. */
export function* readTimeSeries({ key, query, context: { now } }: ContentReader): Plan<Body<'timeseries'>> {
  const source = yield* openModuleSeries(key, { budget: BUDGET, measures: true, settings: {}, now });
  const { firstAt, lastAt, module } = source;
  const ends = firstAt === null || lastAt === null ? null : { firstAt, lastAt };
  const span = chooseSpan({ from: query.from, to: query.to }, ends, now);
  const grid = span && ends && makeGrid(span.from, span.to, POINTS);
  const read = grid && (yield* source.read(grid));
  return {
    ...{ kind: 'timeseries', view: 'timeseries', views: ['timeseries'] },
    samples: source.count ?? 0,
    ...{ firstAt, lastAt, latest: source.latest },
    retentionMs: module?.retentionMs ?? null,
    labels: module?.labels ?? [],
    rules: module?.rules ?? [],
    ...{ from: grid?.from ?? null, to: grid?.to ?? null, stepMs: grid?.stepMs ?? null },
    points: read?.points ?? [],
    coverage: read?.coverage ?? 'all',
  };
}
