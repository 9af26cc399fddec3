import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { toWire } from '@/lib/patterns/bytes';
import { requeueJob, type JobDeed } from '@/lib/patterns/queues/act';
import type { Access } from '../access';
import { actOnThing } from './act-on-thing';
import { requireOwnQueue } from './own-queue';

/** Lets a job be taken again, unless it is another's by now; @returns where it was, or why nothing was done */
export async function requeueQueuedJob(
  access: Access,
  { job, key, shown, ...address }: ActionInput<'job.requeue'>,
): Promise<JobDeed & { job: string }> {
  const deed = await actOnThing(access, address, 'queues', (thing, context) => {
    requireOwnQueue(thing);
    return requeueJob(thing, job, context, { key, shown });
  });
  return { job: toWire(job), ...deed };
}
