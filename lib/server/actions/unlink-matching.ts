import 'server-only';
import { beginBulk } from '../bulk/running-bulks';
import type { ActionContext } from '../http/route';

/** Removes all keys that match, never more than were confirmed; goes on after the answer. */
export async function unlinkMatching(context: ActionContext<'keys.unlink'>) {
  await context.access.require('scan');
  return beginBulk('keys.unlink', context, {
    ...context.input,
    // One key in a command: in a Cluster several need one slot, and one that the ACL keeps back would keep all.
    commandOn: (key) => ['UNLINK', key],
    done: 'removed',
  });
}
