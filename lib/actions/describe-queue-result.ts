import { plural } from '@/lib/plural';
import type { QueueAction } from './queue-commands';
import { fine, warning, type ResultSentence } from './result-sentence';

/** What an action on a queue did. */
export function describeQueueResult(id: QueueAction, facts: Record<string, unknown>): ResultSentence {
  switch (id) {
    case 'job.requeue':
      return describeJob(facts as unknown as JobResult, 'waits again');
    case 'job.remove':
      return describeJob(facts as unknown as JobResult, 'is removed');
    case 'queue.purge':
      return describeQueuePurge(facts as unknown as QueuePurge);
  }
}

interface JobResult {
  job: string;
  done: boolean;
  why: string | null;
}

const describeJob = ({ job, done, why }: JobResult, what: string): ResultSentence =>
  done ? fine(`Job ${job} ${what}.`) : warning(why ?? 'Nothing was done.');

interface QueuePurge {
  removed: number;
  left: number | null;
  why: string | null;
}

function describeQueuePurge({ removed, left, why }: QueuePurge): ResultSentence {
  const done = `Removed ${plural(removed, 'job')}`;
  if (why !== null) return warning(`${done}. ${why}`);
  if (left === 0) return fine(`${done}.`);
  const rest = left === null ? 'There are more' : `${plural(left, 'job')} ${left === 1 ? 'is' : 'are'} left`;
  return warning(`${done}. ${rest}: purge again to remove them.`);
}
