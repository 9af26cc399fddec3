/** A score as ZADD takes it. */
export const SCORE = /^[+-]?(?:inf|\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i;

/** One end of a range of scores: `(5` leaves 5 out. */
export const SCORE_BOUND = /^\(?[+-]?(?:inf|\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i;
