import { isSortedSetOf, scoredMembers } from '../checks';
import type { Check } from '../pattern';
import { isSortedSetKind } from '../sorted-set-kind';

const PHRASE = 'a sorted set of 52-bit geohashes';

/** Most places have such scores; only those of a corner of the Antarctic are smaller. */
const isUsual = (score: number) => score >= 2 ** 43 && score < 2 ** 52;

/** On the very edge of the map, at 180° or 85.05112878°, one bit more is set. */
const isPossible = (score: number) => Number.isInteger(score) && score >= 0 && score < 2 ** 54;

const arePossible = isSortedSetOf(PHRASE, ({ score }) => isPossible(score));

/** Scores as GEOADD makes them of longitude and latitude; a map may have places at its edges too. */
export const isPlaces: Check = {
  commands: arePossible.commands,
  judge: (replies, key) => {
    const scores = replies.flatMap((reply) => scoredMembers(reply).map(({ score }) => score));
    return scores.some(isUsual) ? arePossible.judge(replies, key) : null;
  },
};

const YEAR_MICROSECONDS = 365 * 86_400 * 1e6;

const areUsual = isSortedSetKind(PHRASE, 'places');

/**
 * The same where no name says so: all are usual ones. Times in microseconds are numbers of the same size: scores that
 * are all within a year of now are those, and not some places in a corner of the Caribbean.
 */
export const isPlacesForSure: Check = {
  commands: areUsual.commands,
  judge: (replies, key) => {
    const scores = replies.flatMap((reply) => scoredMembers(reply).map(({ score }) => score));
    const isRecent = scores.every((score) => Math.abs(score - key.now * 1000) < YEAR_MICROSECONDS);
    return isRecent ? null : areUsual.judge(replies, key);
  },
};
