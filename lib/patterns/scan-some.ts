import { entries, list, string, type Reply } from '@/lib/redis/reply';
import { z } from 'zod';
import type { Bytes } from './bytes';
import { ask, storedReply, type Plan } from './plan';

/** Some of a set's members or of a hash's fields. */
export interface Scanned<T> {
  found: T[];
  /** Where to go on; `null` at the end. */
  cursor: string | null;
}

/** The cursor of SSCAN and HSCAN in an address: 64 bits, so no number. */
export const cursorQuery = z
  .string()
  .regex(/^\d{1,20}$/, 'must be a cursor that an answer brought')
  .default('0');

export const nextCursor = z
  .string()
  .nullable()
  .describe('Where the next page begins; null: this is the last.');

/** Of a table that has shrunk, SCAN brings empty pages: so many are asked for at most. */
const MOST_ROUNDS = 40;

/** Compact encodings ignore COUNT and come whole; how many that may be is the server's setting. */
const MOST_AT_ONCE = 5_000;

/**
 * Members of a set, about as many as asked for.
 * @returns none where the key is gone or of another type; a member may come twice, as SSCAN does it
 * @throws what the ACL refuses
 */
export function* scanMembers(key: Bytes, most: number, cursor = '0'): Plan<Scanned<Bytes>> {
  return yield* scanSome('SSCAN', key, most, cursor, (page) =>
    list(page).flatMap((member) => string(member) ?? []),
  );
}

/** Fields of a hash with their values; else as `scanMembers`. */
export function* scanFields(key: Bytes, most: number, cursor = '0'): Plan<Scanned<[Bytes, Bytes]>> {
  return yield* scanSome('HSCAN', key, most, cursor, (page) =>
    entries(page).map(([field, value]): [Bytes, Bytes] => [field, string(value) ?? '']),
  );
}

function* scanSome<T>(
  command: 'SSCAN' | 'HSCAN',
  key: Bytes,
  most: number,
  begin: string,
  read: (page: Reply | undefined) => T[],
): Plan<Scanned<T>> {
  const found: T[] = [];
  let cursor = begin;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const count = Math.min(500, Math.max(10, most - found.length));
    const [reply] = yield* ask([[command, key, cursor, 'COUNT', count]]);
    const [next, page] = list(storedReply(reply));
    found.push(...read(page).slice(0, MOST_AT_ONCE));
    cursor = string(next) ?? '0';
    if (cursor === '0') return { found, cursor: null };
    if (found.length >= most) break;
  }
  return { found, cursor };
}
