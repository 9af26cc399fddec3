import type { Amount } from './prefix-figures';
import { OTHER_TYPES } from './type-slots';

/** Keys of one type, stored in one way. */
export interface TypeTotal extends Amount {
  type: string;
  /** As OBJECT ENCODING says it; `null` where it was not asked. */
  encoding: string | null;
  largestBytes: number;
  /** Those that have a time to live. */
  expiring: Amount;
}

/** Redis has some thirty; a server that names more is not believed. */
const MOST_ROWS = 200;

/** Counts keys by type and encoding. */
export class TypeTotals {
  private readonly byType = new Map<string, Map<string | null, TypeTotal>>();
  private rows = 0;

  /** @param weight for how many keys it stands in an estimate */
  add(type: string, encoding: string | null, bytes: number, expires: boolean, weight = 1): void {
    const total = this.totalOf(type, encoding);
    total.keys += weight;
    total.bytes += bytes * weight;
    if (bytes > total.largestBytes) total.largestBytes = bytes;
    if (expires) {
      total.expiring.keys += weight;
      total.expiring.bytes += bytes * weight;
    }
  }

  /** Adds what another one counted. */
  include(totals: readonly TypeTotal[]): void {
    for (const { type, encoding, ...from } of totals) {
      const total = this.totalOf(type, encoding);
      total.keys += from.keys;
      total.bytes += from.bytes;
      total.largestBytes = Math.max(total.largestBytes, from.largestBytes);
      total.expiring.keys += from.expiring.keys;
      total.expiring.bytes += from.expiring.bytes;
    }
  }

  /** @returns the largest first */
  snapshot(): TypeTotal[] {
    return [...this.byType.values()]
      .flatMap((encodings) => [...encodings.values()])
      .map((total) => ({ ...total, expiring: { ...total.expiring } }))
      .sort((a, b) => b.bytes - a.bytes || b.keys - a.keys);
  }

  private totalOf(type: string, encoding: string | null): TypeTotal {
    const known = this.byType.get(type)?.get(encoding);
    if (known) return known;
    if (this.rows >= MOST_ROWS && type !== OTHER_TYPES) return this.totalOf(OTHER_TYPES, null);
    this.rows += 1;
    const total = { type, encoding, keys: 0, bytes: 0, largestBytes: 0, expiring: { keys: 0, bytes: 0 } };
    const encodings = this.byType.get(type) ?? new Map<string | null, TypeTotal>();
    this.byType.set(type, encodings.set(encoding, total));
    return total;
  }
}
