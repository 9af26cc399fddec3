import type { GroupEstimate } from './estimate';
import type { KeyHistogram } from './log-histogram';
import type { Prefix } from './prefix';
import type { Amount } from './prefix-figures';
import type { TopKey } from './top-keys';

/** Keys that were looked at, and what they say of all such keys. */
export interface Counted extends Amount {
  /** Of all such keys; absent where every key was looked at, so that `keys` and `bytes` are exact. */
  estimate?: GroupEstimate;
}

/** Keys of one type stored in one way. */
export interface EncodingCount extends Counted {
  /** As OBJECT ENCODING says it; `null` where it was not asked, or refused. */
  encoding: string | null;
  largestBytes: number;
  /** Those that have a time to live. */
  expiring: Amount;
  /** Elements (of a string: bytes); `null` where no length was asked. */
  lengths: KeyHistogram | null;
}

export interface TypeCount extends Counted {
  type: string;
  largestBytes: number;
  expiring: Amount;
  /** The largest first. */
  encodings: EncodingCount[];
}

/** Keys by when they expire. */
export interface TtlCounts {
  never: Counted;
  /** PTTL was refused. */
  unknown: Counted;
  /** Keys that expire within so many milliseconds, each with those of the lines before it. */
  within: (Counted & { ms: number })[];
  /** Of the keys that were looked at; `without` are those that never expire. */
  histogram: KeyHistogram;
}

/**
 * What an analysis found: plain JSON, to be kept and to be merged. Names and labels are as inside (`Bytes`, `ID`); what
 * leaves the server is made of it by `analysis-view.ts`. Histograms, `keys` and `bytes` are of the keys that were
 * looked at, never multiplied; `estimate` speaks of all.
 */
export interface AnalysisResult {
  separators: string;
  /** Keys that were looked at and could be measured. */
  seen: Amount;
  /** Those that expired or were removed between SCAN and the look at them. */
  goneKeys: number;
  /** Of which nothing but the name is known, since the ACL lets the user not read them. */
  noAccess: { keys: number; prefixes: { label: string; keys: number }[] };
  /** Seen, but without bytes: MEMORY USAGE was refused. They count with 0. */
  unmeasuredKeys: number;
  /** Keys in all, with those of no access. */
  populationKeys: number;
  /** Whether every key was looked at, so that all of this is exact. */
  isWhole: boolean;
  /** How sure this is, in one or two sentences. */
  sureness: string;
  /** How large a single key may be that was not seen; `null`: not known. */
  unseenKeyBytes: number | null;
  /** Of all keys that the user may read. */
  total: GroupEstimate;
  /** What may be there of a group of which nothing was seen. */
  unseenGroup: GroupEstimate;
  /** The root. */
  prefixes: Prefix;
  /** The largest first. */
  types: TypeCount[];
  ttl: TtlCounts;
  sizes: KeyHistogram;
  /** Seconds since the last use; `null` where it was not asked. */
  idle: KeyHistogram | null;
  /** As OBJECT FREQ counts; `null` where the policy is no LFU. */
  frequency: KeyHistogram | null;
  /** The largest of all and the largest of each type; the largest first. */
  largest: TopKey[];
}

/** What is said of all such keys: the estimate, or the very count where nothing is estimated. */
export const estimateOf = ({ keys, bytes, estimate }: Counted): GroupEstimate =>
  estimate ?? {
    keys: { low: keys, estimate: keys, high: keys },
    bytes: { low: bytes, estimate: bytes, high: bytes },
  };
