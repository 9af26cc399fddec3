/** Up to 2^48 bytes; larger ones count with the last. */
export const STRATA = 48;

/**
 * Sizes of keys, told apart by powers of two: stratum k holds those of 2^k up to 2^(k+1) bytes. What is known of each
 * stratum – how many and how much – is enough to say how sure an estimate is, whatever the number of keys.
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
  if (bytes < 2) return 0;
  const stratum = bytes < 2 ** 32 ? 31 - Math.clz32(bytes) : 63 - Math.clz32(bytes / 2 ** 32);
  return Math.min(stratum, STRATA - 1);
}
