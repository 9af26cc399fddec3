import { type Bytes, toDisplay } from '@/lib/patterns/bytes';
import { ID, isRest, REST } from './label';
import { type Figures, keysOf, toFigures } from './prefix-figures';
import { type PrefixTable, ROOT } from './prefix-table';
import type { TypeSlots } from './type-slots';

/**
 * Keys whose names begin alike, as a plain object that JSON carries: its figures are of all of them. What `own` and
 * `children` count adds up to it.
 */
export interface Prefix extends Figures {
  /** With the separator before it; see `ID` and `REST`. `''` for all keys. */
  label: string;
  /** Those of its keys whose names end here, where others go on; a prefix without children has no others. */
  own?: Figures;
  /** The largest first. */
  children?: Prefix[];
}

/** The labels that lead from the root to a prefix. */
export type PrefixPath = readonly string[];

/** @returns the root: every key that the table counted, and every prefix in it */
export function toPrefix(table: PrefixTable, types: TypeSlots): Prefix {
  const totals = table.totals();
  const children = new Map<number, number[]>();
  for (let node = 1; node < table.size; node += 1) {
    const siblings = children.get(table.parents[node]!);
    if (siblings) siblings.push(node);
    else children.set(table.parents[node]!, [node]);
  }
  const build = (node: number): Prefix => {
    const prefix: Prefix = { label: table.labelOf(node), ...toFigures(totals, node, types) };
    const below = children.get(node);
    if (below === undefined) return prefix;
    if (keysOf(table.figures, node) > 0) prefix.own = toFigures(table.figures, node, types);
    prefix.children = below.map(build).sort(largestFirst);
    return prefix;
  };
  return build(ROOT);
}

const largestFirst = (a: Prefix, b: Prefix) =>
  b.bytes - a.bytes || b.keys - a.keys || (a.label < b.label ? -1 : 1);

/** @returns `null` where nothing is counted under this path */
export function prefixAt(root: Prefix, path: PrefixPath): Prefix | null {
  let prefix: Prefix | undefined = root;
  for (const label of path) {
    prefix = prefix.children?.find((child) => child.label === label);
    if (prefix === undefined) return null;
  }
  return prefix;
}

/** One line of a table of prefixes, and one box of a treemap. */
export interface PrefixRow extends Figures {
  path: PrefixPath;
  /** `own`: keys that are named exactly as the path says; `rest`: what was too rare to be kept apart. */
  kind: 'prefix' | 'own' | 'rest';
  meanBytes: number;
  /** Of the prefix that is looked at: 0 to 1; 0 of nothing. */
  keysShare: number;
  bytesShare: number;
  /** Whether there is something to drill down to. */
  hasChildren: boolean;
}

/**
 * What a prefix is made of: one row for each way on, and one for its own keys. They add up to it.
 * @returns the largest first; `null` where nothing is counted under this path
 */
export function drillDown(root: Prefix, path: PrefixPath): PrefixRow[] | null {
  const prefix = prefixAt(root, path);
  if (prefix === null) return null;
  const rows = (prefix.children ?? []).map((child) =>
    toRow(prefix, child, [...path, child.label], isRest(child.label) ? 'rest' : 'prefix'),
  );
  const own = prefix.children ? prefix.own : prefix;
  if (own && own.keys > 0) rows.push(toRow(prefix, own, path, 'own'));
  return rows.sort((a, b) => b.bytes - a.bytes || b.keys - a.keys);
}

function toRow(whole: Figures, of: Figures | Prefix, path: PrefixPath, kind: PrefixRow['kind']): PrefixRow {
  const { keys, bytes, largestBytes, expiring, byType, variance } = of;
  return {
    ...{ path, kind, keys, bytes, largestBytes, expiring, byType },
    ...(variance && { variance }),
    meanBytes: keys > 0 ? bytes / keys : 0,
    keysShare: whole.keys > 0 ? keys / whole.keys : 0,
    bytesShare: whole.bytes > 0 ? bytes / whole.bytes : 0,
    hasChildren: kind !== 'own' && 'children' in of,
  };
}

/** A path as people read it: `user:{id}:cart`, `user:…`; `''` for the root. */
export const displayPath = (path: PrefixPath): string =>
  path
    .join('')
    .split(MARK)
    .map((piece) => (piece === ID ? '{id}' : piece === REST ? REST : displayPiece(piece)))
    .join('');

const MARK = new RegExp(`([${ID}${REST}])`);

/** A label may have been cut within a character. */
function displayPiece(bytes: Bytes): string {
  const shown = toDisplay(bytes);
  const whole = bytes.replace(/[\xc0-\xff][\x80-\xbf]*$/, '');
  const shownWhole = toDisplay(whole);
  return shown.includes('\\x') && !shownWhole.includes('\\x') ? shownWhole : shown;
}

/**
 * The glob by which SCAN finds the keys of a prefix. It finds others too where the path holds `{id}` or `…`, of which a
 * glob knows only that something stands there.
 * @param prefix what `prefixAt` finds at the path
 */
export function globOf(path: PrefixPath, prefix: Prefix): Bytes {
  const name = path
    .join('')
    .replace(/[*?[\]\\^]/g, '\\$&')
    .replace(new RegExp(MARK, 'g'), '*');
  if (!prefix.children) return name;
  const last = path.at(-1);
  if (last?.endsWith(ID) || last?.endsWith(REST)) return name;
  // `user:*` rather than `user*`, which finds `users` too.
  const starts = new Set(prefix.children.map(({ label }) => label.charAt(0)));
  const start = starts.size === 1 && last !== undefined && !prefix.own ? [...starts][0]! : '';
  return `${name}${start}*`;
}
