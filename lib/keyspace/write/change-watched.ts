import type { Bytes } from '@/lib/patterns/bytes';
import { ask, askOne, transact, type Command, type Plan } from '@/lib/patterns/plan';
import { string, type Reply } from '@/lib/redis/reply';

/** Why a key was left alone. */
export type LeftAlone =
  | { state: 'gone' }
  /** It holds something else by now. */
  | { state: 'other-type'; type: string }
  /** Somebody changed it each time between the look and the write. */
  | { state: 'busy' };

/** What a look at the key leads to: an outcome without a write, or commands and what their replies mean. */
export type Change<T> = { outcome: T } | { commands: readonly Command[]; toOutcome: (replies: Reply[]) => T };

/** A hash whose other fields change all the time is changed in between now and then, but hardly each time. */
const ATTEMPTS = 10;

/**
 * Looks at a key and then changes it, such that nobody's change in between is lost: the key is watched from before the
 * look until EXEC. Needs a connection of its own, whose end also ends what is still watched.
 * @param type what the key must be
 * @param look reads what it must and decides
 */
export function* changeWatched<T>(
  key: Bytes,
  type: string,
  look: () => Plan<Change<T>>,
): Plan<T | LeftAlone> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    yield* askOne('WATCH', key);
    const found = string(yield* askOne('TYPE', key)) ?? 'none';
    if (found === 'none') return { state: 'gone' };
    if (found !== type) return { state: 'other-type', type: found };
    const change = yield* look();
    if ('outcome' in change) return change.outcome;
    const replies = yield* transact(change.commands);
    if (replies) return change.toOutcome(replies);
  }
  return { state: 'busy' };
}

/** The replies to some commands, of which none may be an error; @throws the first one */
export function* askAll(commands: readonly Command[]): Plan<Reply[]> {
  const replies = yield* ask(commands);
  const error = replies.find((reply) => reply instanceof Error);
  if (error) throw error as Error;
  return replies;
}
