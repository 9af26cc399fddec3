import { isRest } from './label';
import type { Prefix, PrefixPath } from './prefix';
import type { Amount } from './prefix-figures';

/** How a prefix changed from one analysis to a later one. */
export interface PrefixGrowth {
  path: PrefixPath;
  before: Amount;
  after: Amount;
  /** After less before; below zero where it shrank. */
  growth: Amount;
  /**
   * Where one analysis has no such prefix, but a `…` that it may be part of: what that counts. Then so much of the
   * growth (or of the loss) may have been there before (or may still be there).
   */
  unsure: Amount;
}

const NOTHING: Amount = { keys: 0, bytes: 0 };
const MOST_ROWS = 200;

/**
 * What grew and what shrank between two analyses with the same separators.
 *
 * A prefix all of whose keys are one child's is left out for that child, which says more: `app:session` for `app`.
 *
 * @param most rows
 * @returns those that changed, by bytes and then by keys, growth and loss alike; the root is among them under the path `[]`
 */
export function comparePrefixes(before: Prefix, after: Prefix, most = MOST_ROWS): PrefixGrowth[] {
  const rows: PrefixGrowth[] = [];
  compare(rows, [], before, after, NOTHING);
  return rows
    .sort(
      (a, b) =>
        Math.abs(b.growth.bytes) - Math.abs(a.growth.bytes) ||
        Math.abs(b.growth.keys) - Math.abs(a.growth.keys),
    )
    .slice(0, most);
}

function compare(
  rows: PrefixGrowth[],
  path: PrefixPath,
  before: Prefix | undefined,
  after: Prefix | undefined,
  unsure: Amount,
): void {
  const pairs = pairChildren(before, after);
  const growth = {
    keys: (after?.keys ?? 0) - (before?.keys ?? 0),
    bytes: (after?.bytes ?? 0) - (before?.bytes ?? 0),
  };
  const isOneChild =
    path.length > 0 &&
    pairs.some(([a, b]) => a?.keys === before?.keys && b?.keys === after?.keys && !isRest((a ?? b)!.label));
  if ((growth.keys !== 0 || growth.bytes !== 0) && !isOneChild) {
    rows.push({ path, before: amountOf(before), after: amountOf(after), growth, unsure });
  }
  for (const [a, b] of pairs) {
    const { label } = (a ?? b)!;
    const rest = a && b ? undefined : restFor(label, a ? after : before);
    compare(rows, [...path, label], a, b, rest ?? (a && b ? NOTHING : unsure));
  }
}

type Pair = [before: Prefix | undefined, after: Prefix | undefined];

/** Children with the same label, and those that one side only has. */
function pairChildren(before: Prefix | undefined, after: Prefix | undefined): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const child of before?.children ?? []) pairs.set(child.label, [child, undefined]);
  for (const child of after?.children ?? []) pairs.set(child.label, [pairs.get(child.label)?.[0], child]);
  return [...pairs.values()];
}

/** The `…` of a prefix that may hold the keys of a child with this label. */
function restFor(label: string, prefix: Prefix | undefined): Amount | undefined {
  if (isRest(label)) return undefined;
  const rest = prefix?.children?.find(
    (child) => isRest(child.label) && (child.label.length === 1 || child.label[0] === label[0]),
  );
  return rest && amountOf(rest);
}

const amountOf = (prefix: Prefix | undefined): Amount =>
  prefix ? { keys: prefix.keys, bytes: prefix.bytes } : NOTHING;
