import { estimateOf } from './analysis-result';
import type { GroupEstimate } from './estimate';
import { isRest, REST } from './label';
import { sumOfEstimates } from './merge-estimates';
import { largestFirst, type Prefix } from './prefix';
import type { Amount, Figures } from './prefix-figures';

/** What one node counted under a prefix, if anything, and what may be there where it counted nothing. */
export interface PrefixPart {
  prefix: Prefix | undefined;
  unseen: GroupEstimate;
}

const NOTHING: GroupEstimate = {
  keys: { low: 0, estimate: 0, high: 0 },
  bytes: { low: 0, estimate: 0, high: 0 },
};

/**
 * Makes one tree of those of several nodes: figures of the same path are added up.
 * @param isWhole whether every key of every node was looked at, so that nothing is estimated
 */
export function mergePrefixes(parts: readonly PrefixPart[], isWhole: boolean): Prefix {
  const found = parts.filter(({ prefix }) => prefix !== undefined);
  const merged: Prefix = {
    label: found[0]!.prefix!.label,
    ...mergeFigures(parts.map(({ prefix, unseen }) => ({ figures: prefix, unseen }))),
  };
  if (isWhole) delete merged.estimate;
  if (!found.some(({ prefix }) => prefix!.children)) return merged;
  const own = parts.map(({ prefix, unseen }) => ({
    figures: prefix?.children ? prefix.own : prefix,
    unseen,
  }));
  if (own.some(({ figures }) => figures !== undefined)) {
    merged.own = mergeFigures(own);
    if (isWhole) delete merged.own.estimate;
  }
  const labels = new Map<string, PrefixPart[]>();
  parts.forEach(({ prefix }, at) => {
    for (const child of prefix?.children ?? []) {
      const children = labels.get(child.label) ?? parts.map(({ unseen }) => ({ prefix: undefined, unseen }));
      children[at] = { prefix: child, unseen: NOTHING };
      labels.set(child.label, children);
    }
  });
  merged.children = [...labels.values()].map((children) => mergePrefixes(children, isWhole)).sort(inOrder);
  return merged;
}

const inOrder = (a: Prefix, b: Prefix) => largestFirst(a, b) || (a.label < b.label ? -1 : 1);

function mergeFigures(parts: readonly { figures: Figures | undefined; unseen: GroupEstimate }[]): Figures {
  const all = parts.flatMap(({ figures }) => figures ?? []);
  const byType: Record<string, Amount> = {};
  for (const { byType: types } of all)
    for (const [type, amount] of Object.entries(types))
      byType[type] = sumOfAmounts([byType[type] ?? { keys: 0, bytes: 0 }, amount]);
  return {
    ...sumOfAmounts(all),
    largestBytes: all.reduce((most, { largestBytes }) => Math.max(most, largestBytes), 0),
    expiring: sumOfAmounts(all.map(({ expiring }) => expiring)),
    byType,
    estimate: sumOfEstimates(parts.map(({ figures, unseen }) => (figures ? estimateOf(figures) : unseen))),
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
      rests.set(label, [...(rests.get(label) ?? []), child]);
    }
  }
  for (const [label, small] of rests) {
    const parts = small.map((child) => ({ prefix: { ...child, label }, unseen: NOTHING }));
    const rest = mergePrefixes(parts, isWhole);
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
