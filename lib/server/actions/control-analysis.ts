import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import type { AnalysisJob } from '../analysis/analysis-job';
import { analysisJobs } from '../analysis/analysis-jobs';
import { forgetKeptAnalysis, listKeptAnalyses } from '../analysis/kept-analyses';
import { AppError } from '../errors';
import type { AnalysisOutcome } from './start-analysis';

type Which = ActionInput<'analysis.pause'>;

/** @throws AppError ANALYSIS_ENDED, UNKNOWN_ANALYSIS */
export const pauseAnalysis = (access: Access, input: Which) => control(access, input, (job) => job.pause());

/** @throws as `pauseAnalysis` */
export const continueAnalysis = (access: Access, input: Which) =>
  control(access, input, (job) => job.continue());

/** @throws as `pauseAnalysis` */
export const cancelAnalysis = (access: Access, input: Which) => control(access, input, (job) => job.cancel());

/** @throws as `pauseAnalysis` */
export const changePace = (access: Access, input: ActionInput<'analysis.pace'>) =>
  control(access, input, (job) => job.setPace(input.pace));

/** Deletes an analysis that has ended. @throws AppError ANALYSIS_RUNNING, UNKNOWN_ANALYSIS */
export function forgetAnalysis(access: Access, { db, id }: Which): Promise<{ id: number }> {
  if (analysisJobs().find(access, id)) {
    throw new AppError('ANALYSIS_RUNNING', `Analysis ${id} has not ended.`, {
      status: 409,
      remedy: 'Cancel it first.',
    });
  }
  if (!listKeptAnalyses(access, db).some((kept) => kept.id === id)) throw unknownAnalysis(id);
  forgetKeptAnalysis(id);
  return Promise.resolve({ id });
}

function control(
  access: Access,
  { db, id }: Which,
  change: (job: AnalysisJob) => void,
): Promise<AnalysisOutcome> {
  const job = analysisJobs().find(access, id);
  if (!job || job.database !== db) {
    const ended = listKeptAnalyses(access, db).find((kept) => kept.id === id);
    if (!ended) throw unknownAnalysis(id);
    throw new AppError('ANALYSIS_ENDED', `Analysis ${id} has ended already: ${ended.state}.`, {
      status: 409,
      remedy: 'Start another one.',
    });
  }
  change(job);
  const { state, seenKeys } = job.kept();
  return Promise.resolve({ id, state, seenKeys });
}

/** Also the answer about analyses of other users, whose names of keys are nobody else's business. */
const unknownAnalysis = (id: number) =>
  new AppError('UNKNOWN_ANALYSIS', `Your Redis user has no analysis ${id} of this database.`, {
    status: 404,
    details: { field: 'id' },
  });
