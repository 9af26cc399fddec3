import { toWire } from '@/lib/patterns/bytes';
import type { AnalysisResult } from './analysis-result';
import type { AnalysisView, WirePrefixRow } from './analysis-view-schema';
import { pathToWire } from './label-wire';
import {
  displayPath,
  drillDown,
  globOf,
  type Prefix,
  prefixAt,
  type PrefixPath,
  type PrefixRow,
} from './prefix';
import { describeKeyspace, toWireSentence } from './sentences';
import { wayOn } from './way-on';

/** More lines nobody reads; the rest of them is told as a sum. */
const MOST_ROWS = 300;
/** The fact that a finding has in it, where the two are not called the same. */
const FACT_IN: Record<string, string> = { withoutTtl: 'never' };
/** Boxes within a box of the treemap. */
const MOST_PARTS = 40;

/**
 * What leaves the server of a result: names and labels in their wire form, and of the tree of prefixes what one place
 * in it is made of, two levels deep.
 * @param findings what the advisor says of it
 */
export function toAnalysisView(
  result: AnalysisResult,
  path: PrefixPath,
  findings: AnalysisView['findings'] = [],
): AnalysisView {
  const { separators: _, unseenGroup: __, noAccess, prefixes, largest, ...rest } = result;
  return {
    ...rest,
    noAccess: {
      keys: noAccess.keys,
      prefixes: noAccess.prefixes.map(({ label, keys }) => ({ label: displayPath([label]), keys })),
    },
    prefix: viewOf(prefixes, path),
    largest: largest.map((key) => ({ ...key, name: toWire(key.name) })),
    // What the advisor says already need not be said twice.
    sentences: describeKeyspace(result)
      .filter(({ id }) => !findings.some(({ rule }) => rule === id || FACT_IN[rule] === id))
      .map(toWireSentence),
    findings,
  };
}

function viewOf(root: Prefix, path: PrefixPath): AnalysisView['prefix'] {
  const prefix = prefixAt(root, path);
  const rows = drillDown(root, path);
  if (prefix === null || rows === null) return null;
  const parent = path.length === 0 ? null : drillDown(root, path.slice(0, -1));
  const own = parent?.find((row) => row.kind !== 'own' && row.path.at(-1) === path.at(-1));
  return {
    path: pathToWire(path),
    trail: Array.from({ length: path.length + 1 }, (_, depth) => path.slice(0, depth)).map((above) => ({
      path: pathToWire(above),
      label: displayPath(above),
    })),
    of: toWireRow(root, own ?? rootRow(root)),
    rows: rows
      .slice(0, MOST_ROWS)
      .map((row) => wayOn(root, row))
      .map((row) => ({
        ...toWireRow(root, row),
        parts: row.hasChildren
          ? drillDown(root, row.path)!
              .slice(0, MOST_PARTS)
              .map((part) => toWireRow(root, wayOn(root, part)))
          : [],
      })),
    more: moreOf(rows.slice(MOST_ROWS)),
  };
}

const rootRow = (root: Prefix): PrefixRow => ({
  ...{ path: [], kind: 'prefix', hasChildren: root.children !== undefined },
  ...{ keys: root.keys, bytes: root.bytes, largestBytes: root.largestBytes },
  ...{ expiring: root.expiring, byType: root.byType },
  ...(root.estimate && { estimate: root.estimate }),
  ...{ meanBytes: root.keys > 0 ? root.bytes / root.keys : 0, keysShare: 1, bytesShare: 1 },
});

const toWireRow = (root: Prefix, { path, ...row }: PrefixRow): WirePrefixRow => ({
  ...row,
  path: pathToWire(path),
  label: displayPath(path),
  glob: toWire(
    row.kind === 'own'
      ? globOf(path, { ...prefixAt(root, path)!, children: undefined })
      : globOf(path, prefixAt(root, path)!),
  ),
});

const moreOf = (rows: readonly PrefixRow[]) => ({
  rows: rows.length,
  keysShare: rows.reduce((sum, { keysShare }) => sum + keysShare, 0),
  bytesShare: rows.reduce((sum, { bytesShare }) => sum + bytesShare, 0),
});
