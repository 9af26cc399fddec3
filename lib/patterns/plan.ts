import type { Reply } from '@/lib/redis/reply';
import type { Bytes } from './bytes';

/** A command's name and arguments; the strings are bytes. */
export type Command = readonly [name: string, ...args: (Bytes | number)[]];

/** Commands that are sent in one go. */
export interface Step {
  commands: readonly Command[];
  /** Between MULTI and EXEC: all or none, and nothing of others in between. */
  atomic: boolean;
}

/**
 * What is to be asked of Redis or told it, as pure code: yields steps, is given their replies, returns the result.
 * Who runs it chooses the connection and bounds the number of commands; in a Cluster each command goes to the node
 * of its key, so a command names the keys of one slot only.
 *
 * A reply that is an `Error` is handed in as it is: whether it matters is the plan's to say. The replies of an
 * atomic step are those of EXEC; `[]` where a watched key had changed.
 */
export type Plan<T> = Generator<Step, T, Reply[]>;

/** The replies to some commands, one for each, errors among them. */
export function* ask(commands: readonly Command[]): Plan<Reply[]> {
  return commands.length === 0 ? [] : yield { commands, atomic: false };
}

/** The reply to one command; @throws the error that it is answered with */
export function* askOne(...command: Command): Plan<Reply> {
  const [reply] = yield { commands: [command], atomic: false };
  return settled(reply);
}

/**
 * Runs commands between MULTI and EXEC.
 * @returns their replies; `null` where a key that was watched had changed, so that nothing was done
 * @throws the first error among them
 */
export function* transact(commands: readonly Command[]): Plan<Reply[] | null> {
  const replies = yield { commands, atomic: true };
  return replies.length < commands.length ? null : replies.map(settled);
}

/**
 * Runs plans side by side: the commands of all their next steps go in one round trip. Atomic steps go one by one.
 * @returns the results in the order of the plans; the error of a plan that threw stands in its place
 */
export function* together<T>(plans: readonly Plan<T>[]): Plan<(T | Error)[]> {
  const results: (T | Error)[] = new Array<T | Error>(plans.length);
  const advance = (index: number, replies?: Reply[]) => {
    try {
      const next = replies === undefined ? plans[index]!.next() : plans[index]!.next(replies);
      if (!next.done) return { index, step: next.value };
      results[index] = next.value;
    } catch (error) {
      results[index] = error instanceof Error ? error : new Error(String(error));
    }
    return null;
  };
  let waiting = plans.map((_, index) => advance(index));
  for (;;) {
    const active = waiting.filter((each) => each !== null);
    if (active.length === 0) return results;
    const shared = active.filter(({ step }) => !step.atomic);
    const replies = yield* ask(shared.flatMap(({ step }) => step.commands));
    let taken = 0;
    waiting = [];
    for (const { index, step } of active) {
      const own = step.atomic ? yield step : replies.slice(taken, (taken += step.commands.length));
      waiting.push(advance(index, own));
    }
  }
}

/** The reply, where it is no error; @throws the error that it is */
export function settled(reply: Reply | undefined): Reply {
  if (reply instanceof Error) throw reply;
  return reply ?? null;
}

/**
 * What Redis answered in the place of a reply: `WRONGTYPE Operation against …`. Who runs a plan may have explained it
 * to people already; the words of Redis are then the cause.
 */
export const errorText = ({ message, cause }: Error): string => (typeof cause === 'string' ? cause : message);

/**
 * The reply; `null` for an error that is due to what is stored (another type than the scan saw, an unknown command of
 * a module), so that a page shows the rest.
 * @throws any other error: a refusal of the ACL above all
 */
export function storedReply(reply: Reply | undefined): Reply {
  return reply instanceof Error && /^(?:WRONGTYPE|ERR)\b/.test(errorText(reply)) ? null : settled(reply);
}

/** Whether the ACL refused the command. */
export const isRefused = (reply: Reply | undefined): boolean =>
  reply instanceof Error && /^NOPERM\b/.test(errorText(reply));

/**
 * The replies about many keys, errors as `null`: the ACL may cover some of the keys only, and a page shows those.
 * @throws the refusal where the ACL refuses all of them
 */
export function repliesOfMany(replies: readonly Reply[]): Reply[] {
  if (replies.length > 0 && replies.every(isRefused)) throw replies[0] as Error;
  return replies.map((reply) => (reply instanceof Error ? null : reply));
}

/** A plan that asks nothing. */
export function* answer<T>(value: T): Plan<T> {
  return value;
}
