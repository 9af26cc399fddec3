import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { removeJob, type JobDeed } from '@/lib/patterns/queues/act';
import type { Access } from '../access';
import { actOnThing } from './act-on-thing';
import { requireOwnQueue } from './own-queue';

/** Takes a job out of its queue; @returns where it was, or why nothing was done */
export async function removeQueuedJob(
  access: Access,
  { job, key, ...address }: ActionInput<'job.remove'>,
): Promise<JobDeed & { job: string }> {
  const deed = await actOnThing(access, address, 'queues', (thing, context) => {
    requireOwnQueue(thing);
    return removeJob(thing, job, context, { key });
  });
  return { job: toWire(job), ...deed };
}
