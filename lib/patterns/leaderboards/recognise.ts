import { isNumber, scoredMembers, type Scored } from '../checks';
import type { Check } from '../pattern';
import { isSortedSetKind } from '../sorted-set-kind';

/** Scores that are neither times nor places rank somebody. */
export const isRanking: Check = isSortedSetKind('a sorted set of points', 'ranking');

/**
 * The same where no name says so. Scores of 0 alone are an index by letters; members that are their own scores are
 * ids in their order; and nobody has more points than a double can count: those are times in nanoseconds.
 */
export const isRankingForSure: Check = {
  ...isRanking,
  judge: (replies, key) => {
    const entries = replies.flatMap(scoredMembers);
    const isIndex = entries.every(({ score }) => score === 0) && distinct(entries) > 1;
    const areIds = entries.every(({ member, score }) => Number(member) === score);
    const areTooLarge = entries.every(({ score }) => Math.abs(score) > Number.MAX_SAFE_INTEGER);
    return isIndex || areIds || areTooLarge ? null : isRanking.judge(replies, key);
  },
};

const distinct = (entries: readonly Scored[]) => new Set(entries.map(({ member }) => member)).size;

/** The best score of one player in one game, as `writeBestScore` keeps it. */
export const isBestScore: Check = isNumber;
