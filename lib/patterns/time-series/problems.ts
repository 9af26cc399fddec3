import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { parseJson } from '../bytes';
import { DAY_MS } from '../clock';
import type { Scored } from '../checks';
import { ask, type Plan } from '../plan';
import type { Encoding } from './encoding';

interface Facts {
  count: number;
  sample: readonly Scored[];
  encoding: Encoding;
  now: number;
}

/** A clock may be a little ahead. */
const TOLERANCE_MS = 60_000;

/** What is wrong with the way a sorted set keeps its points, as sentences. */
export function* findProblems(key: Bytes, facts: Facts): Plan<string[]> {
  const { encoding, sample, count, now } = facts;
  if (count === 0) return [];
  if (!encoding.fits) {
    const part = encoding.orientation === 'score-is-value' ? 'members' : 'scores';
    return [`The ${part} are no times, so nothing can be drawn: the other orientation may be the right one.`];
  }
  if (encoding.orientation === 'score-is-value') return [SWAPPED, ...(yield* findTrimming(key, facts))];
  const problems: string[] = [];
  if (encoding.form === 'value') problems.push(BARE_VALUES);
  if (encoding.form === 'event' && sample.every(({ member }) => isBareWord(member)))
    problems.push(BARE_EVENTS);
  const [ahead] = yield* ask([['ZCOUNT', key, `(${(now + TOLERANCE_MS) / encoding.unitMs}`, '+inf']]);
  const future = number(ahead ?? null) ?? 0;
  if (future > 0) problems.push(`${plural(future, 'point lies', 'points lie')} in the future.`);
  return problems;
}

const SWAPPED =
  'The time is the member and the value is the score: two points of one moment overwrite each other, and no span of ' +
  'time can be asked for without reading all of it.';

const BARE_VALUES =
  'The member is the value alone: a value that comes a second time moves the old point instead of adding one.';

const BARE_EVENTS =
  'The member is what happened alone: when it happens again, the old entry is moved instead of a new one added.';

/**
 * Document 000 trims its swapped series by time, ZREMRANGEBYSCORE 0 (now - 1 day); but the scores are values, so that
 * it deletes every value from 0 to that number. Only what is below 0, or above the time stamp, stays.
 */
function* findTrimming(key: Bytes, { count, now }: Facts): Plan<string[]> {
  const dayAgo = Math.floor((now - DAY_MS) / 1_000);
  const [reply] = yield* ask([['ZCOUNT', key, 0, dayAgo]]);
  const doomed = number(reply ?? null);
  if (doomed === null) return [];
  if (doomed === 0)
    return [
      `There is no value between 0 and ${dayAgo}: code that trims the series by time, with ZREMRANGEBYSCORE, deletes ` +
        'them all, since the scores are values.',
    ];
  return [
    `Trimming it by time, with ZREMRANGEBYSCORE 0 ${dayAgo}, would delete ${doomed === count ? 'all' : ''} ` +
      `${plural(doomed, 'point', 'points')} at once, since the scores are values.`,
  ].map((sentence) => sentence.replace('  ', ' '));
}

/** Without a time, an id or an object there is nothing that makes one entry differ from the next of its kind. */
const isBareWord = (member: Bytes) => !/\d/.test(member) && typeof parseJson(member) !== 'object';

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
