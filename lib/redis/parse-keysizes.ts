import type { Info } from './parse-info';
import { parsePairs } from './parse-pairs';

/** Keys of one type by how large they are. */
export interface Keysizes {
  type: string;
  unit: 'bytes' | 'elements';
  /** In order: keys of `from` or more, and less than twice that. */
  buckets: { from: number; keys: number }[];
}

const TYPES: Readonly<Record<string, string>> = {
  strings: 'string',
  lists: 'list',
  sets: 'set',
  zsets: 'zset',
  hashes: 'hash',
};

/**
 * Reads the `dbN_distrib_…` lines of INFO keysizes, which Redis 8.0 and later keep up to date by themselves.
 * @returns the histograms of one database; `null` where the server keeps none at all
 */
export function readKeysizes(info: Info, database: number): Keysizes[] | null {
  const lines = Object.entries(info.fields).flatMap(([field, value]) => {
    const [, db, type = '', unit] = /^db(\d+)_distrib_(\w+)_(sizes|items)$/.exec(field) ?? [];
    return db === undefined ? [] : [{ db: Number(db), type: TYPES[type] ?? type, unit, value }];
  });
  if (lines.length === 0) return null;
  return lines
    .filter(({ db }) => db === database)
    .map(({ type, unit, value }) => ({
      type,
      unit: unit === 'sizes' ? 'bytes' : 'elements',
      buckets: [...parsePairs(value)]
        .map(([from, keys]) => ({ from: readSize(from), keys: Number(keys) }))
        .filter(({ from, keys }) => Number.isFinite(from) && Number.isFinite(keys)),
    }));
}

/** Adds the histograms of several nodes. */
export function addKeysizes(all: readonly (readonly Keysizes[])[]): Keysizes[] {
  const sums = new Map<string, { type: string; unit: Keysizes['unit']; keys: Map<number, number> }>();
  for (const { type, unit, buckets } of all.flat()) {
    const id = `${type} ${unit}`;
    const sum = sums.get(id) ?? { type, unit, keys: new Map<number, number>() };
    sums.set(id, sum);
    for (const { from, keys } of buckets) sum.keys.set(from, (sum.keys.get(from) ?? 0) + keys);
  }
  return [...sums.values()].map(({ type, unit, keys }) => ({
    type,
    unit,
    buckets: [...keys].sort(([a], [b]) => a - b).map(([from, count]) => ({ from, keys: count })),
  }));
}

const UNITS = ['', 'K', 'M', 'G', 'T', 'P', 'E'];

/** `512`, `1K`, `256M`: powers of 1024. */
function readSize(label: string): number {
  const [, digits = '', unit = ''] = /^(\d+)([KMGTPE]?)$/.exec(label) ?? [];
  return digits === '' ? NaN : Number(digits) * 1024 ** UNITS.indexOf(unit);
}
