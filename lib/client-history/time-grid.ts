import { chooseStep } from '@/lib/metrics/series';

/** Equal steps of time, aligned to the clock: step 0 begins at `start`. Unix milliseconds. */
export interface TimeGrid {
  start: number;
  stepMs: number;
  steps: number;
}

/** Between two readings nothing is known: a finer step would only repeat itself. */
const FINEST_MS = 60_000;

/** The grid that covers a span with at most about `points` steps, the same as that of the charts of metrics. */
export function gridOf(from: number, to: number, points: number): TimeGrid {
  const stepMs = Math.max(FINEST_MS, chooseStep(to - from, points));
  const start = Math.floor(from / stepMs) * stepMs;
  return { start, stepMs, steps: Math.max(1, Math.ceil((to - start) / stepMs)) };
}

/** The steps before a grid, from the one that a moment falls into on: as long, and none of them in both. */
export function gridBefore({ start: end, stepMs }: TimeGrid, from: number): TimeGrid {
  const start = Math.floor(from / stepMs) * stepMs;
  return { start, stepMs, steps: Math.max(1, (end - start) / stepMs) };
}

/** The step that a moment falls into; outside of the grid it is none of its steps. */
export const stepAt = ({ start, stepMs }: TimeGrid, at: number): number => Math.floor((at - start) / stepMs);

/** The end of a step, where its point stands. */
export const endOfStep = ({ start, stepMs }: TimeGrid, step: number): number => start + (step + 1) * stepMs;
