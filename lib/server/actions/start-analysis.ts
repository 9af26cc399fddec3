import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { analysisJobs } from '../analysis/analysis-jobs';
import type { ActionContext } from '../http/route';

/** What the log says of an analysis when it begins, and when it has ended. */
export interface AnalysisOutcome {
  id: number;
  state: string;
  seenKeys: number;
}

/**
 * Begins an analysis, which goes on behind the answer.
 * @throws AppError ANALYSIS_RUNNING where somebody runs one on a node of this instance
 */
export function startAnalysis(
  access: Access,
  { db, pace, detail, sampleKeys, separators }: ActionInput<'analysis.start'>,
  follow: ActionContext<'analysis.start'>['follow'],
): Promise<ReturnType<typeof follow>> {
  const { job, ended } = analysisJobs().start(access, db, { pace, detail, sampleKeys, separators });
  const outcome = (): AnalysisOutcome => {
    const { id, state, seenKeys } = job.kept();
    return { id, state, seenKeys };
  };
  return Promise.resolve(
    follow(
      outcome(),
      ended.then(() => {
        if (job.failure) throw job.failure;
        return outcome();
      }),
    ),
  );
}
