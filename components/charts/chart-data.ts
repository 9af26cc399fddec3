import type { Point } from '@/lib/metrics/series';

/** One line or area of a chart. */
export interface ChartSeries {
  id: string;
  label: string;
  /** CSS colour, usually `var(--series-n)`. */
  colour: string;
  points: readonly Point[];
}

/** A row as Recharts takes it: the moment, and each series' value and envelope by its id. */
export type ChartRow = { at: number } & Record<string, number | null | [number, number]>;

/**
 * Lays series side by side by moment.
 * @returns rows in order of time; a series without a point at a moment has no key there, so that its line goes on
 *   between its own points, and `null` where it has a gap
 */
export function toRows(series: readonly ChartSeries[]): ChartRow[] {
  const rows = new Map<number, ChartRow>();
  for (const { id, points } of series) {
    for (const [at, value, min, max] of points) {
      const row = rows.get(at) ?? { at };
      row[id] = value;
      if (min !== null && max !== null && max > min) row[`${id}:envelope`] = [min, max];
      rows.set(at, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.at - b.at);
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

/** At most five round moments after one and up to another, for the axis; all in Unix milliseconds. */
export function timeTicks(from: number, to: number): number[] {
  const steps = [10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((seconds) => seconds * 1000);
  const fits = (step: number) => (to - from) / step <= 5;
  const step = steps.find(fits) ?? Math.ceil((to - from) / 5 / 3_600_000) * 3_600_000;
  const first = (Math.floor(from / step) + 1) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  );
}
