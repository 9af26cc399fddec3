import { FEW, TAIL, Z, type Interval } from './count-interval';
import { SizeTail } from './size-tail';
import { STRATA, type SizeStrata, stratumFrom, stratumTo } from './size-strata';

/** How much larger than the largest key found those may be that no such key was found of. */
const TAIL_FACTOR = 2;

/** Says how many bytes all keys of a group take, from those of a sample without replacement. */
export class BytesIntervals {
  private readonly tail: SizeTail;

  /**
   * @param seen keys in the sample, of all groups, at least one
   * @param population keys in all, more than in the sample
   */
  constructor(
    private readonly seen: SizeStrata,
    private readonly population: number,
  ) {
    this.tail = new SizeTail(seen, population);
  }

  /**
   * The sum is Σ (keys of a stratum) × (their mean size). A normal interval from the variance of the sizes fails where
   * a few keys hold most of the bytes: it knows nothing of the skewness. So each stratum's number of keys gets the
   * interval of a Poisson count, which is as skewed as it should be (Byar's approximation: Breslow and Day,
   * Statistical Methods in Cancer Research II, 1987, p. 69), narrowed by the finite population correction √(1−n/N)
   * (Cochran, Sampling Techniques, 1977, §2.6), and the intervals of the strata are joined by "variance estimates
   * recovery": the root of the sum of the squares of what each end is away from the estimate (Zou, Huang and Zhang,
   * Computational Statistics & Data Analysis 53, 2009). Besides:
   *
   * - The number of all keys is known, so what counts is how far a stratum's size is from the mean of all. Keys of
   *   other groups are a stratum of size 0.
   * - Inside a stratum the variance is at most (most − mean)(mean − least) (Bhatia and Davis, American Mathematical
   *   Monthly 107, 2000).
   * - Sizes that were found in other groups only, this one may have too.
   * - Above the largest key found is a stratum of which none was found, and above that a tail: see `SizeTail`.
   * - The lower end takes what was found only a few times for what it is, without others like it.
   *
   * @param found sizes of the group's keys in the sample, at least one; all of the sample for the total
   * @returns never less than what was found
   */
  of(found: SizeStrata): Interval {
    return {
      low: Math.max(found.bytes, this.low(found)),
      high: Math.max(found.bytes, this.high(found)),
    };
  }

  private high(found: SizeStrata): number {
    const sample = this.seen.keys;
    const mean = found.bytes / sample;
    let squares = reach(sample - found.keys, -mean) + reach(0, TAIL_FACTOR * found.largest - mean);
    for (let stratum = 0; stratum < STRATA; stratum++) {
      const keys = found.keysIn[stratum]!;
      if (keys === 0) continue;
      const size = found.bytesIn[stratum]! / keys;
      squares += reach(keys, size - mean) + Z ** 2 * keys * varianceIn(found, stratum, size);
    }
    const off = Math.hypot(
      this.scale * Math.sqrt(squares),
      this.tail.largestUnseen(found.keys),
      this.unseenInOthers(found),
    );
    return (found.bytes * this.population) / sample + off;
  }

  /**
   * What keys of such sizes may add as were seen in other groups only, if the group is as the others are: as many as
   * one of 80 such groups has. That it is as the others is given up where the sample would have shown some of these
   * keys in all but one of 80 groups. The few largest of all count with the next smaller ones: a huge key of one group
   * says nothing of the others.
   */
  private unseenInOthers(found: SizeStrata): number {
    const { seen, population } = this;
    const part = found.keys / seen.keys;
    const unseen = part * (population / seen.keys - 1);
    let bytes = 0;
    let expectedInSample = 0;
    let expectedUnseen = 0;
    let counted = 0;
    let keys = 0;
    for (let stratum = STRATA - 1; stratum >= 0; stratum--) {
      const inStratum = seen.keysIn[stratum]!;
      keys += inStratum;
      if (keys < FEW || inStratum === 0 || found.keysIn[stratum]! > 0) continue;
      expectedInSample += keys * part;
      if (Math.exp(-expectedInSample) < TAIL) break;
      expectedUnseen += poissonHigh(keys) * unseen;
      const most = poissonQuantile(expectedUnseen);
      bytes += ((most - counted) * seen.bytesIn[stratum]!) / inStratum;
      counted = most;
      keys = 0;
    }
    return bytes;
  }

  private low(found: SizeStrata): number {
    const sample = this.seen.keys;
    let fewBytes = 0;
    let fewKeys = 0;
    for (let stratum = 0; stratum < STRATA; stratum++) {
      if (found.keysIn[stratum]! >= FEW) continue;
      fewKeys += found.keysIn[stratum]!;
      fewBytes += found.bytesIn[stratum]!;
    }
    const manyBytes = found.bytes - fewBytes;
    const mean = manyBytes / sample;
    let squares = reach(sample - found.keys + fewKeys, mean);
    for (let stratum = 0; stratum < STRATA; stratum++) {
      const keys = found.keysIn[stratum]!;
      if (keys < FEW) continue;
      const size = found.bytesIn[stratum]! / keys;
      squares += reach(keys, mean - size) + Z ** 2 * keys * varianceIn(found, stratum, size);
    }
    return fewBytes + (manyBytes * this.population) / sample - this.scale * Math.sqrt(squares);
  }

  /** From what the sample's sum may be off to what the sum of all keys may be. */
  private get scale(): number {
    const { population } = this;
    return (population / this.seen.keys) * Math.sqrt(1 - this.seen.keys / population);
  }
}

/** The square of what a stratum may add to the sample's sum, where each of its keys adds `weight`. */
function reach(keys: number, weight: number): number {
  return (weight * (weight > 0 ? poissonHigh(keys) - keys : keys - poissonLow(keys))) ** 2;
}

function varianceIn(found: SizeStrata, stratum: number, mean: number): number {
  const least = Math.max(found.least, stratumFrom(stratum));
  const most = Math.min(found.largest, stratumTo(stratum));
  return Math.max(0, (most - mean) * (mean - least));
}

const poissonHigh = (count: number) =>
  (count + 1) * (1 - 1 / (9 * (count + 1)) + Z / (3 * Math.sqrt(count + 1))) ** 3;

const poissonLow = (count: number) =>
  count === 0 ? 0 : Math.max(0, count * (1 - 1 / (9 * count) - Z / (3 * Math.sqrt(count))) ** 3);

/** The least count that a Poisson distribution exceeds in less than one of 80 cases. */
function poissonQuantile(mean: number): number {
  // Nearly normal, and the terms below would become too small.
  if (mean > 100) return Math.ceil(mean + Z * Math.sqrt(mean));
  let count = 0;
  let term = Math.exp(-mean);
  for (let sum = term; sum < 1 - TAIL; sum += term) {
    count += 1;
    term *= mean / count;
  }
  return count;
}
