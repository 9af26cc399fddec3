import 'server-only';
import type { Access } from '../access';
import { collectNow } from '../slowlog/collect-slowlog';
import { slowlogStore } from '../slowlog/slowlog-store';

/** Deletes the slow log entries that are kept of an instance; says how many that were. */
export async function forgetSlowlog(access: Access): Promise<{ entries: number }> {
  // What the servers hold unread would come back a moment later.
  await collectNow(access.nodes());
  return { entries: await slowlogStore().forget(access.instance.id, Date.now()) };
}
