import { estimateOf } from './analysis-result';
import type { GroupEstimate } from './estimate';
import { isRest, REST } from './label';
import { sumOfEstimates } from './merge-estimates';
import { largestFirst, type Prefix } from './prefix';
import type { Amount, Figures } from './prefix-figures';

/** What one node counted under a prefix. */
export interface PrefixPart {
  /** Which node, by its place among them. */
  node: number;
  prefix: Prefix;
}

/**
 * Makes one tree of those of several nodes: figures of the same path are added up.
 * @param parts at least one
 * @param unseen of each node, what may be there of a prefix of which it counted nothing; empty: nothing is
 * @param isWhole whether every key of every node was looked at, so that nothing is estimated
 */
export function mergePrefixes(
  parts: readonly PrefixPart[],
  unseen: readonly GroupEstimate[],
  isWhole: boolean,
): Prefix {
  const merge = (figures: readonly { node: number; of: Figures }[]): Figures => ({
    ...sumOfFigures(figures.map(({ of }) => of)),
    ...(!isWhole && {
      estimate: sumOfEstimates([
        ...figures.map(({ of }) => estimateOf(of)),
        ...unseen.filter((_, at) => !figures.some(({ node }) => node === at)),
      ]),
    }),
  });
  const merged: Prefix = {
    label: parts[0]!.prefix.label,
    ...merge(parts.map(({ node, prefix }) => ({ node, of: prefix }))),
  };
  if (!parts.some(({ prefix }) => prefix.children)) return merged;
  const own = parts.flatMap(({ node, prefix }) => {
    const of = prefix.children ? prefix.own : prefix;
    return of ? [{ node, of }] : [];
  });
  if (own.length > 0) merged.own = merge(own);
  const byLabel = new Map<string, PrefixPart[]>();
  for (const { node, prefix } of parts)
    for (const child of prefix.children ?? []) {
      const same = byLabel.get(child.label);
      if (same) same.push({ node, prefix: child });
      else byLabel.set(child.label, [{ node, prefix: child }]);
    }
  merged.children = [...byLabel.values()]
    .map((children) => mergePrefixes(children, unseen, isWhole))
    .sort(inOrder);
  return merged;
}

const inOrder = (a: Prefix, b: Prefix) => largestFirst(a, b) || (a.label < b.label ? -1 : 1);

function sumOfFigures(all: readonly Figures[]): Figures {
  const byType: Record<string, Amount> = {};
  for (const figures of all)
    for (const [type, { keys, bytes }] of Object.entries(figures.byType)) {
      const sum = (byType[type] ??= { keys: 0, bytes: 0 });
      sum.keys += keys;
      sum.bytes += bytes;
    }
  return {
    ...sumOfAmounts(all),
    largestBytes: all.reduce((most, { largestBytes }) => Math.max(most, largestBytes), 0),
    expiring: sumOfAmounts(all.map(({ expiring }) => expiring)),
    byType,
  };
}

export const sumOfAmounts = (amounts: readonly Amount[]): Amount => ({
  keys: amounts.reduce((sum, { keys }) => sum + keys, 0),
  bytes: amounts.reduce((sum, { bytes }) => sum + bytes, 0),
});

/**
 * Folds the smallest prefixes of a merged tree into a `…` beside them until it has no more than `most`, as
 * `foldPrefixes` does while keys are counted.
 * @param most at least 32
 */
export function foldTree(root: Prefix, most: number, separators: string): Prefix {
  const whole = estimateOf(root);
  const sizeOf = (prefix: Prefix) => {
    const { keys, bytes } = estimateOf(prefix);
    return keys.estimate / (whole.keys.estimate || 1) + bytes.estimate / (whole.bytes.estimate || 1);
  };
  let folded = root;
  for (let least = 0; ;) {
    const sizes = sizesBelow(folded, sizeOf);
    if (sizes.length < most) return folded;
    sizes.sort((a, b) => b - a);
    // Room is left for a `…` beside those that stay; many may have the very size of the last one.
    least = Math.max(2 * least, sizes[Math.floor(most / 2)]! * (1 + 1e-9));
    folded = foldBelow(folded, least, sizeOf, separators);
  }
}

const sizesBelow = (prefix: Prefix, sizeOf: (prefix: Prefix) => number): number[] => {
  const sizes: number[] = [];
  const visit = ({ children = [] }: Prefix) => {
    for (const child of children) {
      sizes.push(sizeOf(child));
      visit(child);
    }
  };
  visit(prefix);
  return sizes;
};

function foldBelow(
  prefix: Prefix,
  least: number,
  sizeOf: (prefix: Prefix) => number,
  separators: string,
): Prefix {
  if (!prefix.children) return prefix;
  const isWhole = prefix.estimate === undefined;
  const kept: Prefix[] = [];
  const rests = new Map<string, Prefix[]>();
  for (const child of prefix.children) {
    const isKept = sizeOf(child) >= least && !isRest(child.label);
    if (isKept) kept.push(foldBelow(child, least, sizeOf, separators));
    else {
      const label = restLabel(child.label, separators);
      const small = rests.get(label);
      if (small) small.push(child);
      else rests.set(label, [child]);
    }
  }
  for (const [label, small] of rests) {
    const parts = small.map((child) => ({ node: 0, prefix: { ...child, label } }));
    const rest = mergePrefixes(parts, [], isWhole);
    if (sizeOf(rest) >= least) kept.push(foldBelow(rest, least, sizeOf, separators));
    else {
      // A `…` that is too small itself keeps nothing apart below it.
      const { children: _, own: __, ...closed } = rest;
      kept.push(closed);
    }
  }
  return { ...prefix, children: kept.sort(inOrder) };
}

const restLabel = (label: string, separators: string) =>
  (separators.includes(label.charAt(0)) ? label.charAt(0) : '') + REST;
