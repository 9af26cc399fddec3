import type { GroupEstimate } from './estimate';
import { type SizeStrata, STRATA, stratumOf } from './size-strata';
import { MOST_TYPES, type TypeSlots } from './type-slots';

/** Keys, and the bytes that they take. */
export interface Amount {
  keys: number;
  bytes: number;
}

/** What is known of some keys. */
export interface Figures extends Amount {
  /** Of the largest one. */
  largestBytes: number;
  /** Those that have a time to live; the others never expire. */
  expiring: Amount;
  byType: Record<string, Amount>;
  /** Of all such keys; absent where every key was looked at, so that `keys` and `bytes` are exact. */
  estimate?: GroupEstimate;
}

// Where each figure stands in a row of numbers: figures of thousands of prefixes are rows of one array.
const KEYS = 0;
const BYTES = 1;
const LEAST = 2;
const LARGEST = 3;
const EXPIRING_KEYS = 4;
const EXPIRING_BYTES = 5;
/** Then keys and bytes of each type. */
const BY_TYPE = 6;
/** Then keys and bytes of each stratum of sizes, side by side: one key writes to both. */
const BY_STRATUM = BY_TYPE + 2 * MOST_TYPES;

export const ROW_LENGTH = BY_STRATUM + 2 * STRATA;

type Rows = Float64Array;

export const keysOf = (rows: Rows, row: number): number => rows[row * ROW_LENGTH + KEYS]!;
export const bytesOf = (rows: Rows, row: number): number => rows[row * ROW_LENGTH + BYTES]!;

/** Counts one key. */
export function addKey(rows: Rows, row: number, type: number, bytes: number, expires: boolean): void {
  const at = row * ROW_LENGTH;
  if (bytes < rows[at + LEAST]! || rows[at + KEYS] === 0) rows[at + LEAST] = bytes;
  if (bytes > rows[at + LARGEST]!) rows[at + LARGEST] = bytes;
  rows[at + KEYS]! += 1;
  rows[at + BYTES]! += bytes;
  if (expires) {
    rows[at + EXPIRING_KEYS]! += 1;
    rows[at + EXPIRING_BYTES]! += bytes;
  }
  const ofType = at + BY_TYPE + 2 * type;
  rows[ofType]! += 1;
  rows[ofType + 1]! += bytes;
  const inStratum = at + BY_STRATUM + 2 * stratumOf(bytes);
  rows[inStratum]! += 1;
  rows[inStratum + 1]! += bytes;
}

/** Adds a row to another one. */
export function addRow(rows: Rows, to: number, from: number): void {
  const into = to * ROW_LENGTH;
  const of = from * ROW_LENGTH;
  if (rows[of + KEYS] === 0) return;
  const [least, largest] = [rows[into + LEAST]!, rows[into + LARGEST]!];
  const isFirst = rows[into + KEYS] === 0;
  for (let index = 0; index < ROW_LENGTH; index += 1) rows[into + index]! += rows[of + index]!;
  rows[into + LEAST] = isFirst ? rows[of + LEAST]! : Math.min(least, rows[of + LEAST]!);
  rows[into + LARGEST] = Math.max(largest, rows[of + LARGEST]!);
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
  return { ...amount(KEYS), largestBytes: rows[at + LARGEST]!, expiring: amount(EXPIRING_KEYS), byType };
}

/** Writes the sizes of a row's keys into `strata`, over what was there. */
export function toStrata(rows: Rows, row: number, strata: SizeStrata): SizeStrata {
  const at = row * ROW_LENGTH;
  strata.keys = rows[at + KEYS]!;
  strata.bytes = rows[at + BYTES]!;
  strata.least = strata.keys > 0 ? rows[at + LEAST]! : Infinity;
  strata.largest = rows[at + LARGEST]!;
  for (let stratum = 0; stratum < STRATA; stratum += 1) {
    strata.keysIn[stratum] = rows[at + BY_STRATUM + 2 * stratum]!;
    strata.bytesIn[stratum] = rows[at + BY_STRATUM + 2 * stratum + 1]!;
  }
  return strata;
}
