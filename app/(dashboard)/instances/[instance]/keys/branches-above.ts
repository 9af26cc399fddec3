import { fromWire, toBytes, toWire } from '@/lib/patterns/bytes';

/** A step of the way to a branch. */
export interface BranchStep {
  /** With its separator, as the API names it: `user:42:`. */
  prefix: string;
  /** The part of the name that it adds: `42`. */
  label: string;
}

/**
 * The branches that lead to a prefix, it included.
 * @param prefix as the API names it; what follows its last separator counts as a step too
 */
export function branchesAbove(prefix: string, separator: string): BranchStep[] {
  const bytes = fromWire(prefix);
  const cut = toBytes(separator);
  const steps: BranchStep[] = [];
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(cut, start);
    const end = found === -1 ? bytes.length : found + cut.length;
    steps.push({
      prefix: toWire(bytes.slice(0, end)),
      label: toWire(bytes.slice(start, found === -1 ? end : found)),
    });
    start = end;
  }
  return steps;
}
