import type { Scored } from '../checks';
import { isEpochMs, isEpochSeconds } from '../checks';
import { parseJson, type Bytes } from '../bytes';
import { parseMoment } from '../moments';
import type { ThingSettings } from '../settings';
import { numbersIn } from './numbers';

export type Orientation = NonNullable<ThingSettings['orientation']>;

/**
 * What the members of a sorted set hold, where its scores are times: `time:value` (either way round), the bare
 * `value`, `json` with numbers in it, or an `event` that is only counted. Where the scores are values: `time`.
 */
export type Form = 'time:value' | 'value' | 'json' | 'event' | 'time';

/** How the points of a sorted set are written. */
export interface Encoding {
  orientation: Orientation;
  form: Form;
  /** Scores in seconds or milliseconds, where they are times. */
  unitMs: 1 | 1_000;
  /** `scores are Unix seconds, members are “time:value”`. */
  reason: string;
  /** Whether the data is as the orientation says; a person may have set the wrong one. */
  fits: boolean;
  /** Whose wall clock dates without a zone are of; UTC where nobody said. */
  timeZone?: string;
}

/** Some may be of another kind: a sentinel, a member of an older program. */
const MOST = 0.8;

/**
 * Finds out how a sorted set's points are written.
 * @param sample members of both ends and the middle
 * @param options.wanted what a person has said; else it is detected
 * @param options.measures whether the name says that values are measured, so that bare whole numbers are values and
 *   not ids
 */
export function detectEncoding(
  sample: readonly Scored[],
  { wanted, measures, timeZone }: { wanted?: Orientation; measures: boolean; timeZone?: string },
): Encoding {
  const scoresAreTimes = mostOf(sample, ({ score }) => isEpochSeconds(score) || isEpochMs(score));
  const membersAreTimes = mostOf(sample, ({ member }) => parseMoment(member) !== null);
  const detected: Orientation = !scoresAreTimes && membersAreTimes ? 'score-is-value' : 'score-is-time';
  const orientation = wanted ?? detected;
  const by = wanted === undefined ? '' : 'set by hand; ';
  if (orientation === 'score-is-value') {
    const reason = membersAreTimes ? 'members are times, scores are values' : 'the members are no times';
    return { orientation, form: 'time', unitMs: 1_000, reason: by + reason, fits: membersAreTimes, timeZone };
  }
  const unitMs = mostOf(sample, ({ score }) => isEpochMs(score)) ? 1 : 1_000;
  const form = formOf(sample, measures);
  const scores = scoresAreTimes
    ? `scores are Unix ${unitMs === 1 ? 'milliseconds' : 'seconds'}`
    : 'the scores are no times';
  return {
    orientation,
    form,
    unitMs,
    reason: `${by}${scores}, members are ${PHRASE[form]}`,
    fits: scoresAreTimes,
  };
}

const PHRASE: Record<Form, string> = {
  'time:value': '“time:value”',
  value: 'the values',
  json: 'JSON with numbers',
  event: 'what happened',
  time: 'times',
};

function formOf(sample: readonly Scored[], measures: boolean): Form {
  if (mostOf(sample, (entry) => pairOf(entry) !== null)) return 'time:value';
  // A log of requests has the time itself as its member.
  const isValue = ({ member, score }: Scored) => isNumberText(member) && Number(member) !== score;
  if (mostOf(sample, isValue) && (measures || sample.some(({ member }) => member.includes('.'))))
    return 'value';
  return mostOf(sample, ({ member }) => jsonNumbers(member).size > 0) ? 'json' : 'event';
}

/**
 * The moment and the numbers of a member, as its set is written.
 * @returns `at` in Unix milliseconds, `null` where it is no moment; the numbers by field, `''` where there is but one
 */
export function decode(
  entry: Scored,
  { form, timeZone }: Encoding,
): { at: number | null; numbers: Map<string, number> } {
  if (form === 'time') return { at: parseMoment(entry.member, timeZone), numbers: single(entry.score) };
  const at = parseMoment(entry.score);
  if (form === 'time:value') return { at, numbers: single(pairOf(entry)) };
  if (form === 'value')
    return { at, numbers: single(isNumberText(entry.member) ? Number(entry.member) : null) };
  return { at, numbers: form === 'json' ? jsonNumbers(entry.member) : new Map() };
}

const single = (value: number | null): Map<string, number> =>
  value === null || !Number.isFinite(value) ? new Map() : new Map([['', value]]);

/** The numbers of a JSON object; of an array `[time, value]` the value. */
export function jsonNumbers(member: Bytes): Map<string, number> {
  if (!/^[[{]/.test(member)) return new Map();
  const value = parseJson(member);
  if (Array.isArray(value)) {
    const [at, measured] = value as unknown[];
    return value.length === 2 && parseMoment(at) !== null && typeof measured === 'number'
      ? single(measured)
      : new Map();
  }
  return numbersIn(value);
}

const PAIR = /^([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)[:|,]([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;

/** The value in `1732180000:21.5`, or `21.5:1732180000`, at that score; `null` for any other member. */
export function pairOf({ member, score }: Scored): number | null {
  const [, first, second] = PAIR.exec(member) ?? [];
  if (first === undefined || second === undefined) return null;
  // The time in the member may be in seconds where the score is in milliseconds, and the other way round.
  const isTime = (text: string) => {
    const at = parseMoment(text);
    const scored = parseMoment(score);
    return at !== null && (scored === null || Math.abs(at - scored) < 1_500);
  };
  if (isTime(first)) return Number(second);
  return isTime(second) ? Number(first) : null;
}

export const isNumberText = (text: Bytes): boolean => /^[+-]?\d{1,18}(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text);

function mostOf(sample: readonly Scored[], holds: (entry: Scored) => boolean): boolean {
  return sample.length > 0 && sample.filter(holds).length >= sample.length * MOST;
}
