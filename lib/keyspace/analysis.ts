import type { Bytes } from '@/lib/patterns/bytes';
import type { AnalysisResult } from './analysis-result';

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
  /** As `Sample` of `estimate.ts` says. */
  datasetBytes?: number | null;
  /** Whether SCAN came to its end: what was not seen then was added or removed meanwhile. */
  isFinished: boolean;
}

/**
 * Counts the keys of one node while a scan hands them over, in bounded memory. A result may be asked for at any time:
 * SCAN goes in the order of hashes, so that a part of it is a sample. Results of several nodes are merged by
 * `mergeResults`.
 */
export class KeyspaceAnalysis {
  /**
   * @param options.separators each character of it is one
   * @param options.parts how many analyses share the memory: one for each primary of a Cluster
   */
  constructor(private readonly options: { separators?: string; parts?: number } = {}) {}

  /** Keys that were looked at, with those of no access and those that were gone. */
  get lookedAt(): number {
    return 0;
  }

  /**
   * Counts a key. One that comes twice in a row is counted once: SCAN may bring a key again.
   * @param type as TYPE says it; `none`: it is gone
   * @param bytes `null` where MEMORY USAGE was refused
   * @param ttlMs as PTTL says it: −1 never, −2 gone; `null` where it was refused
   */
  add(
    _name: Bytes,
    _type: string,
    _bytes: number | null,
    _ttlMs: number | null,
    _details?: KeyDetails,
  ): void {}

  /** Counts a key that the user may not read. */
  addNoAccess(_name: Bytes): void {}

  result(_population: Population): AnalysisResult {
    throw new Error(`not yet: ${this.options.separators ?? ':'}`);
  }
}
