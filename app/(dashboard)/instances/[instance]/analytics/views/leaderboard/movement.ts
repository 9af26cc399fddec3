import type { BoardScore, LeaderboardResponse, LeaderboardRow } from '@/lib/patterns/leaderboards/model';

export type Movement = LeaderboardResponse['movement'];

/** How many places a member has climbed (down: below 0), whether it is new on the board; `null`: nobody knows. */
export type Move = number | 'new' | null;

/** How a member has moved since the moment that the board is compared with. */
export function moveOf(
  { place, before }: Pick<LeaderboardRow, 'place' | 'before'>,
  { since, complete }: Pick<Movement, 'since' | 'complete'>,
): Move {
  if (before) return before.place - place;
  return since !== null && complete ? 'new' : null;
}

/** The points that a member has won since then (lost: below 0); `null` where they are unknown or infinite. */
export function gainOf({ score, before }: Pick<LeaderboardRow, 'score' | 'before'>): number | null {
  return typeof score === 'number' && typeof before?.score === 'number' ? score - before.score : null;
}

/** A move in words. */
export function moveInWords(move: Move): string {
  if (move === null) return 'unknown';
  if (move === 'new') return 'new';
  if (move === 0) return 'same place';
  const places = Math.abs(move) === 1 ? 'place' : 'places';
  return `${move > 0 ? 'up' : 'down'} ${Math.abs(move).toLocaleString('en-US')} ${places}`;
}

/** What a member was then. */
export function beforeInWords(
  { before }: Pick<LeaderboardRow, 'before'>,
  { complete, kept }: Movement,
): string {
  if (before)
    return `was at place ${before.place.toLocaleString('en-US')} with a score of ${formatScore(before.score)}`;
  return complete
    ? 'was not on the board'
    : `was not among the ${kept.toLocaleString('en-US')} best that were kept`;
}

/** A score with all of its digits. */
export const formatScore = (score: BoardScore): string =>
  typeof score === 'number' ? score.toLocaleString('en-US') : score;
