import { formatBytes, formatCount, formatValue } from '@/lib/format';
import type { AnalysisResult } from './analysis-result';

/** How sure the merged result of several nodes is. */
export function describeNodes(
  {
    isWhole,
    seen,
    noAccess,
    populationKeys,
    unseenKeyBytes,
    unmeasuredKeys,
  }: Omit<AnalysisResult, 'sureness'>,
  nodes: number,
): string {
  const looked = formatValue((seen.keys + noAccess.keys) / (populationKeys || 1), 'ratio');
  const sample = `${looked} of ${formatCount(populationKeys)} keys on ${nodes} nodes were looked at: what they hold is exact, the rest is estimated for each node by itself, and the ranges are 95\u00a0% intervals. ${
    unseenKeyBytes === null
      ? 'How large a key may be that was not seen is not known.'
      : `A key that was not seen may be as large as ${formatBytes(unseenKeyBytes)}.`
  }`;
  return (
    (isWhole ? `Every key of ${nodes} nodes was looked at: the numbers are exact.` : sample) +
    describeMissing(noAccess.keys, unmeasuredKeys)
  );
}

/** What is missing of a result, in sentences that follow others; `''` as a rule. */
export function describeMissing(noAccessKeys: number, unmeasuredKeys: number): string {
  const denied =
    noAccessKeys === 0
      ? ''
      : ` ${formatCount(noAccessKeys)} keys that your user may not read are not among them.`;
  const unmeasured =
    unmeasuredKeys === 0
      ? ''
      : ` The bytes of ${formatCount(unmeasuredKeys)} keys are missing: MEMORY USAGE was refused.`;
  return denied + unmeasured;
}
