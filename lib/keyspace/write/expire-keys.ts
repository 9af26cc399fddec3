import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Bytes } from '@/lib/patterns/bytes';
import { ask, askOne, isRefused, repliesOfMany, type Command, type Plan } from '@/lib/patterns/plan';
import { list, number } from '@/lib/redis/reply';
import { askAll } from './change-watched';

/** What became of some keys, counted. */
export interface Expiry {
  /** They end then. */
  set: number;
  /** A condition was not met. */
  kept: number;
  gone: number;
  /** The ACL does not cover them. */
  refused: number;
  /** What is left to the one that ends first; `null`: none of them ever expires, or is there. */
  ttlMs: number | null;
}

/** A moment so near is past when the command arrives. */
const MARGIN_MS = 1_000;

/**
 * Gives keys a time to live, each by its own command, since one that the ACL keeps back would keep all. A moment that
 * is past, by the server's clock, would delete them there and then, however long that takes: that is refused.
 * @throws the refusal where the ACL covers none of them
 */
export function* expireKeys(
  keys: readonly Bytes[],
  { seconds, at, condition }: Pick<ActionInput<'key.expire'>, 'seconds' | 'at' | 'condition'>,
): Plan<Expiry | 'past'> {
  if (at !== undefined) {
    const [serverSeconds] = list(yield* askOne('TIME'));
    if (at <= (number(serverSeconds) ?? 0) * 1000 + MARGIN_MS) return 'past';
  }
  const commands = keys.flatMap((key): Command[] => {
    const time: Command = seconds === undefined ? ['PEXPIREAT', key, at ?? 0] : ['EXPIRE', key, seconds];
    return [condition ? [...time, condition] : time, ['PTTL', key]];
  });
  const replies = yield* ask(commands);
  const sets = replies.filter((_, index) => index % 2 === 0);
  const broken = replies.find((reply) => reply instanceof Error && !isRefused(reply));
  if (broken) throw broken as Error;
  const ttls = repliesOfMany(replies.filter((_, index) => index % 2 === 1)).map(number);
  const expiry: Expiry = { set: 0, kept: 0, gone: 0, refused: 0, ttlMs: null };
  repliesOfMany(sets).forEach((set, index) => {
    const ttlMs = ttls[index] ?? null;
    if (isRefused(sets[index])) expiry.refused += 1;
    else if (number(set) === 1) expiry.set += 1;
    else expiry[ttlMs === -2 ? 'gone' : 'kept'] += 1;
    if (ttlMs !== null && ttlMs >= 0) expiry.ttlMs = Math.min(ttlMs, expiry.ttlMs ?? Infinity);
  });
  return expiry;
}

/** Takes a key's time to live away. */
export function* persistKey(key: Bytes): Plan<'persisted' | 'never-expired' | 'gone'> {
  const [persisted, exists] = yield* askAll([
    ['PERSIST', key],
    ['EXISTS', key],
  ]);
  if (number(persisted) === 1) return 'persisted';
  return number(exists) === 1 ? 'never-expired' : 'gone';
}
