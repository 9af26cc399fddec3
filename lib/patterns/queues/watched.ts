import { keySlot } from '@/lib/redis/key-slot';
import type { Reply } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import type { ReadContext } from '../pattern';
import { ask, settled, transact, type Command, type Plan } from '../plan';

/**
 * Changes that look first. They run where scripts are refused, so they WATCH what they looked at: if a worker or
 * anybody else changes one of the keys before EXEC, nothing is done, and they look again.
 */

/** What came of looking: what is to be done, or why nothing is. */
export type Decision<T> = { commands: readonly Command[]; read: (replies: Reply[]) => T } | { result: T };

/** A queue that changes more often than this between two round trips is too busy to be changed. */
const MOST_ATTEMPTS = 20;

/** Why nothing was done, where nobody is to blame. */
export const BUSY = 'The queue changed each time before this could be done. Try again when less is going on.';
export const APART =
  'The queue’s keys are in different slots of the Cluster, so that they cannot be changed together. Its name needs a hash tag, like {mail}.';

/** Whether commands on all of these keys can be one transaction. */
export const areTogether = (keys: readonly Bytes[], { cluster }: Pick<ReadContext, 'cluster'>): boolean =>
  !cluster || new Set(keys.map(keySlot)).size <= 1;

/**
 * Looks at keys and changes them, as if nobody else were there.
 * @param keys all that `decide` relies on, of one slot
 * @param looks commands whose replies `decide` is given, taken after the WATCH
 * @param decide may ask more
 * @returns `null`: others changed the keys time and again, and nothing was done
 * @throws an error that Redis answers with
 */
export function* changeWatched<T>(
  keys: readonly Bytes[],
  looks: readonly Command[],
  { cluster }: Pick<ReadContext, 'cluster'>,
  decide: (replies: Reply[]) => Plan<Decision<T>>,
): Plan<T | null> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const [watched, ...replies] = yield* ask([['WATCH', ...keys], ...looks]);
    settled(watched);
    const decision = yield* decide(replies.map(settled));
    if ('result' in decision) {
      // Its connection ends with the action; without a key, a Cluster would not know where to send this.
      if (!cluster) yield* ask([['UNWATCH']]);
      return decision.result;
    }
    const done = yield* transact(decision.commands);
    if (done) return decision.read(done);
  }
  return null;
}
