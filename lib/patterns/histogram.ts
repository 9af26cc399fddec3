/** How many values lie from one number to the next: `from` itself is in, `to` is not. */
export interface Bucket {
  from: number;
  to: number;
  count: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What clocks and calendars are divided into. */
const TIME_STEPS = [
  ...[1, 5, 10, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 30, 90, 365, 3_650].map((days) => days * DAY_MS),
];

/**
 * Spreads numbers over buckets of one round width.
 * @param kind of the width: 1, 2, 5, 10 … or, of milliseconds, what clocks have: 5 s, 15 min, 1 d …
 * @param most buckets, about
 * @returns in order, empty ones between others too; none without values
 */
export function histogram(values: readonly number[], kind: 'number' | 'milliseconds', most = 12): Bucket[] {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return [];
  const least = known.reduce((a, b) => Math.min(a, b));
  const highest = known.reduce((a, b) => Math.max(a, b));
  const step = kind === 'number' ? decimalStep(highest - least, most) : timeStep(highest - least, most);
  const first = Math.floor(least / step);
  const counts = Array<number>(Math.floor(highest / step) - first + 1).fill(0);
  for (const value of known) counts[Math.floor(value / step) - first]! += 1;
  return counts.map((count, index) => ({
    from: (first + index) * step,
    to: (first + index + 1) * step,
    count,
  }));
}

function decimalStep(span: number, most: number): number {
  if (span === 0) return 1;
  const base = 10 ** Math.floor(Math.log10(span / most));
  return base * ([1, 2, 5].find((times) => span / (times * base) <= most) ?? 10);
}

const timeStep = (span: number, most: number) =>
  TIME_STEPS.find((step) => span / step <= most) ?? TIME_STEPS.at(-1)!;
