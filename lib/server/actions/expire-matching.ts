import 'server-only';
import { beginBulk } from '../bulk/running-bulks';
import type { ActionContext } from '../http/route';

/** Lets all keys that match expire, never more than were confirmed; goes on after the answer. */
export async function expireMatching(context: ActionContext<'keys.expire'>) {
  await context.access.require('scan');
  const { seconds, spreadSeconds } = context.input;
  return beginBulk('keys.expire', context, {
    ...context.input,
    commandOn: (key) => ['EXPIRE', key, seconds + Math.floor(Math.random() * (spreadSeconds + 1))],
    done: 'given a time to live',
  });
}
