import type { GroupEstimate } from './estimate';
import { MOST_TYPES, type TypeSlots } from './type-slots';

/** Keys, and the bytes that they take. In an estimate both may be fractions. */
export interface Amount {
  keys: number;
  bytes: number;
}

/** What is known of some keys. */
export interface Figures extends Amount {
  /** Of the largest one; of those that were looked at, in an estimate. */
  largestBytes: number;
  /** Those that have a time to live; the others never expire. */
  expiring: Amount;
  byType: Record<string, Amount>;
  /** Of all such keys; absent where every key was looked at, so that `keys` and `bytes` are exact. */
  estimate?: GroupEstimate;
  /** The squared standard error of an estimate's keys and bytes; absent where every key was looked at. */
  variance?: Amount;
}

// Where each figure stands in a row of numbers: figures of tens of thousands of prefixes are rows of one array.
const KEYS = 0;
const BYTES = 1;
const LARGEST = 2;
const EXPIRING_KEYS = 3;
const EXPIRING_BYTES = 4;
const KEYS_VARIANCE = 5;
const BYTES_VARIANCE = 6;
/** Then keys and bytes of each type. */
const BY_TYPE = 7;

export const ROW_LENGTH = BY_TYPE + 2 * MOST_TYPES;

type Rows = Float64Array;

export const keysOf = (rows: Rows, row: number): number => rows[row * ROW_LENGTH + KEYS]!;
export const bytesOf = (rows: Rows, row: number): number => rows[row * ROW_LENGTH + BYTES]!;

/**
 * Counts one key.
 * @param weight for how many keys it stands: 1 where every key is looked at, else one by the chance that it had to be
 *   looked at. What that adds to the variance is Horvitz and Thompson's estimate of it for keys drawn independently
 */
export function addKey(
  rows: Rows,
  row: number,
  type: number,
  bytes: number,
  expires: boolean,
  weight: number,
): void {
  const at = row * ROW_LENGTH;
  const weighed = bytes * weight;
  rows[at + KEYS]! += weight;
  rows[at + BYTES]! += weighed;
  if (bytes > rows[at + LARGEST]!) rows[at + LARGEST] = bytes;
  if (expires) {
    rows[at + EXPIRING_KEYS]! += weight;
    rows[at + EXPIRING_BYTES]! += weighed;
  }
  rows[at + BY_TYPE + 2 * type]! += weight;
  rows[at + BY_TYPE + 2 * type + 1]! += weighed;
  if (weight !== 1) {
    rows[at + KEYS_VARIANCE]! += weight * (weight - 1);
    rows[at + BYTES_VARIANCE]! += weight * (weight - 1) * bytes * bytes;
  }
}

/** Adds a row to another one. */
export function addRow(rows: Rows, to: number, from: number): void {
  const into = to * ROW_LENGTH;
  const of = from * ROW_LENGTH;
  const largest = Math.max(rows[into + LARGEST]!, rows[of + LARGEST]!);
  for (let index = 0; index < ROW_LENGTH; index += 1) rows[into + index]! += rows[of + index]!;
  rows[into + LARGEST] = largest;
}

/** Adds what `toFigures` made of a row. */
export function addFigures(rows: Rows, row: number, figures: Figures, types: TypeSlots): void {
  const at = row * ROW_LENGTH;
  rows[at + KEYS]! += figures.keys;
  rows[at + BYTES]! += figures.bytes;
  rows[at + LARGEST] = Math.max(rows[at + LARGEST]!, figures.largestBytes);
  rows[at + EXPIRING_KEYS]! += figures.expiring.keys;
  rows[at + EXPIRING_BYTES]! += figures.expiring.bytes;
  rows[at + KEYS_VARIANCE]! += figures.variance?.keys ?? 0;
  rows[at + BYTES_VARIANCE]! += figures.variance?.bytes ?? 0;
  for (const [type, amount] of Object.entries(figures.byType)) {
    const slot = at + BY_TYPE + 2 * types.slotOf(type);
    rows[slot]! += amount.keys;
    rows[slot + 1]! += amount.bytes;
  }
}

/** A row as an object; types without keys are left out. */
export function toFigures(rows: Rows, row: number, types: TypeSlots): Figures {
  const at = row * ROW_LENGTH;
  const amount = (index: number): Amount => ({ keys: rows[at + index]!, bytes: rows[at + index + 1]! });
  const byType: Record<string, Amount> = {};
  types.names.forEach((type, slot) => {
    const ofType = amount(BY_TYPE + 2 * slot);
    if (ofType.keys > 0) byType[type] = ofType;
  });
  const variance = amount(KEYS_VARIANCE);
  return {
    ...amount(KEYS),
    largestBytes: rows[at + LARGEST]!,
    expiring: amount(EXPIRING_KEYS),
    byType,
    ...(variance.keys > 0 && { variance }),
  };
}
