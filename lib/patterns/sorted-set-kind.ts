import { isEpochMs, isEpochSeconds, scoredMembers, type Scored } from './checks';
import { parseJson, type Bytes } from './bytes';
import type { Check } from './pattern';

/**
 * What the scores and members of a sorted set say it is, where its name does not:
 *
 * - `request-log`: member is the score, or begins with it, and that is a time (a sliding window's log)
 * - `timed`: scores are times in seconds or milliseconds, past ones
 * - `due`: scores are times, and some are still to come
 * - `bull-delayed`: milliseconds × 4096, as Bull and BullMQ delay
 * - `negative-times`: as Laravel Horizon orders
 * - `places`: 52-bit geohashes
 * - `values-by-time`: members are times, scores are values (a swapped series)
 * - `priorities`: small whole numbers, none above 0, of JSON members
 * - `ranking`: anything else
 */
export type SortedSetKind =
  | 'request-log'
  | 'timed'
  | 'due'
  | 'bull-delayed'
  | 'negative-times'
  | 'places'
  | 'values-by-time'
  | 'priorities'
  | 'ranking';

/** @param now Unix milliseconds */
export function sortedSetKind(entries: readonly Scored[], now: number): SortedSetKind | null {
  if (entries.length === 0 || entries.some(({ score }) => Number.isNaN(score))) return null;
  const all = (holds: (entry: Scored) => boolean) => entries.every(holds);
  const isTime = (score: number) => isEpochSeconds(score) || isEpochMs(score);
  if (all(({ score }) => isTime(score))) {
    if (all(isLogged)) return 'request-log';
    const nowIn = (score: number) => (isEpochMs(score) ? now : now / 1000);
    return entries.some(({ score }) => score > nowIn(score)) ? 'due' : 'timed';
  }
  if (all(({ score }) => score < 0 && isTime(-score))) return 'negative-times';
  if (all(({ score }) => isGeohash(score))) return 'places';
  if (all(({ score }) => isEpochMs(score / 4096))) return 'bull-delayed';
  if (all(({ member }) => isTimeText(member))) return 'values-by-time';
  if (all(({ member, score }) => score <= 0 && score > -1e6 && Number.isInteger(score) && isJsonText(member)))
    return 'priorities';
  return 'ranking';
}

/** A sorted set of this kind. */
export const isSortedSetKind = (phrase: string, ...kinds: SortedSetKind[]): Check => ({
  commands: ({ name }) => [
    ['ZRANGE', name, 0, 4, 'WITHSCORES'],
    ['ZREVRANGE', name, 0, 4, 'WITHSCORES'],
  ],
  judge: ([lowest, highest], { now }) => {
    const kind = sortedSetKind([...scoredMembers(lowest), ...scoredMembers(highest)], now);
    return kind !== null && kinds.includes(kind) ? phrase : null;
  },
});

/** As the sliding windows of the documents write it: `1732180000.25` or `1732180000.25:a1b2`, at that score. */
function isLogged({ member, score }: Scored): boolean {
  const [time = ''] = member.split(':', 1);
  return /^\d{10,13}(?:\.\d+)?$/.test(time) && Math.abs(Number(time) - score) < 1e-3;
}

/** GEOADD's scores. As milliseconds × 4096 the greatest of them would be of the year 2004: nobody's delay. */
const isGeohash = (score: number) => Number.isInteger(score) && score >= 2 ** 43 && score < 2 ** 52;

/** A moment as a member: seconds or milliseconds since 1970, or a date. */
export function isTimeText(member: Bytes): boolean {
  if (/^\d{10,13}(?:\.\d+)?$/.test(member))
    return isEpochSeconds(Number(member)) || isEpochMs(Number(member));
  return /^(?:19|20)\d{2}-[01]\d-[0-3]\d(?:[T ]|$)/.test(member) && !Number.isNaN(Date.parse(member));
}

function isJsonText(member: Bytes): boolean {
  const value = parseJson(member);
  return typeof value === 'object' && value !== null;
}
