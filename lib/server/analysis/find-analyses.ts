import 'server-only';
import type { AnalysisResult } from '@/lib/keyspace/analysis-result';
import type { AnalysisProgress } from '@/lib/keyspace/analysis-summary';
import type { Access } from '../access';
import { analysisJobs } from './analysis-jobs';
import { listKeptAnalyses, readKeptResult, type KeptAnalysis } from './kept-analyses';

/** An analysis of the person's user, whether it goes on or has ended. */
export interface FoundAnalysis extends KeptAnalysis {
  /** No rows once it has ended. */
  nodes: AnalysisProgress[];
}

/** The analyses of a database that the person's user has made, the newest first, as they are just now. */
export const findAnalyses = (access: Access, database: number): FoundAnalysis[] =>
  listKeptAnalyses(access, database).map((kept) => {
    const job = analysisJobs().find(access, kept.id);
    return job ? { ...job.kept(), nodes: job.progress } : { ...kept, nodes: [] };
  });

/** What an analysis of the person's user has found; `null` where nothing is known of it. */
export function resultOf(access: Access, { id, seenKeys, state }: KeptAnalysis): AnalysisResult | null {
  const job = analysisJobs().find(access, id);
  if (!job) return readKeptResult(id);
  return seenKeys > 0 || state === 'done' ? job.result() : null;
}
