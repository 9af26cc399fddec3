import type { Bytes } from '@/lib/patterns/bytes';
import { askOne, type Plan } from '@/lib/patterns/plan';
import { number, string } from '@/lib/redis/reply';

/** What stands where something else was expected. */
export interface Found {
  state: 'changed';
  /** `null`: nothing stands there any more. */
  current: { bytes: number; value: Bytes | null } | null;
}

/** What does not fit here is not fetched: its size says enough. */
const MOST_BYTES = 1_048_576;

/**
 * Whether a string is still what somebody saw. No more of it is fetched than it takes to tell.
 * @returns what it is instead; `null` where it is the same
 */
export function* compareString(key: Bytes, before: Bytes): Plan<Found | null> {
  const bytes = number(yield* askOne('STRLEN', key)) ?? 0;
  if (bytes > MOST_BYTES) return changedTo(bytes, null);
  // The end of an empty one would be -1, which means the whole of whatever is there by then.
  const value = bytes === 0 ? '' : (string(yield* askOne('GETRANGE', key, 0, bytes - 1)) ?? '');
  return value === before ? null : changedTo(bytes, value);
}

/** The same of a field of a hash. */
export function* compareField(key: Bytes, field: Bytes, before: Bytes): Plan<Found | null> {
  const bytes = number(yield* askOne('HSTRLEN', key, field)) ?? 0;
  if (bytes > MOST_BYTES) return changedTo(bytes, null);
  const value = string(yield* askOne('HGET', key, field));
  if (value === null) return { state: 'changed', current: null };
  return value === before ? null : changedTo(bytes, value);
}

/** The same of an element of a list. */
export function* compareElement(key: Bytes, index: number, before: Bytes): Plan<Found | null> {
  const value = string(yield* askOne('LINDEX', key, index));
  if (value === null) return { state: 'changed', current: null };
  if (value === before) return null;
  return changedTo(value.length, value.length > MOST_BYTES ? null : value);
}

/** The same of a member's score, as a number: 1.50 is 1.5. */
export function* compareScore(key: Bytes, member: Bytes, before: string): Plan<Found | null> {
  const score = string(yield* askOne('ZSCORE', key, member));
  if (score === null) return { state: 'changed', current: null };
  return toScore(score) === toScore(before) ? null : changedTo(score.length, score);
}

const changedTo = (bytes: number, value: Bytes | null): Found => ({
  state: 'changed',
  current: { bytes, value },
});

const toScore = (score: string) => Number(score.replace(/inf$/i, 'Infinity'));
