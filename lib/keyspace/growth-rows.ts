import type { AnalysisResult } from './analysis-result';
import type { WireGrowthRow } from './analysis-schema';
import { comparePrefixes, type PrefixGrowth } from './compare-prefixes';
import { pathToWire } from './label-wire';
import type { Amount } from './prefix-figures';
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
        unsure: unsureOf(row, before, after),
      })),
    ),
  };
}

/** With so many keys of a name among all that a sample is taken of, it sees none of them in 5 % ("rule of three"). */
const MOST_UNSEEN = 3;

/** How much of a change may be none, since a sample saw nothing of what is there, or since it is part of a `…`. */
function unsureOf(
  { before, after, unsure }: Omit<PrefixGrowth, 'path'>,
  of: AnalysisResult,
  now: AnalysisResult,
): Amount {
  const [sample, amount] = before.keys === 0 ? [of, after] : [now, before];
  if (sample.isWhole || (before.keys > 0 && after.keys > 0)) return unsure;
  const unseenKeys = (MOST_UNSEEN * sample.populationKeys) / Math.max(1, sample.seen.keys);
  const share = Math.min(1, unseenKeys / amount.keys);
  return {
    keys: Math.max(unsure.keys, Math.round(amount.keys * share)),
    bytes: Math.max(unsure.bytes, Math.round(amount.bytes * share)),
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
