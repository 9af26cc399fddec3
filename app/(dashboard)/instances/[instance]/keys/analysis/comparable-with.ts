import type { AnalysisSummary } from '@/lib/keyspace/analysis-summary';

/**
 * The earlier analyses that an analysis can be compared with: of the same database and with the same separators, since
 * their prefixes are others otherwise, and with something counted.
 * @returns the newest first
 */
export const comparableWith = (
  { db, startedAt, options }: AnalysisSummary,
  analyses: readonly AnalysisSummary[],
): AnalysisSummary[] =>
  analyses
    .filter(
      (other) =>
        other.startedAt < startedAt &&
        other.db === db &&
        sorted(other.options.separators) === sorted(options.separators) &&
        other.seenKeys > 0,
    )
    .sort((a, b) => b.startedAt - a.startedAt);

/**
 * What an analysis is compared with unless somebody chooses: the latest that came to its end, since one that was
 * interrupted saw any part of the keys.
 */
export function usualComparison(
  analysis: AnalysisSummary,
  analyses: readonly AnalysisSummary[],
): AnalysisSummary | null {
  const offered = comparableWith(analysis, analyses);
  return offered.find(({ state }) => state === 'done') ?? offered[0] ?? null;
}

const sorted = (separators: string) => [...separators].sort().join('');
