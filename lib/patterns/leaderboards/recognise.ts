import { isNumber } from '../checks';
import type { Check } from '../pattern';
import { isSortedSetKind } from '../sorted-set-kind';

/** Scores that are neither times nor places rank somebody. */
export const isRanking: Check = isSortedSetKind('a sorted set of points', 'ranking');

/** The best score of one player in one game, as `writeBestScore` keeps it. */
export const isBestScore: Check = isNumber;
