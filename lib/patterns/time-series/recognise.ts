import { string, type Reply } from '@/lib/redis/reply';
import { parseJson, type Bytes } from '../bytes';
import { scoredMembers, type Scored } from '../checks';
import type { Check, KeyFacts } from '../pattern';
import { sortedSetKind, type SortedSetKind } from '../sorted-set-kind';
import { detectEncoding, jsonNumbers, pairOf } from './encoding';
import { decodeElement } from './list-source';
import { isUsualField } from './numbers';

const SAMPLE = 5;

/** A look at both ends of a sorted set. */
const lookAtEnds = (
  judge: (entries: readonly Scored[], kind: SortedSetKind, key: KeyFacts) => string | null,
): Check => ({
  commands: ({ name }) => [
    ['ZRANGE', name, 0, SAMPLE - 1, 'WITHSCORES'],
    ['ZREVRANGE', name, 0, SAMPLE - 1, 'WITHSCORES'],
  ],
  judge: ([lowest, highest]: Reply[], key) => {
    const entries = [...scoredMembers(lowest), ...scoredMembers(highest)];
    const kind = sortedSetKind(entries, key.now);
    return kind === null ? null : judge(entries, kind, key);
  },
});

/** Points by time in either orientation, under a name that says so: a forecast may be of the future. */
export const isPoints: Check = lookAtEnds((entries, kind) =>
  kind === 'timed' || kind === 'due' || kind === 'values-by-time' || isPointLog(entries, kind)
    ? describe(entries)
    : null,
);

/** What happened, by time, under a name that says so. */
export const isEvents: Check = lookAtEnds((_, kind) =>
  kind === 'timed' || kind === 'due' ? 'a sorted set of events, score = time' : null,
);

/** Members that are times: the swapped form, which nothing else is. */
export const isSwapped: Check = lookAtEnds((_, kind) => (kind === 'values-by-time' ? SWAPPED : null));

/** Values by time under a name that says nothing. The log of a sliding window looks similar, but it has a TTL. */
export const isValuesByTime: Check = lookAtEnds((entries, kind, { ttlMs }) => {
  if (isPointLog(entries, kind)) return ttlMs === null ? describe(entries) : null;
  return kind === 'timed' && entries.every(isMeasured) ? describe(entries) : null;
});

/** Anything else by time. */
export const isTimed: Check = lookAtEnds((_, kind) =>
  kind === 'timed' ? 'a sorted set by time: all scores are past times' : null,
);

/** A list of `[time, value]`, `time:value`, or objects with a time and nothing but numbers beside it. */
export const isPointList: Check = {
  commands: ({ name }) => [['LRANGE', name, 0, SAMPLE - 1]],
  judge: ([reply]) => {
    const elements = Array.isArray(reply) ? reply.flatMap((each) => string(each) ?? []) : [];
    return elements.length > 0 && elements.every(isPointElement)
      ? 'a list of points: times and numbers'
      : null;
  },
};

/** The type says it all. */
export const isModuleSeries: Check = { commands: () => [], judge: () => 'a series of RedisTimeSeries' };

const SWAPPED = 'a sorted set of points, swapped: member = time, score = value';

function describe(entries: readonly Scored[]): string {
  const { orientation, form } = detectEncoding(entries, { measures: true });
  return orientation === 'score-is-value'
    ? SWAPPED
    : `a sorted set of points, score = time, member = ${PHRASE[form]}`;
}

const PHRASE = {
  'time:value': 'time:value',
  value: 'value',
  json: 'JSON',
  event: 'what happened',
  time: 'time',
} as const;

/** `1732180000:21.5` at that score: not the `1732180000.25:a1b2` of a limiter, nor its salted 64-bit hashes. */
function isPointLog(entries: readonly Scored[], kind: SortedSetKind): boolean {
  return (
    kind === 'request-log' &&
    entries.every((entry) => {
      const value = pairOf(entry);
      return value !== null && Math.abs(value) < 1e12;
    })
  );
}

/** The member is a measurement: a pair, a decimal fraction, or JSON with a usual name for its number. */
function isMeasured(entry: Scored): boolean {
  if (pairOf(entry) !== null || /^-?\d+\.\d+$/.test(entry.member)) return true;
  return [...jsonNumbers(entry.member).keys()].some((field) => field === '' || isUsualField(field));
}

function isPointElement(element: Bytes): boolean {
  const point = decodeElement(element);
  if (!point) return false;
  const value = parseJson(element);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return true;
  return Object.keys(value).length === point.numbers.size + 1;
}
