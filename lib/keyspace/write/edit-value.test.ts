import { describe, expect, test } from 'vitest';
import type { Step } from '@/lib/patterns/plan';
import type { Reply } from '@/lib/redis/reply';
import { editValue } from './edit-value';

/** What a server answers to the look at a field, and to HPEXPIRETIME. @returns the transaction that follows */
function transactionAfter(expireTime: Reply): readonly unknown[] {
  const plan = editValue('cart', { type: 'hash', field: 'f', before: 'old', after: 'new' }, true);
  const answers: Record<string, Reply> = {
    WATCH: 'OK',
    TYPE: 'hash',
    HSTRLEN: 3,
    HGET: 'old',
    HPEXPIRETIME: expireTime,
  };
  let next = plan.next();
  while (!next.done && !next.value.atomic)
    next = plan.next(next.value.commands.map(([name]) => answers[name] ?? null));
  return (next.value as Step).commands;
}

const HSET = ['HSET', 'cart', 'f', 'new'];

/** Replies of Redis 7.4 and, to a command that it does not know, of 7.0. */
describe('HSET ends the time to live of a field, so an edit', () => {
  test('gives it anew in the same transaction', () => {
    expect(transactionAfter([1_800_000_000_000])).toEqual([
      HSET,
      ['HPEXPIREAT', 'cart', 1_800_000_000_000, 'FIELDS', 1, 'f'],
    ]);
  });

  test.each<[string, Reply]>([
    ['of a field that never expires', [-1]],
    ['of a field that is gone by then', [-2]],
    [
      'on a server that knows no such times',
      new Error("ERR unknown command 'HPEXPIRETIME', with args beginning with: 'cart' 'FIELDS' '1' 'f' "),
    ],
  ])('sets none %s', (_, reply) => expect(transactionAfter(reply)).toEqual([HSET]));

  test('is refused where the person may not ask for it', () => {
    const refusal = new Error("NOPERM User ann has no permissions to run the 'hpexpiretime' command");
    expect(() => transactionAfter(refusal)).toThrow(refusal);
  });
});
