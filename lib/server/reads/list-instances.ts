import 'server-only';
import type { InstanceSummary } from '@/lib/schemas/instances';
import { accessTo } from '../access';
import { watcherOf } from '../collector/collector';
import { isAppError } from '../errors';
import { instances, type Instance } from '../instances';
import { readSession, type SessionTicket } from '../sign-in/sessions';
import { summariseInstance } from '../collector/summaries';
import { notSignedIn } from '../redis/user-connections';

/**
 * Every configured instance, as this person sees it: what the collector knows is shown only where their own
 * user may run INFO.
 * @throws AppError UNAUTHENTICATED for somebody who is signed in nowhere
 */
export async function listInstances(ticket: SessionTicket | null): Promise<InstanceSummary[]> {
  const users = ticket && readSession(ticket)?.users;
  if (!ticket || !users) throw notSignedIn(instances()[0]!.id);
  return Promise.all(
    instances().map(async (instance) => {
      const user = users.get(instance.id) ?? null;
      return summariseInstance(watcherOf(instance), user, user !== null && (await maySee(ticket, instance)));
    }),
  );
}

/** An instance that is down cannot be asked; who was let in before it went may see that it is down. */
async function maySee(ticket: SessionTicket, instance: Instance): Promise<boolean> {
  try {
    await accessTo(ticket, instance.id).require('info');
    return true;
  } catch (error) {
    return (
      isAppError(error) && error.status >= 500 && error.code !== 'BLOCKED' && error.code !== 'UNSUPPORTED'
    );
  }
}
