import type { Bytes } from '@/lib/patterns/bytes';
import type { AnalysisResult } from './analysis-result';
import { describeMissing } from './describe-sureness';
import { estimateFrom, roundEstimate, type GroupEstimate } from './estimate';
import { bucketsOf, FREQUENCY_EDGES, IDLE_EDGES, LogHistogram, SIZE_EDGES } from './log-histogram';
import { PrefixTree } from './prefix-tree';
import { SizeStrata } from './size-strata';
import { TopKeys } from './top-keys';
import { TtlTotals } from './ttl-totals';
import { TypeSlots } from './type-slots';
import { TypeTotals } from './type-totals';

/** What is asked of a key in full detail; `null` where it was not asked, or refused. */
export interface KeyDetails {
  /** Elements, or bytes of a string. */
  length: number | null;
  /** As OBJECT ENCODING says it. */
  encoding: string | null;
  /** OBJECT IDLETIME. */
  idleSeconds: number | null;
  /** OBJECT FREQ. */
  frequency: number | null;
}

/** What is known of the server when a result is asked for. */
export interface Population {
  /** DBSIZE. */
  populationKeys: number;
  /** As `Sample` of `estimate.ts` says; `null` where other databases of the server hold keys too. */
  datasetBytes?: number | null;
  /** Whether SCAN came to its end: what was not seen then was added or removed meanwhile. */
  isFinished: boolean;
}

/** All the prefixes of a node take 11 MB; those of many primaries together not much more. */
const MOST_NODES = 12_000;
const LEAST_NODES = 1_000;

/** Prefixes of names that may not be read: their first parts are shown. */
const MOST_DENIED_NODES = 256;

/**
 * Counts the keys of one node while a scan hands them over, in bounded memory. A result may be asked for at any time:
 * SCAN goes in the order of hashes, so that a part of it is a sample. Results of several nodes are merged by
 * `mergeResults`.
 */
export class KeyspaceAnalysis {
  private readonly separators: string;
  private readonly slots = new TypeSlots();
  private readonly tree: PrefixTree;
  private readonly types = new TypeTotals();
  private readonly ttl = new TtlTotals();
  private readonly top = new TopKeys(this.slots);
  private readonly denied: PrefixTree;
  private idle: LogHistogram | null = null;
  private frequency: LogHistogram | null = null;
  private keys = 0;
  private deniedKeys = 0;
  private goneKeys = 0;
  private unmeasuredKeys = 0;
  private lastName: Bytes | null = null;

  /**
   * @param options.separators each character of it is one
   * @param options.parts how many analyses share the memory: one for each primary of a Cluster
   */
  constructor({ separators = ':', parts = 1 }: { separators?: string; parts?: number } = {}) {
    this.separators = separators;
    const mostNodes = Math.max(LEAST_NODES, Math.floor(MOST_NODES / parts));
    this.tree = new PrefixTree({ separators, types: this.slots, mostNodes });
    this.denied = new PrefixTree({ separators, mostNodes: MOST_DENIED_NODES });
  }

  /** Keys that were looked at, with those of no access and those that were gone. */
  get lookedAt(): number {
    return this.keys + this.deniedKeys + this.goneKeys;
  }

  /**
   * Counts a key. One that comes twice in a row is counted once: SCAN may bring a key again.
   * @param type as TYPE says it; `none`: it is gone
   * @param bytes `null` where MEMORY USAGE was refused
   * @param ttlMs as PTTL says it: −1 never, −2 gone; `null` where it was refused
   */
  add(
    name: Bytes,
    type: string,
    bytes: number | null,
    ttlMs: number | null,
    details: KeyDetails | null = null,
  ): void {
    if (name === this.lastName) return;
    this.lastName = name;
    if (type === 'none' || ttlMs === -2) {
      this.goneKeys += 1;
      return;
    }
    this.keys += 1;
    if (bytes === null) this.unmeasuredKeys += 1;
    const size = bytes ?? 0;
    const slot = this.slots.slotOf(type);
    const expires = ttlMs !== null && ttlMs >= 0;
    this.tree.add(name, slot, size, expires);
    this.types.add(type, details?.encoding ?? null, size, expires, details?.length ?? null);
    this.ttl.add(ttlMs, size);
    this.top.add(name, slot, size, ttlMs, details?.length ?? null);
    if (details === null) return;
    const { idleSeconds, frequency } = details;
    if (idleSeconds !== null) (this.idle ??= new LogHistogram(IDLE_EDGES)).add(idleSeconds, size);
    if (frequency !== null) (this.frequency ??= new LogHistogram(FREQUENCY_EDGES)).add(frequency, size);
  }

