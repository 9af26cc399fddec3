import { formatBytes, formatCount, formatValue } from '@/lib/format';
import { BytesIntervals } from './bytes-intervals';
import { countInterval, FEW, type Interval } from './count-interval';
import { STRATA, type SizeStrata, stratumTo } from './size-strata';

/** An estimate and the ends of its 95 % interval; all three are the same where it is exact. */
export interface Range {
  low: number;
  estimate: number;
  /** `null`: nothing is known that ends it. */
  high: number | null;
}

export interface GroupEstimate {
  keys: Range;
  bytes: Range;
}

export interface Sample {
  /** Sizes of the keys that were looked at, of all groups, each key once. */
  seen: SizeStrata;
  /** Keys in all: DBSIZE. */
  populationKeys: number;
  /**
   * What all keys together take at most, from INFO: `used_memory − used_memory_startup`, less what is known to be no
   * keys' (clients, replication backlog, AOF buffer). Not `used_memory_dataset`: MEMORY USAGE counts the entries of
   * the key table too. Left out, nothing is known of a huge key that was not seen.
   */
  datasetBytes?: number | null;
}

export interface Estimates {
  /** Whether every key was looked at, so that all of this is exact. */
  isWhole: boolean;
  /** The number of keys is known; `bytes.high` is `null` where neither a key was looked at nor the dataset known. */
  total: GroupEstimate;
  /** How large a single key may be that was not seen; `null` where that is not known. */
  unseenKeyBytes: number | null;
  /** How sure this is, in one or two sentences. */
  sureness: string;
  /**
   * The same of some of the keys that were looked at: of a prefix, a type, a TTL class. Estimates of groups add up to
   * the total's, but for those that their intervals hold back.
   */
  of(group: SizeStrata): GroupEstimate;
}

/** Where what the server holds is so much more than what the keys explain, a huge key may be what is missing. */
const UNEXPLAINED = 0.1;

/**
 * Estimates what a keyspace holds from the part of it that was looked at. SCAN brings the keys in the order of their
 * hashes, so that those of an unfinished scan are as good as a random sample without replacement.
 *
 * What was seen is exact and is part of every number; only the rest is estimated. For that the few largest keys do not
 * stand for others of their size, but for some of the largest size that was seen repeatedly ("winsorised": Kokic and
 * Bell, Journal of Official Statistics 10, 1994): one huge key that happened to be seen is not multiplied. The
 * intervals do not leave out that there may be more of them: `countInterval` and `BytesIntervals` say how.
 *
 * A key that holds much of all memory is missed by a sample of a tenth with a probability of 90 %, and no interval from
 * the sample alone can know. What the server says that it holds in all does bound it: with `datasetBytes` the total's
 * interval reaches up to that, and where it is a tenth more than what the sample explains, those of groups reach as
 * far up, since it may be in any group.
 */
export function estimateFrom({ seen, populationKeys, datasetBytes = null }: Sample): Estimates {
  const sample = seen.keys;
  const population = Math.max(populationKeys, sample);
  if (sample === population) return whole(seen);
  if (sample === 0) return nothing(population, datasetBytes);
  const intervals = new BytesIntervals(seen, population);
  const fromSample = intervals.of(seen);
  // A bound below what is there for sure is none: MEMORY USAGE estimates big collections from a few elements.
  const bound = datasetBytes !== null && datasetBytes >= fromSample.low ? datasetBytes : null;
  const cut = cutStratum(seen);
  const estimate = estimateBytes(seen, cut, sample, population);
  const isUnexplained = bound !== null && bound - estimate > UNEXPLAINED * bound;
  const unseenKeyBytes = bound === null ? null : bound - fromSample.low;

  const bytesOf = (group: SizeStrata, mostKeys: number): Range => {
    const most = group.bytes + (bound === null ? Infinity : bound - seen.bytes);
    if (group.keys === 0) return range(0, 0, Math.min(mostKeys * seen.largest, most));
    const { low, high } = intervals.of(group);
    const reaching = isUnexplained ? high + unseenKeyBytes! : high;
    return range(
      Math.min(low, most),
      estimateBytes(group, cut, sample, population),
      Math.min(reaching, most),
    );
  };

  // Thousands of prefixes were found once or twice, and the exact interval takes its time.
  const counted = new Map<number, Interval>();
  const keysOf = (found: number): Interval => {
    const known = counted.get(found) ?? countInterval(found, sample, population);
    counted.set(found, known);
    return known;
  };

  return {
    isWhole: false,
    total: {
      keys: exactly(population),
      bytes: range(fromSample.low, estimate, bound ?? fromSample.high),
    },
    unseenKeyBytes,
    sureness: describe(seen, population, unseenKeyBytes, isUnexplained),
    of: (group) => {
      const { low, high } = keysOf(group.keys);
      return { keys: range(low, (group.keys / sample) * population, high), bytes: bytesOf(group, high) };
    },
  };
}

