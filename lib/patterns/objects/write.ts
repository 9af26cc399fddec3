import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { toScore } from '../checks';
import { askOne, transact, type Command, type Plan } from '../plan';

/** `user:{id}` */
export const userKey = (id: Bytes): Bytes => `user:${id}`;
/** `user:profile:{id}` */
export const profileKey = (id: Bytes): Bytes => `user:profile:${id}`;

/** How long document 003 keeps a profile. */
export const PROFILE_SECONDS = 86_400;

/**
 * Writes fields of an object, others stay.
 * Layout: `user:{id}`, `product:{id}`, `item:{id}`, `user:{id}:profile` hashes without end; `user:profile:{id}` hash,
 * 24 h after the last write.
 */
export function* writeObject(
  key: Bytes,
  fields: Readonly<Record<string, Bytes | number>>,
  ttlSeconds: number | null = null,
): Plan<void> {
  const expiry: Command[] = ttlSeconds === null ? [] : [['EXPIRE', key, ttlSeconds]];
  yield* transact([['HSET', key, ...Object.entries(fields).flat()], ...expiry]);
}

/**
 * Adds to a balance, or takes away.
 * Layout: `points:{user}`, `user:{id}:credits`, `account:{id}:balance` strings, a number, without end.
 * @param amount whole, so that nothing is lost to rounding: cents
 * @returns the balance now
 */
export function* addToBalance(key: Bytes, amount: number): Plan<number> {
  return toScore(yield* askOne('INCRBY', key, amount));
}

/**
 * Moves an amount from one balance to another, where there is enough: both change, or none. Document 002 reads and
 * then writes, so that two payments at once spend the same money. On a connection of its own, which WATCHes the payer;
 * two keys of one slot.
 * @returns whether it was moved; `null` where the payer's balance changed just then: ask again
 */
export function* transfer(from: Bytes, to: Bytes, amount: number): Plan<boolean | null> {
  yield* askOne('WATCH', from);
  const balance = number(yield* askOne('GET', from)) ?? 0;
  if (balance < amount) {
    yield* askOne('UNWATCH');
    return false;
  }
  const replies = yield* transact([
    ['DECRBY', from, amount],
    ['INCRBY', to, amount],
  ]);
  return replies === null ? null : true;
}
