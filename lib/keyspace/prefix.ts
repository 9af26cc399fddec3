import { type Bytes, toDisplay } from '@/lib/patterns/bytes';
import { ID, isRest, REST } from './label';
import { estimateOf } from './analysis-result';
import type { GroupEstimate } from './estimate';
import { type Figures, keysOf, toFigures, toStrata } from './prefix-figures';
import { type PrefixTable, ROOT } from './prefix-table';
import { SizeStrata } from './size-strata';
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

/**
 * @param estimate what the keys that were counted say of all such keys; left out, every key was counted
 * @returns the root: every key that the table counted, and every prefix in it
 */
export function toPrefix(
  table: PrefixTable,
  types: TypeSlots,
  estimate?: (group: SizeStrata) => GroupEstimate,
): Prefix {
  const totals = table.totals();
  // One for all: two arrays for each of thousands of prefixes would be garbage at once.
  const sizes = new SizeStrata();
  const figuresOf = (rows: Float64Array, node: number): Figures => ({
    ...toFigures(rows, node, types),
    ...(estimate && { estimate: estimate(toStrata(rows, node, sizes)) }),
  });
  const children = new Map<number, number[]>();
  for (let node = 1; node < table.size; node += 1) {
    const siblings = children.get(table.parentOf(node));
    if (siblings) siblings.push(node);
    else children.set(table.parentOf(node), [node]);
  }
  const build = (node: number): Prefix => {
    const prefix: Prefix = { label: table.labelOf(node), ...figuresOf(totals, node) };
    const below = children.get(node);
    if (below === undefined) return prefix;
    if (keysOf(table.figures, node) > 0) prefix.own = figuresOf(table.figures, node);
    prefix.children = below.map(build).sort(inOrder);
    return prefix;
  };
  return build(ROOT);
}

/** By what they are estimated to hold: of the nodes of a Cluster different parts may have been looked at. */
export function largestFirst(a: Figures, b: Figures): number {
  const [ofA, ofB] = [estimateOf(a), estimateOf(b)];
  return ofB.bytes.estimate - ofA.bytes.estimate || ofB.keys.estimate - ofA.keys.estimate;
}

const inOrder = (a: Prefix, b: Prefix) => largestFirst(a, b) || (a.label < b.label ? -1 : 1);

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
  return rows.sort(largestFirst);
}

function toRow(whole: Figures, of: Figures | Prefix, path: PrefixPath, kind: PrefixRow['kind']): PrefixRow {
  const { keys, bytes, largestBytes, expiring, byType, estimate } = of;
  const [ofAll, ofWhole] = [estimateOf(of), estimateOf(whole)];
  return {
    ...{ path, kind, keys, bytes, largestBytes, expiring, byType },
    ...(estimate && { estimate }),
    meanBytes: partOf(bytes, keys),
    keysShare: partOf(ofAll.keys.estimate, ofWhole.keys.estimate),
    bytesShare: partOf(ofAll.bytes.estimate, ofWhole.bytes.estimate),
    hasChildren: kind !== 'own' && 'children' in of,
  };
}

const partOf = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

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
export const globOf = (path: PrefixPath, prefix: Prefix): Bytes =>
  path
    .join('')
    .replace(/[*?[\]\\^]/g, '\\$&')
    .replace(new RegExp(MARK, 'g'), '*') + openEnd(path, prefix);

/** A prefix as a sentence names it: `session:*` for all that begins so, a name where it is one. */
export const nameOf = (path: PrefixPath, prefix: Prefix): string =>
  displayPath(path).replace(/\{id\}$/, '*') + openEnd(path, prefix);

/** What stands for the rest of the names: `:*` rather than `*`, which finds `users:1` for `user`. */
function openEnd(path: PrefixPath, prefix: Prefix): string {
  const last = path.at(-1);
  if (!prefix.children || last?.endsWith(ID) || last?.endsWith(REST)) return '';
  const starts = new Set(prefix.children.map(({ label }) => label.charAt(0)));
  const start = starts.size === 1 && last !== undefined && !prefix.own ? [...starts][0]! : '';
  return `${start}*`;
}
