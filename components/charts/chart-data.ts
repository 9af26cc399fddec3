import type { Point } from '@/lib/metrics/series';

/** One line or area of a chart. */
export interface ChartSeries {
  id: string;
  label: string;
  /** CSS colour, usually `var(--series-n)`. */
  colour: string;
  points: readonly Point[];
  /** The same of the period before, moved to the moments at which it is compared. */
  previous?: readonly Point[];
}

/** A row as Recharts takes it: the moment, and each series' value and envelope by its id. */
export type ChartRow = { at: number } & Record<string, number | null | [number, number]>;

/**
 * Lays series side by side by moment. Series whose sources have different clocks share few moments: between two
 * points of its own a line is drawn straight, and only a `null` point is a gap.
 *
 * @returns rows in order of time
 */
export function toRows(series: readonly ChartSeries[]): ChartRow[] {
  const rows = new Map<number, ChartRow>();
  for (const each of series) {
    const { id, points } = each;
    const enveloped = hasEnvelope(each);
    for (const [at, value, min, max] of points) {
      const row = rows.get(at) ?? { at };
      row[id] = value;
      if (enveloped && value !== null) row[envelopeOf(id)] = [min ?? value, max ?? value];
      rows.set(at, row);
    }
  }
  const ordered = [...rows.values()].sort((a, b) => a.at - b.at);
  for (const each of series) fillBetween(ordered, each);
  return ordered;
}

function fillBetween(rows: ChartRow[], each: ChartSeries): void {
  const { id, points } = each;
  const enveloped = hasEnvelope(each);
  let next = 0;
  for (const row of rows) {
    while (next < points.length && points[next]![0] < row.at) next += 1;
    const [before, after] = [points[next - 1], points[next]];
    if (row[id] !== undefined || !before || !after || before[1] === null || after[1] === null) continue;
    const share = (row.at - before[0]) / (after[0] - before[0]);
    const between = (a: number, b: number) => a + (b - a) * share;
    row[id] = between(before[1], after[1]);
    if (!enveloped) continue;
    row[envelopeOf(id)] = [
      between(before[2] ?? before[1], after[2] ?? after[1]),
      between(before[3] ?? before[1], after[3] ?? after[1]),
    ];
  }
}

/** The key of a series' range of minimum and maximum in a row. */
export const envelopeOf = (id: string): string => `${id}:envelope`;

/** Whether a series is anywhere more than its line. */
export const hasEnvelope = ({ points }: ChartSeries): boolean =>
  points.some(([, , min, max]) => min !== null && max !== null && max > min);

/** What a series says at a moment: the last point of its own up to there, never what was drawn in between. */
export function valueAt(points: readonly Point[], at: number): number | null {
  const index = points.findLastIndex((point) => point[0] <= at);
  return points[index]?.[1] ?? null;
}

/**
 * The lines of the period before: one for each series, of layers one for their sum.
 * @returns series of their own, whose ids are those of the series with `:before`
 */
export function beforeOf(series: readonly ChartSeries[], stacked: boolean): ChartSeries[] {
  const compared = series.filter(({ previous }) => previous !== undefined && previous.length > 0);
  if (stacked && compared.length > 0)
    return [{ id: 'sum:before', label: 'Sum', colour: 'var(--ink-muted)', points: sumOf(compared) }];
  return compared.map(({ id, label, colour, previous }) => ({
    ...{ id: `${id}:before`, label, colour },
    // Its spikes would hide those of the present.
    points: previous!.map(([at, value]): Point => [at, value, value, value]),
  }));
}

function sumOf(compared: readonly ChartSeries[]): Point[] {
  return compared[0]!.previous!.map(([at]) => {
    const values = compared.map(({ previous }) => valueAt(previous!, at));
    const sum = values.reduce<number | null>(
      (sum, value) => (value === null ? sum : (sum ?? 0) + value),
      null,
    );
    return [at, sum, sum, sum];
  });
}

/** What the legend says of a series over the span: its last known value, mean and maximum. */
export function summarise(points: readonly Point[]): {
  last: number | null;
  mean: number | null;
  max: number | null;
} {
  let [sum, count] = [0, 0];
  let max: number | null = null;
  let last: number | null = null;
  for (const [, value, , high] of points) {
    last = value ?? last;
    if (value === null) continue;
    sum += value;
    count += 1;
    max = Math.max(max ?? -Infinity, high ?? value);
  }
  return { last, mean: count === 0 ? null : sum / count, max };
}

/** Where no clock time is round any more, days are. */
const LONG_STEPS_HOURS = [2, 3, 6, 12, 24, 48, 96, 168, 336, 720, 1_440, 2_160, 4_320, 8_760];

/**
 * At most five round moments after one and up to another, for the axis; all in Unix milliseconds.
 * @param offsetMs how far the reader's clock is ahead of UTC, so that days begin at their midnight
 */
export function timeTicks(from: number, to: number, offsetMs = 0): number[] {
  const steps = [
    10,
    15,
    30,
    60,
    120,
    300,
    600,
    900,
    1800,
    3600,
    ...LONG_STEPS_HOURS.map((hours) => hours * 3600),
  ];
  const fits = (seconds: number) => (to - from) / (seconds * 1000) <= 5;
  const year = LONG_STEPS_HOURS.at(-1)! * 3600;
  const step = (steps.find(fits) ?? Math.ceil((to - from) / 5 / (year * 1000)) * year) * 1000;
  const first = (Math.floor((from + offsetMs) / step) + 1) * step - offsetMs;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}

/** Points that no line reaches: between two gaps, or alone. */
export function lonePoints(points: readonly Point[]): Set<number> {
  const known = (point: Point | undefined) => point !== undefined && point[1] !== null;
  const lone = points.filter(
    (point, index) => known(point) && !known(points[index - 1]) && !known(points[index + 1]),
  );
  return new Set(lone.map(([at]) => at));
}
