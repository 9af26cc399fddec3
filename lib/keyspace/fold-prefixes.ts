import { Label, REST } from './label';
import { addRow, bytesOf, keysOf } from './prefix-figures';
import { type PrefixTable, ROOT } from './prefix-table';

/**
 * Folds the smallest nodes into a `…` beside them until a table has no more than so many. A node's size is its share of
 * all keys and its share of all bytes, added: one huge key stays, and so do many small ones.
 *
 * What lay below folded nodes lies below the `…` and is added up there by its labels, so that `user:alice:cart` and
 * `user:bob:cart` become `user:…:cart`; where that is too small as well it is folded in turn. No key is lost: a
 * node and what is below it count the same keys before and after.
 *
 * @param most at least 16, since a node may have a `…` for each separator
 */
export function foldPrefixes(table: PrefixTable, most: number, separators: string): void {
  let least = 0;
  while (table.size > most) {
    const order = table.byDepth();
    const sizes = sizesOf(table, order);
    // Each of those that stay may get a `…`: room is left for them.
    least = Math.max(2 * least, limitFor(sizes, Math.floor((most * 3) / 4)));
    foldBelow(table, order, sizes, least, separators);
  }
}

/** Of every node with what is below it; the root's is 2 at most. */
function sizesOf(table: PrefixTable, order: Int32Array): Float64Array {
  const { figures, size } = table;
  let keys = 0;
  let bytes = 0;
  for (let node = 0; node < size; node += 1) {
    keys += keysOf(figures, node);
    bytes += bytesOf(figures, node);
  }
  const sizes = new Float64Array(size);
  for (let node = 0; node < size; node += 1)
    sizes[node] = keysOf(figures, node) / (keys || 1) + bytesOf(figures, node) / (bytes || 1);
  for (let at = size - 1; at > 0; at -= 1) sizes[table.parentOf(order[at]!)]! += sizes[order[at]!]!;
  return sizes;
}

/** The least size of which there are no more than `most`. */
function limitFor(sizes: Float64Array, most: number): number {
  const sorted = sizes.slice().sort();
  let at = sorted.length - most;
  // Many may have the very size of the first that is too many.
  const tooSmall = sorted[at - 1]!;
  while (at < sorted.length && sorted[at] === tooSmall) at += 1;
  return sorted[at] ?? Infinity;
}

/** Level by level from the root: what comes together under a `…` is measured when all of it is there. */
function foldBelow(
  table: PrefixTable,
  order: Int32Array,
  sizes: Float64Array,
  least: number,
  separators: string,
): void {
  const { depths, size } = table;
  const rest = restLabels(separators);
  /** Where a node's figures and children went: to itself, as a rule. */
  const into = Int32Array.from({ length: size }, (_, node) => node);
  const isGone = new Uint8Array(size);
  /** A `…` that is too small itself keeps nothing apart below it. */
  const isClosed = new Uint8Array(size);
  const give = (node: number, to: number) => {
    into[node] = to;
    isGone[node] = 1;
    addRow(table.figures, to, node);
  };

  table.orphan();
  for (let from = 1, to = 1; from < size; from = to) {
    while (to < size && depths[order[to]!] === depths[order[from]!]) to += 1;
    const level = order.subarray(from, to);
    for (const node of level) {
      const parent = into[table.parentOf(node)]!;
      if (isClosed[parent] === 1) {
        give(node, parent);
        continue;
      }
      const same = table.adopt(parent, node);
      if (same === node) continue;
      sizes[same]! += sizes[node]!;
      give(node, same);
    }
    for (const node of level) {
      if (isGone[node] === 1 || sizes[node]! >= least || table.isRest(node)) continue;
      // The first one to be folded becomes the `…`, where there is none.
      table.relabel(node, rest.get(table.firstCodeOf(node)) ?? rest.get(NO_SEPARATOR)!);
      const same = table.adopt(table.parentOf(node), node);
      if (same === node) continue;
      sizes[same]! += sizes[node]!;
      give(node, same);
    }
    for (const node of level) {
      // Those that became one with a node that was folded later.
      into[node] = into[into[node]!]!;
      if (isGone[node] === 0 && sizes[node]! < least) isClosed[node] = 1;
    }
  }
  isGone[ROOT] = 0;
  table.compact(isGone);
}

const NO_SEPARATOR = -1;

/** `…`, and `:…` by the code of its separator. */
function restLabels(separators: string): Map<number, Label> {
  const labels = new Map<number, Label>();
  for (const start of ['', ...separators]) {
    const label = new Label();
    label.set(start + REST);
    labels.set(start === '' ? NO_SEPARATOR : start.charCodeAt(0), label);
  }
  return labels;
}
