import { analysisOptions } from '@/lib/keyspace/analysis-options';
import {
  analysesQuery,
  analysesSchema,
  analysisQuery,
  analysisSchema,
  type AnalysisAnswer,
} from '@/lib/keyspace/analysis-schema';
import type { Access } from '@/lib/server/access';
import type { AnalysisJob } from '@/lib/server/analysis/analysis-job';
import { analysisJobs } from '@/lib/server/analysis/analysis-jobs';
import { listAnalyses } from '@/lib/server/reads/list-analyses';
import { readAnalysis } from '@/lib/server/reads/read-analysis';
import { waitUntil } from './wait-until';

/** Begins an analysis as an action does. @param options as a caller sends them, with their defaults where left out */
export function beginAnalysis(access: Access, options: object = {}, db = 0) {
  return analysisJobs().start(access, db, analysisOptions.parse(options));
}

/** An analysis from its beginning to its end, as it is answered then. */
export async function analyse(access: Access, options: object = {}, db = 0): Promise<AnalysisAnswer> {
  await beginAnalysis(access, { pace: 'fast', ...options }, db).ended;
  return readLatest(access, { db });
}

/** What is answered about an analysis, by default the latest, checked against its schema. */
export const readLatest = async (access: Access, query: object = {}): Promise<AnalysisAnswer> =>
  analysisSchema.parse(JSON.parse(JSON.stringify(await readAnalysis(access, analysisQuery.parse(query)))));

/** All of them, checked against their schema. */
export const readAll = async (access: Access, query: object = {}) =>
  analysesSchema.parse(JSON.parse(JSON.stringify(await listAnalyses(access, analysesQuery.parse(query)))));

/** Waits until an analysis has looked at some keys. */
export const untilSeen = (job: AnalysisJob, keys: number): Promise<void> =>
  waitUntil(`${keys} keys are seen`, () => job.kept().seenKeys >= keys);