  /** Counts a key that the user may not read. */
  addNoAccess(name: Bytes): void {
    if (name === this.lastName) return;
    this.lastName = name;
    this.deniedKeys += 1;
    this.denied.add(name, 0, 0, false);
  }

  /** What was counted so far, and what that says of all keys; counting goes on undisturbed. */
  result({ populationKeys, datasetBytes = null, isFinished }: Population): AnalysisResult {
    const sizes = this.types.sizes();
    const looked = this.keys + this.deniedKeys;
    // An unfinished scan has not seen all, though DBSIZE has meanwhile sunk below what it saw.
    const population = isFinished ? looked : Math.max(populationKeys, looked + (looked > 0 ? 1 : 0));
    const isBounded = this.deniedKeys === 0 && this.unmeasuredKeys === 0;
    const estimates = estimateFrom({
      seen: this.withDenied(sizes),
      populationKeys: population,
      datasetBytes: isBounded ? datasetBytes : null,
    });
    const isOpen = this.unmeasuredKeys > 0 && !estimates.isWhole;
    const round = (of: GroupEstimate) => (isOpen ? withoutEnd(roundEstimate(of)) : roundEstimate(of));
    const estimate = (group: SizeStrata): GroupEstimate => round(estimates.of(group));
    const ofGroups = estimates.isWhole ? undefined : estimate;
    return {
      separators: this.separators,
      seen: { keys: sizes.keys, bytes: sizes.bytes },
      goneKeys: this.goneKeys,
      noAccess: { keys: this.deniedKeys, prefixes: this.deniedPrefixes() },
      unmeasuredKeys: this.unmeasuredKeys,
      populationKeys: population,
      isWhole: estimates.isWhole,
      sureness: estimates.sureness + describeMissing(this.deniedKeys, this.unmeasuredKeys),
      unseenKeyBytes: estimates.unseenKeyBytes,
      total: this.deniedKeys > 0 ? estimate(sizes) : round(estimates.total),
      unseenGroup: estimate(new SizeStrata()),
      prefixes: this.tree.snapshot({ estimate: ofGroups }),
      types: this.types.snapshot(ofGroups),
      ttl: this.ttl.snapshot(ofGroups),
      sizes: {
        buckets: bucketsOf(SIZE_EDGES, (stratum) => ({
          keys: sizes.keysIn[stratum]!,
          bytes: sizes.bytesIn[stratum]!,
        })),
        without: { keys: 0, bytes: 0 },
      },
      idle: this.idle?.snapshot() ?? null,
      frequency: this.frequency?.snapshot() ?? null,
      largest: this.top.snapshot(),
    };
  }

  /** Keys of no access are part of the sample, as keys of no bytes: those that can be read are a group of it. */
  private withDenied(sizes: SizeStrata): SizeStrata {
    if (this.deniedKeys === 0) return sizes;
    const all = new SizeStrata();
    all.addAll(sizes);
    all.keys += this.deniedKeys;
    all.keysIn[0]! += this.deniedKeys;
    all.least = 0;
    return all;
  }

  private deniedPrefixes() {
    const { children = [] } = this.denied.snapshot();
    return children.map(({ label, keys }) => ({ label, keys })).sort((a, b) => b.keys - a.keys);
  }
}

/** Keys that were not measured count with no bytes: what there is at least stays true, and nothing ends it. */
const withoutEnd = ({ keys, bytes }: GroupEstimate): GroupEstimate => ({
  keys,
  bytes: { ...bytes, high: null },
});
