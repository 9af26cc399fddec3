import type { AnalysisResult } from './analysis-result';
import type { WireGrowthRow } from './analysis-schema';
import { comparePrefixes } from './compare-prefixes';
import { pathToWire } from './label-wire';
import { displayPath, nameOf, type Prefix, prefixAt } from './prefix';

/**
 * How prefixes grew and shrank from one analysis to a later one with the same separators.
 * @returns by bytes, growth and loss alike, each under another label; both are estimates of all keys where one of the
 * two is a sample
 */
export function growthRows(
  before: AnalysisResult,
  after: AnalysisResult,
): { isEstimate: boolean; growth: WireGrowthRow[] } {
  const isEstimate = !before.isWhole || !after.isWhole;
  const treeOf = ({ prefixes }: AnalysisResult) => (isEstimate ? estimated(prefixes) : prefixes);
  return {
    isEstimate,
    growth: toldApart(
      comparePrefixes(treeOf(before), treeOf(after)).map(({ path, ...row }) => ({
        path: pathToWire(path),
        label: displayPath(path),
        name: nameOf(path, prefixAt(after.prefixes, path) ?? prefixAt(before.prefixes, path)!),
        ...row,
      })),
    ),
  };
}

/** A name may hold what `{id}` is written with, or bytes that look alike when shown: then the path says which is which. */
function toldApart(rows: readonly WireGrowthRow[]): WireGrowthRow[] {
  const times = new Map<string, number>();
  for (const { label } of rows) times.set(label, (times.get(label) ?? 0) + 1);
  return rows.map((row) =>
    times.get(row.label) === 1 ? row : { ...row, label: row.path.replaceAll('/', '') },
  );
}

/** The same tree with what is estimated of all keys in place of what was counted. */
function estimated(prefix: Prefix): Prefix {
  const { estimate, own, children } = prefix;
  return {
    ...prefix,
    ...(estimate && { keys: estimate.keys.estimate, bytes: estimate.bytes.estimate }),
    ...(own?.estimate && {
      own: { ...own, keys: own.estimate.keys.estimate, bytes: own.estimate.bytes.estimate },
    }),
    ...(children && { children: children.map(estimated) }),
  };
}
