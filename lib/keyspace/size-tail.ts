import { STRATA, type SizeStrata, stratumFrom } from './size-strata';

/** What the tail's steepness is read from: fewer tell little of it, more are no tail. */
const TAIL_KEYS = 30;
/** How many unseen keys are expected beyond the size that is named: so small a number is the chance of one. */
const EXPECTED_BEYOND = 0.025;

/**
 * How large the largest of the keys may be that were not seen, if sizes go on above those seen as they do among the
 * largest of them: as a power law, of which each doubling of the size leaves the same part of the keys. Its steepness
 * is Hill's estimate (Annals of Statistics 3, 1975) from the logarithms of the sizes, which their strata tell well
 * enough.
 */
export class SizeTail {
  /** Where the tail begins, in bytes. */
  private readonly from: number;
  /** How many were seen in it. */
  private readonly keys: number;
  /** 1/α: 0 where all keys are of one size, 1 where a few hold everything. */
  private readonly flatness: number;

  /**
   * @param seen keys in the sample, at least one
   * @param population keys in all
   */
  constructor(
    private readonly seen: SizeStrata,
    private readonly population: number,
  ) {
    let keys = 0;
    let stratum = STRATA;
    while (stratum > 0 && keys < TAIL_KEYS) keys += seen.keysIn[--stratum]!;
    this.from = Math.max(seen.least, stratumFrom(stratum));
    this.keys = keys;
    let logs = 0;
    for (; stratum < STRATA; stratum++) {
      const inStratum = seen.keysIn[stratum]!;
      if (inStratum > 0) logs += inStratum * Math.log(seen.bytesIn[stratum]! / inStratum / this.from);
    }
    this.flatness = Math.max(0, logs / keys);
  }

  /**
   * @param seenKeys how many keys of the group were seen, whose sizes are taken to be as those of the others
   * @returns bytes; 0 where hardly any of them is among the tail
   */
  largestUnseen(seenKeys: number): number {
    const unseen = this.population / this.seen.keys - 1;
    const beyond = (this.keys * (seenKeys / this.seen.keys) * unseen) / EXPECTED_BEYOND;
    return beyond <= 1 ? 0 : this.from * beyond ** this.flatness;
  }
}
