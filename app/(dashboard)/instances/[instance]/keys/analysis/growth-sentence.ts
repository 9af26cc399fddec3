import type { AnalysisAnswer } from '@/lib/keyspace/analysis-schema';
import type { WireSentence } from '@/lib/keyspace/analysis-view-schema';
import { describeGrowth } from '@/lib/keyspace/sentences';
import { describeSince } from './describe-when';

/**
 * What changed most since the analysis that is compared with, in one sentence.
 * @param timeZone `undefined`: that of this computer
 * @returns `null` where there is nothing to compare with, or nothing changed
 */
export const growthSentence = (
  { against, at }: Pick<AnalysisAnswer, 'against' | 'at'>,
  timeZone: string | undefined,
): WireSentence | null =>
  against &&
  describeGrowth(against.growth, describeSince(against.analysis.startedAt, at, timeZone), against.isEstimate);
