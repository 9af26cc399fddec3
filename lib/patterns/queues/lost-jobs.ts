import { list, string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import type { ReadContext } from '../pattern';
import { ask, storedReply, type Plan } from '../plan';
import type { JobState } from './job-facts';
import type { JobQueueKeys } from './keys';
import { LOST_SECONDS } from './write-job-queue';

/** Lanes longer than this in all are not read through. */
const MOST_IDS = 2_000;

/**
 * Jobs that are neither finished nor in any lane: the document pops a job's id before it notes who has it, and a worker
 * that dies in between takes it along.
 * @param jobs those that were looked at
 * @param depth of the four lanes together
 * @param readAgain the same jobs as they are by now
 * @returns the oldest first; `null`: the lanes are too long to tell
 */
export function* findLostJobs<T extends JobState & { key: Bytes }>(
  { waiting, high, delayed, processing }: JobQueueKeys,
  jobs: readonly T[],
  depth: number,
  { now }: ReadContext,
  readAgain: (jobs: readonly T[]) => Plan<T[]>,
): Plan<T[] | null> {
  const ageOf = ({ startedAt, enqueuedAt }: T) => now - (startedAt ?? enqueuedAt ?? now);
  const suspects = jobs.filter(
    (job) => /^(?:pending|processing)$/.test(job.status ?? '') && ageOf(job) > LOST_SECONDS * 1000,
  );
  if (suspects.length === 0) return [];
  if (depth > MOST_IDS) return null;
  const replies = yield* ask([
    ['LRANGE', waiting, 0, MOST_IDS - 1],
    ['LRANGE', high, 0, MOST_IDS - 1],
    ['ZRANGE', delayed, 0, MOST_IDS - 1],
    ['SRANDMEMBER', processing, MOST_IDS],
  ]);
  const present = new Set(replies.flatMap((reply) => list(storedReply(reply)).map((id) => string(id))));
  const absent = suspects.filter(({ key }) => !present.has(key));
  // A worker may have finished one since.
  const again = yield* readAgain(absent);
  return again
    .filter(({ status }, index) => status === absent[index]!.status)
    .toSorted((a, b) => ageOf(b) - ageOf(a));
}
