import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { purgeQueue, type PurgeDeed } from '@/lib/patterns/queues/purge';
import type { Access } from '../access';
import { actOnThing } from './act-on-thing';
import { requireOwnQueue } from './own-queue';

/** Empties a lane of a queue, or all of it; @returns how many jobs are gone and how many are left */
export async function purgeQueuedJobs(
  access: Access,
  { lane, key, ...address }: ActionInput<'queue.purge'>,
): Promise<{ lane: string | null; removed: number; left: number | null; why: string | null }> {
  const deed = await actOnThing(access, address, 'queues', (thing, context) => {
    requireOwnQueue(thing);
    return purgeQueue(thing, lane, context, { key });
  });
  return { lane, removed: jobsOf(deed), left: deed.left, why: deed.why };
}

/** Where the jobs stand in a hash too, its entries are the jobs, and the lanes hold but their ids. */
const jobsOf = ({ removed }: PurgeDeed) =>
  removed.jobs ?? Object.values(removed).reduce((sum, count) => sum + count, 0);
