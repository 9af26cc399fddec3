import type { BoardScore, LeaderboardResponse } from './model';

/** A score as JSON can say it. */
export const toJsonScore = (score: number): BoardScore =>
  Number.isFinite(score) ? score : score > 0 ? 'inf' : '-inf';

/**
 * The places of scores that stand in their order, the best first.
 * @returns 1 for the best; equal scores share a place, and the next one is left out
 */
export function placesOf(scores: readonly number[]): number[] {
  let place = 1;
  return scores.map((score, index) => {
    if (score !== scores[index - 1]) place = index + 1;
    return place;
  });
}

/** Bars of the histogram: of a sorted set one ZCOUNT each, which takes logarithmic time at any size. */
const BARS = 24;

/** A bar counts what lies from `from` to below `to`; the last one `to` itself too. */
export type Bar = Omit<LeaderboardResponse['distribution'][number], 'members'>;

/**
 * Bars of equal width from the lowest score to the highest.
 * @returns one where all scores are the same; none without scores, or where they reach to infinity
 */
export function barsBetween(lowest: number | undefined, highest: number | undefined): Bar[] {
  if (lowest === undefined || highest === undefined || !Number.isFinite(highest - lowest)) return [];
  const width = (highest - lowest) / BARS;
  if (width === 0) return [{ from: lowest, to: highest }];
  return Array.from({ length: BARS }, (_, index) => ({
    from: lowest + index * width,
    to: index === BARS - 1 ? highest : lowest + (index + 1) * width,
  }));
}
