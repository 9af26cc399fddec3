import type { EncodingCount, TypeCount } from './analysis-result';
import type { GroupEstimate } from './estimate';
import { LENGTH_EDGES, LogHistogram } from './log-histogram';
import { SizeStrata } from './size-strata';
import { OTHER_TYPES } from './type-slots';

/** Redis has some thirty; a server that names more is not believed. */
const MOST_ROWS = 200;

/** Keys of one type, stored in one way. */
interface Row {
  type: string;
  encoding: string | null;
  sizes: SizeStrata;
  expiringKeys: number;
  expiringBytes: number;
  lengths: LogHistogram | null;
}

/** Counts keys by type and encoding. */
export class TypeTotals {
  private readonly byType = new Map<string, Map<string | null, Row>>();
  private rows = 0;
  /** Keys of one kind often come in a row, and most keys are of one kind. */
  private latest: Row | null = null;

  /** @param length elements, or bytes of a string; `null` where it was not asked */
  add(type: string, encoding: string | null, bytes: number, expires: boolean, length: number | null): void {
    const { latest } = this;
    const row =
      latest?.type === type && latest.encoding === encoding
        ? latest
        : (this.latest = this.row(type, encoding));
    row.sizes.add(bytes);
    if (expires) {
      row.expiringKeys += 1;
      row.expiringBytes += bytes;
    }
    if (length !== null) (row.lengths ??= new LogHistogram(LENGTH_EDGES)).add(length, bytes);
  }

  /** The sizes of all keys. */
  sizes(): SizeStrata {
    return sumOf(this.all());
  }

  /**
   * @param estimate what the keys that were counted say of all such keys; left out, every key was counted
   * @returns the largest first
   */
  snapshot(estimate?: (group: SizeStrata) => GroupEstimate): TypeCount[] {
    const figures = (rows: readonly Row[]) => {
      const sizes = sumOf(rows);
      return {
        ...{ keys: sizes.keys, bytes: sizes.bytes, largestBytes: sizes.largest },
        expiring: {
          keys: rows.reduce((sum, { expiringKeys }) => sum + expiringKeys, 0),
          bytes: rows.reduce((sum, { expiringBytes }) => sum + expiringBytes, 0),
        },
        ...(estimate && { estimate: estimate(sizes) }),
      };
    };
    const encodingOf = (row: Row): EncodingCount => ({
      encoding: row.encoding,
      ...figures([row]),
      lengths: row.lengths?.snapshot() ?? null,
    });
    return [...this.byType]
      .map(([type, encodings]) => {
        const rows = [...encodings.values()];
        return { type, ...figures(rows), encodings: rows.map(encodingOf).sort(largestFirst) };
      })
      .sort(largestFirst);
  }

  private all(): Row[] {
    return [...this.byType.values()].flatMap((encodings) => [...encodings.values()]);
  }

  private row(type: string, encoding: string | null): Row {
    const known = this.byType.get(type)?.get(encoding);
    if (known) return known;
    if (this.rows >= MOST_ROWS && type !== OTHER_TYPES) return this.row(OTHER_TYPES, null);
    this.rows += 1;
    const row = { type, encoding, sizes: new SizeStrata(), expiringKeys: 0, expiringBytes: 0, lengths: null };
    const encodings = this.byType.get(type) ?? new Map<string | null, Row>();
    this.byType.set(type, encodings.set(encoding, row));
    return row;
  }
}

function sumOf(rows: readonly Row[]): SizeStrata {
  const sum = new SizeStrata();
  for (const { sizes } of rows) sum.addAll(sizes);
  return sum;
}

const largestFirst = (a: { keys: number; bytes: number }, b: { keys: number; bytes: number }) =>
  b.bytes - a.bytes || b.keys - a.keys;
