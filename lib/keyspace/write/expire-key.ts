import type { ActionInput } from '@/lib/action-inputs';
import type { Bytes } from '@/lib/patterns/bytes';
import { askOne, type Command, type Plan } from '@/lib/patterns/plan';
import { list, number } from '@/lib/redis/reply';
import { askAll } from './change-watched';

export interface Expiry {
  /** `kept`: a condition was not met. `past`: that moment is over, and nothing was done. */
  state: 'set' | 'kept' | 'gone' | 'past';
  /** What is left now; `null`: it never expires, or is gone. */
  ttlMs: number | null;
}

/** A moment so near is past when the command arrives. */
const MARGIN_MS = 1_000;

/**
 * Gives a key a time to live. A moment that is past, by the server's clock, would delete the key there and then, however
 * long that takes: that is refused.
 */
export function* expireKey(
  key: Bytes,
  { seconds, at, condition }: Pick<ActionInput<'key.expire'>, 'seconds' | 'at' | 'condition'>,
): Plan<Expiry> {
  if (at !== undefined) {
    const [serverSeconds] = list(yield* askOne('TIME'));
    if (at <= (number(serverSeconds) ?? 0) * 1000 + MARGIN_MS) return { state: 'past', ttlMs: null };
  }
  const time: Command = seconds === undefined ? ['PEXPIREAT', key, at ?? 0] : ['EXPIRE', key, seconds];
  const [set, pttl] = yield* askAll([condition ? [...time, condition] : time, ['PTTL', key]]);
  const ttlMs = number(pttl) ?? -2;
  const left = ttlMs < 0 ? null : ttlMs;
  if (number(set) === 1) return { state: 'set', ttlMs: left };
  return ttlMs === -2 ? { state: 'gone', ttlMs: null } : { state: 'kept', ttlMs: left };
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
