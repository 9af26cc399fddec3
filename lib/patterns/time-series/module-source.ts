import { parseTimeSeriesInfo, type TimeSeriesInfo } from '@/lib/redis/parse-time-series-info';
import { parseTimeSeriesRange } from '@/lib/redis/parse-time-series-range';
import { toWire, type Bytes } from '../bytes';
import { ask, settled, type Plan } from '../plan';
import { GAP_FACTOR, stepsOf, toGrid, usualDistance, type Grid } from './grid';
import type { Ask, ModuleFacts, OnSteps, Source } from './source';
import type { Point } from '@/lib/metrics/series';

/** So many samples the module may reduce in one command: everybody else waits for it meanwhile. */
const MOST_AGGREGATED = 2_000_000;

/**
 * A series of RedisTimeSeries; the module itself reduces it to the grid.
 * @throws the error of a server without the module, or of a key that is none of it
 */
export function* openModuleSeries(key: Bytes, { budget }: Ask): Plan<Source> {
  const [reply] = yield* ask([['TS.INFO', key]]);
  const info = parseTimeSeriesInfo(settled(reply));
  if (!info) throw new Error('TS.INFO is answered in a way that is not known here');
  const [newest] = yield* ask([['TS.GET', key]]);
  const [latest] = parseTimeSeriesRange([newest ?? null]);
  return {
    shows: 'values',
    count: info.samples,
    firstAt: info.firstAt,
    lastAt: info.lastAt,
    latest: latest?.[1] ?? null,
    encoding: null,
    field: null,
    fields: [],
    unit: info.labels.find(([name]) => name.toLowerCase() === 'unit')?.[1] ?? null,
    module: factsOf(info),
    problems: [],
    read: (grid) =>
      samplesIn(info, grid) > MOST_AGGREGATED
        ? readWindows(key, grid, budget.readings)
        : readAggregated(key, grid, samplesIn(info, grid)),
  };
}

const factsOf = (info: TimeSeriesInfo): ModuleFacts => ({
  retentionMs: info.retentionMs,
  memoryBytes: info.memoryBytes,
  duplicatePolicy: info.duplicatePolicy,
  labels: info.labels.map(([name, value]) => ({ name: toWire(name), value: toWire(value) })),
  rules: info.rules.map((rule) => ({ ...rule, key: toWire(rule.key) })),
});

/** About how many samples a span has, if they are evenly spread; the module counts only the whole. */
function samplesIn({ samples, firstAt, lastAt }: TimeSeriesInfo, { from, to }: Grid): number {
  if (firstAt === null || lastAt === null) return 0;
  const shared = Math.min(to, lastAt) - Math.max(from, firstAt);
  return shared < 0 ? 0 : samples * (lastAt === firstAt ? 1 : shared / (lastAt - firstAt));
}

/** Buckets begin at whole multiples of their length, as the steps of the grid do. */
function* readAggregated(key: Bytes, grid: Grid, expected: number): Plan<OnSteps> {
  const range = (aggregator: string) =>
    [
      'TS.RANGE',
      key,
      Math.floor(grid.from),
      Math.ceil(grid.to),
      'AGGREGATION',
      aggregator,
      grid.stepMs,
    ] as const;
  const replies = yield* ask([range('avg'), range('min'), range('max'), range('count')]);
  const [means, least, most, counts] = replies.map((reply) => new Map(parseTimeSeriesRange(settled(reply))));
  const starts = [...means!.keys()].sort((a, b) => a - b);
  const usualMs = usualDistance(starts);
  const points: Point[] = [];
  let gaps = 0;
  starts.forEach((start, index) => {
    const before = starts[index - 1];
    if (before !== undefined && usualMs !== null && start - before > GAP_FACTOR * usualMs) {
      points.push([before + 2 * grid.stepMs, null, null, null]);
      gaps++;
    }
    points.push([
      start + grid.stepMs,
      means!.get(start)!,
      least!.get(start) ?? null,
      most!.get(start) ?? null,
    ]);
  });
  const inRange = [...counts!.values()].reduce((sum, count) => sum + count, 0);
  return {
    points,
    inRange,
    read: points.length - gaps,
    coverage: 'all',
    gaps,
    usualMs: expected > 1 ? (grid.to - grid.from) / expected : null,
  };
}

/** Too many to reduce at once: the first samples of each step. */
function* readWindows(key: Bytes, grid: Grid, readings: number): Plan<OnSteps> {
  const steps = stepsOf(grid);
  const each = Math.max(1, Math.floor(readings / steps.length));
  const replies = yield* ask(
    steps.map((start) => ['TS.RANGE', key, start, start + grid.stepMs - 1, 'COUNT', each] as const),
  );
  const samples = replies
    .flatMap((reply) => parseTimeSeriesRange(settled(reply)))
    .filter(([at]) => at >= grid.from && at <= grid.to);
  return {
    ...toGrid(samples, grid.stepMs, grid.stepMs / each),
    inRange: null,
    read: samples.length,
    coverage: 'sampled',
    usualMs: null,
  };
}
