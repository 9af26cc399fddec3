import type { Bytes } from '@/lib/patterns/bytes';
import { ask, askOne, errorText, settled, transact, type Plan } from '@/lib/patterns/plan';
import { number, string } from '@/lib/redis/reply';

export type Renamed =
  | { state: 'renamed' }
  | { state: 'gone' }
  /** Somebody changed one of the two each time in between. */
  | { state: 'busy' }
  /** The new name is taken; `bytes` is `null` where the ACL keeps it back. */
  | { state: 'taken'; type: string; bytes: number | null };

const ATTEMPTS = 10;

/** Renames a key unless the new name is taken. In a Cluster both names must have one slot. */
export function* renameKey(key: Bytes, to: Bytes): Plan<Renamed> {
  const [reply] = yield* ask([['RENAMENX', key, to]]);
  if (reply instanceof Error && /no such key/i.test(errorText(reply))) return { state: 'gone' };
  if (number(settled(reply)) === 1) return { state: 'renamed' };
  const [type, bytes] = yield* ask([
    ['TYPE', to],
    ['MEMORY', 'USAGE', to],
  ]);
  return { state: 'taken', type: string(type) ?? 'key', bytes: number(bytes) };
}

/**
 * Renames a key and removes what has the new name. RENAME itself would free a large one at once while everybody waits,
 * so it is unlinked; the two are watched, lest it goes and nothing takes its place. Needs a connection of its own.
 */
export function* renameOver(key: Bytes, to: Bytes): Plan<Renamed> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    yield* askOne('WATCH', key, to);
    if (number(yield* askOne('EXISTS', key)) !== 1) return { state: 'gone' };
    const replies = yield* transact([
      ['UNLINK', to],
      ['RENAMENX', key, to],
    ]);
    if (replies) return { state: 'renamed' };
  }
  return { state: 'busy' };
}
