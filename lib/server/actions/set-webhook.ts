import 'server-only';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Access } from '../access';
import { deliveries } from '../alerts/deliveries';
import { AppError } from '../errors';

/** More would be a mailing list. */
const MOST_WEBHOOKS = 20;

/** Sends the alerts of an instance to a receiver from now on; its secret is told this once. */
export function setWebhook({ instance, username }: Access, input: ActionInput<'webhook.set'>) {
  const { name, preset, url } = input;
  const { store } = deliveries();
  const known = store.list(instance.id);
  if (known.length >= MOST_WEBHOOKS && !known.some((webhook) => webhook.name === name)) {
    throw new AppError('TOO_MANY_WEBHOOKS', `An instance has ${MOST_WEBHOOKS} webhooks at most.`, {
      ...{ status: 409, remedy: 'Remove one that nobody reads.' },
    });
  }
  const kept = store.set({ instance: instance.id, name, preset, url }, username, Date.now());
  if (!kept) {
    throw new AppError('INVALID_INPUT', 'A new webhook needs an address.', {
      ...{ status: 400, remedy: 'Send it as "url".', details: { field: 'url' } },
    });
  }
  return { ...kept, name };
}
