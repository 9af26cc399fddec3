import type { Amount } from './prefix-figures';
import { STRATA, stratumFrom } from './size-strata';

/** Keys whose value is `from` or more and less than `to`. */
export interface KeyBucket extends Amount {
  from: number;
  /** `null`: no end. */
  to: number | null;
}

/** A histogram as a plain object that JSON carries. */
export interface KeyHistogram {
  /** In order, empty ones too. */
  buckets: KeyBucket[];
  /** Keys that have no such value: those that never expire. */
  without: Amount;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Bytes of a key: 32 B, 64 B … 32 GiB; the strata of sizes are their buckets. */
export const SIZE_EDGES = Array.from({ length: STRATA - 1 }, (_, index) => stratumFrom(index + 1));

/**
 * Elements of a collection, bytes of a string. Redis stores compactly what has at most so many elements as a setting
 * says, which is a power of two as a rule: so each bucket ends behind one.
 */
export const LENGTH_EDGES = Array.from({ length: 30 }, (_, index) => 2 ** index + 1);

/** Times to live, as people say them: in milliseconds. */
export const TTL_EDGES = [
  ...[1, 10].map((seconds) => seconds * SECOND_MS),
  ...[1, 5, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 3, 7, 14, 30, 90, 180, 365].map((days) => days * DAY_MS),
];

/** Times since a key was last used, as OBJECT IDLETIME says them: in seconds. */
export const IDLE_EDGES = TTL_EDGES.slice(1).map((milliseconds) => milliseconds / SECOND_MS);

/** How often a key is used, as OBJECT FREQ says it: on a logarithmic scale from 0 to 255, where new keys have 5. */
export const FREQUENCY_EDGES = [1, 2, 5, 6, 10, 20, 50, 100, 200, 255];

/**
 * Spreads keys over buckets that grow by factors, and counts keys and bytes of each: what tells a minute from an hour
 * does not matter among months. The buckets are fixed beforehand, so that two analyses can be compared and an hour is
 * the end of one.
 */
export class LogHistogram {
  private readonly keys: Float64Array;
  private readonly bytes: Float64Array;
  private readonly without: Amount = { keys: 0, bytes: 0 };

  /** @param edges ascending, above 0: buckets begin at 0 and at each of them */
  constructor(private readonly edges: readonly number[]) {
    this.keys = new Float64Array(edges.length + 1);
    this.bytes = new Float64Array(edges.length + 1);
  }

  /** @param value below 0 where there is none, as PTTL says it */
  add(value: number, bytes: number): void {
    if (value < 0) {
      this.without.keys += 1;
      this.without.bytes += bytes;
      return;
    }
    const at = bucketOf(this.edges, value);
    this.keys[at]! += 1;
    this.bytes[at]! += bytes;
  }

  /** Adds what another one with the same edges counted. */
  include({ buckets, without }: KeyHistogram): void {
    for (const bucket of buckets) this.addAmount(bucketOf(this.edges, bucket.from), bucket);
    this.without.keys += without.keys;
    this.without.bytes += without.bytes;
  }

  snapshot(): KeyHistogram {
    const { keys, bytes } = this;
    return {
      buckets: bucketsOf(this.edges, (index) => ({ keys: keys[index]!, bytes: bytes[index]! })),
      without: { ...this.without },
    };
  }

  private addAmount(at: number, { keys, bytes }: Amount): void {
    this.keys[at]! += keys;
    this.bytes[at]! += bytes;
  }
}

/** The bucket that a value belongs to: the number of edges that are not above it. */
export function bucketOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The buckets between edges, with what each holds. */
export const bucketsOf = (edges: readonly number[], amountIn: (index: number) => Amount): KeyBucket[] =>
  Array.from({ length: edges.length + 1 }, (_, index) => ({
    from: index === 0 ? 0 : edges[index - 1]!,
    to: edges[index] ?? null,
    ...amountIn(index),
  }));

/** Adds up histograms of the same values. */
export function sumOfHistograms(histograms: readonly KeyHistogram[]): KeyHistogram {
  const sum = new LogHistogram(histograms[0]!.buckets.slice(1).map(({ from }) => from));
  for (const histogram of histograms) sum.include(histogram);
  return sum.snapshot();
}

/**
 * Keys whose value is below a limit: those that expire within the hour.
 * @param limit one of the edges; of a bucket that it divides nothing is counted
 */
export function amountBelow({ buckets }: KeyHistogram, limit: number): Amount {
  const below = buckets.filter(({ to }) => to !== null && to <= limit);
  return {
    keys: below.reduce((sum, { keys }) => sum + keys, 0),
    bytes: below.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}
