import type { Point } from './series';

/** Changes every value that is known: mean, minimum and maximum alike. */
export const mapPoints = (points: readonly Point[], change: (value: number, at: number) => number): Point[] =>
  points.map(([at, ...values]) => {
    const [mean, min, max] = values.map((value) => (value === null ? null : change(value, at)));
    return [at, mean!, min!, max!];
  });

/** Every value times a factor. */
export const scalePoints = (points: readonly Point[], factor: number): Point[] =>
  mapPoints(points, (value) => value * factor);

/**
 * Adds up series of one grid, moment by moment.
 * @returns a point at every moment that any series has. One that has no point there, or an unknown one, adds nothing;
 *   where all are unknown, the sum is. Minima and maxima are sums too: the widest that the sum can have been
 */
export function addPoints(series: readonly (readonly Point[])[]): Point[] {
  const sums = new Map<number, Point>();
  for (const [at, ...values] of series.flat()) {
    const sum = sums.get(at);
    const [mean, min, max] = values.map((value, index) => plus(sum?.[index + 1] ?? null, value));
    sums.set(at, [at, mean!, min!, max!]);
  }
  return [...sums.values()].sort((a, b) => a[0] - b[0]);
}

const plus = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b);

/**
 * Divides one series by another of the same grid.
 * @returns a point at every moment of the numerator; `null` where either is unknown or the denominator 0. The extremes
 *   of a quotient are not the quotient of the extremes, so they are the quotient itself
 */
export function dividePoints(numerator: readonly Point[], denominator: readonly Point[]): Point[] {
  const below = new Map(denominator.map(([at, value]) => [at, value]));
  return numerator.map(([at, value]) => {
    const by = below.get(at) ?? null;
    const quotient = value === null || by === null || by <= 0 ? null : value / by;
    return [at, quotient, quotient, quotient];
  });
}
