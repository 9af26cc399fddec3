import 'server-only';
import { infoFlag, infoNumber, infoText } from '@/lib/redis/info-fields';
import { AppError } from '../errors';
import type { InstanceWatcher } from '../collector/collector';
import type { NodeWatcher } from '../collector/node-watcher';

/** The fields of INFO that tell how a background job goes and how it ended. */
export interface BackgroundJob {
  what: string;
  running: readonly string[];
  status: string;
  seconds: string;
  remedy: string;
}

/** A job that runs longer than this is no longer followed; the charts still show its end. */
const MAX_FOLLOW_MS = 6 * 3_600_000;
const LOOK_MS = 200;

/**
 * Waits until a background job of a node has really ended, by the polls of the collector: no command of its own.
 *
 * @param startedAt Unix milliseconds when Redis accepted the job: only an INFO that was asked for later counts
 * @returns how many seconds Redis says it took
 * @throws AppError JOB_FAILED when Redis says so, JOB_LOST when the node restarted meanwhile
 */
export async function followBackground(
  watcher: InstanceWatcher,
  node: NodeWatcher,
  job: BackgroundJob,
  startedAt = Date.now(),
): Promise<{ seconds: number | null }> {
  const runId = node.info && infoText(node.info, 'run_id');
  // Whoever waits counts as watching, so the node is polled every second.
  const unsubscribe = watcher.subscribe(() => {});
  try {
    while (!isOver(node, job, startedAt)) {
      if (Date.now() > startedAt + MAX_FOLLOW_MS) throw lost(job, 'is still running after six hours');
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS).unref());
    }
  } finally {
    unsubscribe();
  }
  const info = node.info!;
  if (infoText(info, 'run_id') !== runId) throw lost(job, 'was lost: the server restarted');
  if (infoText(info, job.status) !== 'ok') {
    throw new AppError('JOB_FAILED', `${job.what} failed.`, { status: 500, remedy: job.remedy });
  }
  const seconds = infoNumber(info, job.seconds);
  return { seconds: seconds === null || seconds < 0 ? null : seconds };
}

function isOver(node: NodeWatcher, job: BackgroundJob, startedAt: number): boolean {
  const { info } = node;
  return info !== null && node.infoAskedAt > startedAt && !job.running.some((field) => infoFlag(info, field));
}

const lost = (job: BackgroundJob, how: string) =>
  new AppError('JOB_LOST', `${job.what} ${how}.`, { status: 500 });