/** In whole keys and bytes, the ends outwards: there are no others, and JSON is half as long. */
export const roundEstimate = ({ keys, bytes }: GroupEstimate): GroupEstimate => ({
  keys: roundRange(keys),
  bytes: roundRange(bytes),
});

const roundRange = ({ low, estimate, high }: Range): Range => ({
  low: Math.floor(low),
  estimate: Math.round(estimate),
  high: high === null ? null : Math.ceil(high),
});

const exactly = (value: number): Range => ({ low: value, estimate: value, high: value });

function whole(seen: SizeStrata): Estimates {
  const of = ({ keys, bytes }: SizeStrata) => ({ keys: exactly(keys), bytes: exactly(bytes) });
  return {
    isWhole: true,
    total: of(seen),
    unseenKeyBytes: 0,
    sureness: 'Every key was looked at: the numbers are exact.',
    of,
  };
}

function nothing(population: number, datasetBytes: number | null): Estimates {
  const bytes = { low: 0, estimate: 0, high: datasetBytes };
  return {
    isWhole: false,
    total: { keys: exactly(population), bytes },
    unseenKeyBytes: datasetBytes,
    sureness: 'No key was looked at yet: nothing is known but their number.',
    of: () => ({ keys: range(0, 0, population), bytes }),
  };
}

const range = (low: number, estimate: number, high: number) => ({
  low,
  estimate: Math.min(Math.max(estimate, low), high),
  high,
});

/** The highest stratum that, with those above it, has a few keys: what lies higher is not multiplied. */
function cutStratum(seen: SizeStrata): number {
  let keys = 0;
  let stratum = STRATA;
  while (stratum > 0 && keys < FEW) keys += seen.keysIn[--stratum]!;
  return stratum;
}

function estimateBytes(group: SizeStrata, cut: number, sample: number, population: number): number {
  let multiplied = 0;
  for (let stratum = 0; stratum < STRATA; stratum++)
    multiplied += stratum <= cut ? group.bytesIn[stratum]! : group.keysIn[stratum]! * stratumTo(cut);
  return group.bytes + multiplied * (population / sample - 1);
}

function describe(
  seen: SizeStrata,
  population: number,
  unseenKeyBytes: number | null,
  isUnexplained: boolean,
): string {
  const missed = formatValue(1 - seen.keys / population, 'ratio');
  const looked = `${formatValue(seen.keys / population, 'ratio')} of ${formatCount(population)} keys were looked at: what they hold is exact, the rest is estimated, and the ranges are 95\u00a0% intervals.`;
  if (unseenKeyBytes === null)
    return `${looked} A key larger than all that were seen (${formatBytes(seen.largest)}) is missed with a probability of ${missed}; how large it may be is not known.`;
  if (isUnexplained)
    return `${looked} The server holds more than the keys seen explain: one key of up to ${formatBytes(unseenKeyBytes)} may be among the rest, in any group, so the ranges reach that far.`;
  return `${looked} A single key, of up to ${formatBytes(unseenKeyBytes)}, is missed with a probability of ${missed}.`;
}
