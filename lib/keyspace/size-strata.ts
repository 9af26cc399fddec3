/** From 32 bytes on, the least that a key takes, up to 2^35; larger ones count with the last. */
export const STRATA = 32;

/** Stratum 0 ends at 2^(this + 1) bytes. */
const FIRST_EXPONENT = 4;

/**
 * Sizes of keys, told apart by powers of two: stratum 1 holds those of 32 up to 64 bytes, stratum 2 those up to 128.
 * What is known of each stratum – how many and how much – is enough to say how sure an estimate is, whatever the number
 * of keys.
 */
export class SizeStrata {
  keys = 0;
  bytes = 0;
  /** `Infinity` without keys. */
  least = Infinity;
  largest = 0;
  readonly keysIn = new Float64Array(STRATA);
  readonly bytesIn = new Float64Array(STRATA);

  /** Counts one key of so many bytes. */
  add(bytes: number): void {
    const stratum = stratumOf(bytes);
    this.keysIn[stratum]! += 1;
    this.bytesIn[stratum]! += bytes;
    this.keys += 1;
    this.bytes += bytes;
    if (bytes < this.least) this.least = bytes;
    if (bytes > this.largest) this.largest = bytes;
  }

  /** Counts what others counted, as when small groups become one. */
  addAll(others: SizeStrata): void {
    for (let stratum = 0; stratum < STRATA; stratum++) {
      this.keysIn[stratum]! += others.keysIn[stratum]!;
      this.bytesIn[stratum]! += others.bytesIn[stratum]!;
    }
    this.keys += others.keys;
    this.bytes += others.bytes;
    this.least = Math.min(this.least, others.least);
    this.largest = Math.max(this.largest, others.largest);
  }
}

/** Without a logarithm: this runs for each key. */
export function stratumOf(bytes: number): number {
  if (bytes < 32) return 0;
  const exponent = bytes < 2 ** 32 ? 31 - Math.clz32(bytes) : 63 - Math.clz32(bytes / 2 ** 32);
  return Math.min(exponent - FIRST_EXPONENT, STRATA - 1);
}

// A table, since powers are slow and thousands of groups are estimated at once.
const EDGES = Array.from({ length: STRATA + 1 }, (_, stratum) =>
  stratum === 0 ? 0 : stratum === STRATA ? Infinity : 2 ** (stratum + FIRST_EXPONENT),
);

/** The least size of a stratum, in bytes. */
export const stratumFrom = (stratum: number): number => EDGES[stratum]!;

/** What all sizes of a stratum are below. */
export const stratumTo = (stratum: number): number => EDGES[stratum + 1]!;
