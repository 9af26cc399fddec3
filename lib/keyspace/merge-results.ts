import {
  type AnalysisResult,
  type Counted,
  type EncodingCount,
  estimateOf,
  type TtlCounts,
  type TypeCount,
} from './analysis-result';
import type { GroupEstimate } from './estimate';
import { type KeyHistogram, sumOfHistograms } from './log-histogram';
import { sumOfEstimates } from './merge-estimates';
import { foldTree, mergePrefixes, sumOfAmounts } from './merge-prefixes';
import { describeNodes } from './describe-sureness';
import { TopKeys } from './top-keys';
import { TypeSlots } from './type-slots';

/** As many as one analysis gives. */
const MOST_PREFIXES = 4_000;
const MOST_DENIED = 256;

/**
 * Makes one result of those of several nodes, which share no key and may have been looked at in different parts: each
 * is estimated by itself, and the estimates are added.
 * @param results at least one, all with the same separators
 */
export function mergeResults(results: readonly AnalysisResult[]): AnalysisResult {
  if (results.length === 1) return results[0]!;
  const isWhole = results.every((result) => result.isWhole);
  const { separators } = results[0]!;
  const unseen = results.map(({ unseenGroup }) => unseenGroup);
  const sum = (figure: (result: AnalysisResult) => number) =>
    results.reduce((total, result) => total + figure(result), 0);
  const top = new TopKeys(new TypeSlots());
  for (const { largest } of results) top.include(largest);
  const merged = {
    separators,
    seen: sumOfAmounts(results.map(({ seen }) => seen)),
    goneKeys: sum(({ goneKeys }) => goneKeys),
    noAccess: { keys: sum(({ noAccess }) => noAccess.keys), prefixes: mergeDenied(results) },
    unmeasuredKeys: sum(({ unmeasuredKeys }) => unmeasuredKeys),
    populationKeys: sum(({ populationKeys }) => populationKeys),
    isWhole,
    unseenKeyBytes: results.some(({ unseenKeyBytes }) => unseenKeyBytes === null)
      ? null
      : Math.max(...results.map(({ unseenKeyBytes }) => unseenKeyBytes!)),
    total: sumOfEstimates(results.map(({ total }) => total)),
    unseenGroup: sumOfEstimates(unseen),
    prefixes: foldTree(
      mergePrefixes(
        results.map(({ prefixes }, node) => ({ node, prefix: prefixes })),
        unseen,
        isWhole,
      ),
      MOST_PREFIXES,
      separators,
    ),
    types: mergeTypes(results, unseen, isWhole),
    ttl: mergeTtl(results, unseen, isWhole),
    sizes: sumOfHistograms(results.map(({ sizes }) => sizes)),
    idle: sumOfKnown(results.map(({ idle }) => idle)),
    frequency: sumOfKnown(results.map(({ frequency }) => frequency)),
    largest: top.snapshot(),
  };
  return { ...merged, sureness: describeNodes(merged, results.length) };
}

function mergeDenied(results: readonly AnalysisResult[]) {
  const keysOf = new Map<string, number>();
  for (const { noAccess } of results)
    for (const { label, keys } of noAccess.prefixes) keysOf.set(label, (keysOf.get(label) ?? 0) + keys);
  return [...keysOf]
    .map(([label, keys]) => ({ label, keys }))
    .sort((a, b) => b.keys - a.keys)
    .slice(0, MOST_DENIED);
}

/** @param counts of each node; `undefined` where it has none */
function mergeCounted(
  counts: readonly (Counted | undefined)[],
  unseen: readonly GroupEstimate[],
  isWhole: boolean,
): Counted {
  return {
    ...sumOfAmounts(counts.flatMap((counted) => counted ?? [])),
    ...(!isWhole && {
      estimate: sumOfEstimates(counts.map((counted, at) => (counted ? estimateOf(counted) : unseen[at]!))),
    }),
  };
}

type TypeFigures = Omit<TypeCount, 'type' | 'encodings'>;

function mergeTypes(
  results: readonly AnalysisResult[],
  unseen: readonly GroupEstimate[],
  isWhole: boolean,
): TypeCount[] {
  const merge = (counts: readonly (TypeFigures | undefined)[]): TypeFigures => {
    const found = counts.flatMap((counted) => counted ?? []);
    return {
      ...mergeCounted(counts, unseen, isWhole),
      largestBytes: Math.max(...found.map(({ largestBytes }) => largestBytes)),
      expiring: sumOfAmounts(found.map(({ expiring }) => expiring)),
    };
  };
  const names = new Set(results.flatMap(({ types }) => types.map(({ type }) => type)));
  return [...names]
    .map((type) => {
      const ofType = results.map(({ types }) => types.find((count) => count.type === type));
      const encodings = new Set(
        ofType.flatMap((count) => count?.encodings ?? []).map(({ encoding }) => encoding),
      );
      const rows = [...encodings].map((encoding): EncodingCount => {
        const stored = ofType.map((count) => count?.encodings.find((row) => row.encoding === encoding));
        return { encoding, ...merge(stored), lengths: sumOfKnown(stored.map((row) => row?.lengths ?? null)) };
      });
      return { type, ...merge(ofType), encodings: rows.sort(byBytes) };
    })
    .sort(byBytes);
}

const byBytes = (a: Counted, b: Counted) =>
  estimateOf(b).bytes.estimate - estimateOf(a).bytes.estimate || b.keys - a.keys;

function mergeTtl(
  results: readonly AnalysisResult[],
  unseen: readonly GroupEstimate[],
  isWhole: boolean,
): TtlCounts {
  const ttls = results.map(({ ttl }) => ttl);
  const merge = (of: (ttl: TtlCounts) => Counted) => mergeCounted(ttls.map(of), unseen, isWhole);
  return {
    never: merge(({ never }) => never),
    unknown: merge(({ unknown }) => unknown),
    within: ttls[0]!.within.map(({ ms }, index) => ({ ms, ...merge(({ within }) => within[index]!) })),
    histogram: sumOfHistograms(ttls.map(({ histogram }) => histogram)),
  };
}

function sumOfKnown(histograms: readonly (KeyHistogram | null)[]): KeyHistogram | null {
  const known = histograms.filter((histogram) => histogram !== null);
  return known.length === 0 ? null : sumOfHistograms(known);
}
