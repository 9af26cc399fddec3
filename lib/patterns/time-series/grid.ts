import { chooseStep, type Point } from '@/lib/metrics/series';

/** A measured value: `[Unix ms, value]`. */
export type Reading = readonly [at: number, value: number];

/** The steps that a span of time is shown in. */
export interface Grid {
  /** Unix milliseconds, both included. */
  from: number;
  to: number;
  stepMs: number;
}

/** The steps of the house, whole seconds to whole hours, for at most `points` points. */
export function makeGrid(from: number, to: number, points: number): Grid {
  return { from, to, stepMs: chooseStep(Math.max(to - from, 1), points) };
}

/** The begin of each step that the span touches, in Unix milliseconds. */
export function stepsOf({ from, to, stepMs }: Grid): number[] {
  const steps: number[] = [];
  for (let start = Math.floor(from / stepMs) * stepMs; start <= to; start += stepMs) steps.push(start);
  return steps;
}

/** A silence that is so many times longer than usual is a gap. */
export const GAP_FACTOR = 5;
/** Fewer distances than these say nothing about what is usual. */
const FEW = 4;

/** How far apart readings usually are, in milliseconds: the median. `null` for too few. */
export function usualDistance(moments: readonly number[]): number | null {
  const distances = moments.slice(1).map((at, index) => at - moments[index]!);
  if (distances.length < FEW) return null;
  return distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)]!;
}

/** What is shown of some readings. */
export interface OnGrid {
  points: Point[];
  /** How often the line breaks. */
  gaps: number;
}

/**
 * Reduces readings to one point for each step that has any: mean, minimum and maximum, at the end of the step, as
 * `lib/metrics` does with samples.
 * @param readings the oldest first
 * @param usualMs how far apart they usually are; five times that is a gap, told by a point of `null`s where a whole
 *   step is silent. `null`: nobody knows, so nothing is
 */
export function toGrid(readings: readonly Reading[], stepMs: number, usualMs: number | null): OnGrid {
  const points: Point[] = [];
  let gaps = 0;
  let step: number[] = [];
  let end = 0;
  let lastAt: number | null = null;
  const flush = () => {
    if (step.length > 0) points.push([end, ...summarise(step)]);
    step = [];
  };
  for (const [at, value] of readings) {
    const own = (Math.floor(at / stepMs) + 1) * stepMs;
    if (own !== end) {
      flush();
      const silent = lastAt !== null && usualMs !== null && at - lastAt > usualMs * GAP_FACTOR;
      // Only a whole step of silence has room for a point of its own.
      if (silent && own - end > stepMs) {
        points.push([end + stepMs, null, null, null]);
        gaps++;
      }
      end = own;
    }
    step.push(value);
    lastAt = at;
  }
  flush();
  return { points, gaps };
}

function summarise(values: readonly number[]): [mean: number, least: number, most: number] {
  let [sum, least, most] = [0, Infinity, -Infinity];
  for (const value of values) {
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return [sum / values.length, least, most];
}

/** Counts, one for each step of the grid: a step without any is 0, since that is what a count means. */
export const countPoints = (
  { stepMs }: Grid,
  steps: readonly number[],
  counts: readonly (number | null)[],
): Point[] =>
  steps.map((start, index) => {
    const count = counts[index] ?? null;
    return [start + stepMs, count, count, count];
  });
