import type { Bytes } from '@/lib/patterns/bytes';

/** What lies one level below a prefix. */
export interface FoundBranch {
  /** The next part of the name; empty where two separators stand side by side, or a name ends with one. */
  label: Bytes;
  /** Names that go on behind the separator. */
  keys: number;
  /** Whether a key has the very name: prefix and label, without the separator. */
  isKey: boolean;
}

/**
 * Adds names to the branches that they belong to.
 * @param branches by label; is changed
 * @param names that begin with the prefix; others are left out
 */
export function foldBranches(
  branches: Map<Bytes, FoundBranch>,
  names: readonly Bytes[],
  { prefix, separator }: { prefix: Bytes; separator: Bytes },
): void {
  for (const name of names) {
    if (!name.startsWith(prefix)) continue;
    const end = name.indexOf(separator, prefix.length);
    const label = name.slice(prefix.length, end < 0 ? undefined : end);
    const branch = branches.get(label) ?? { label, keys: 0, isKey: false };
    branches.set(label, branch);
    if (end < 0) branch.isKey = true;
    else branch.keys += 1;
  }
}
