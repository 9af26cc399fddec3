import { scoredMembers } from '../checks';
import type { Check } from '../pattern';
import { isSortedSetKind } from '../sorted-set-kind';

/** Scores as GEOADD makes them: 52 bits of longitude and latitude. */
export const isPlaces: Check = isSortedSetKind('a sorted set of 52-bit geohashes', 'places');

const YEAR_MICROSECONDS = 365 * 86_400 * 1e6;

/**
 * The same where no name says so. Times in microseconds are numbers of the same size: scores that are all within a
 * year of now are those, and not a hundred places in a corner of the Caribbean.
 */
export const isPlacesForSure: Check = {
  commands: isPlaces.commands,
  judge: (replies, key) => {
    const scores = replies.flatMap((reply) => scoredMembers(reply).map(({ score }) => score));
    const now = key.now * 1000;
    const isRecent = scores.every((score) => Math.abs(score - now) < YEAR_MICROSECONDS);
    return isRecent ? null : isPlaces.judge(replies, key);
  },
};
