import type { StepPart } from './promql';
import type { Point } from './series';

/** Values by Unix milliseconds, of each part that was asked for. */
export type StepValues = Partial<Record<StepPart, ReadonlyMap<number, number>>>;

/** The steps of a chart: from the end of the first to that of the last. */
export interface Grid {
  start: number;
  end: number;
  stepMs: number;
  /** Milliseconds from one scrape to the next. */
  scrapeMs: number;
}

/** How many scrapes may be late before it is a gap. */
const GAP_SCRAPES = 2.5;

/**
 * Makes points of what a store says of each step.
 * @param up whether the server answered: 1, or less where some scrape of the step found it down
 * @returns a step in which it was down is `null`, and so is a silence that is longer than late scrapes; a shorter one is
 *   left out. A value that is unknown while the server was up is `null`.
 */
export function pointsOf(grid: Grid, up: ReadonlyMap<number, number>, values: StepValues): Point[] {
  const points: Point[] = [];
  let seenAt: number | null = null;
  for (let at = grid.start; at <= grid.end; at += grid.stepMs) {
    const state = up.get(at);
    if (state === undefined) {
      const silence = seenAt === null ? 0 : at - seenAt;
      const isGap = silence > GAP_SCRAPES * grid.scrapeMs && points.at(-1)?.[1] !== null;
      if (isGap) points.push([at, null, null, null]);
      continue;
    }
    seenAt = at;
    const mean = state < 1 ? undefined : values.mean?.get(at);
    if (mean === undefined) points.push([at, null, null, null]);
    else points.push([at, mean, values.min?.get(at) ?? mean, values.max?.get(at) ?? mean]);
  }
  return points;
}
