import { number } from '@/lib/redis/reply';
import { toWire, type Bytes } from '../bytes';
import type { Thing } from '../pattern';
import { ask, storedReply, together, type Plan } from '../plan';
import { scanMembers } from '../scan-some';
import { indexKeys, sessionKeys } from './find';
import type { IndexDrift } from './model';
import { spread } from './sample';
import { readIndex } from './traces';

/** Members of each index that are looked at. */
const MEMBERS = 100;

/**
 * How many members of the indexes name sessions that are gone: where an index has no TTL, they stay for ever.
 * @param most indexes that are looked at
 * @returns `null` where there are no indexes, or no sessions that they could be of
 */
export function* readDrift(thing: Thing, most: number): Plan<IndexDrift | null> {
  const { names, total } = indexKeys(thing);
  if (names.length === 0 || sessionKeys(thing).names.length === 0) return null;
  const looks = yield* together(spread(names, most).map(readIndexDrift));
  // What the ACL leaves out says nothing of the others.
  const rows = looks.flatMap((row) => (row instanceof Error || row === null ? [] : row));
  return {
    indexes: total,
    looked: rows.length,
    members: rows.reduce((sum, { looked }) => sum + looked, 0),
    gone: rows.reduce((sum, { gone }) => sum + gone, 0),
    rows: rows.sort((a, b) => b.gone - a.gone || b.size - a.size),
  };
}

/** @returns `null` for an index that is gone */
function* readIndexDrift(key: Bytes): Plan<IndexDrift['rows'][number] | null> {
  const index = readIndex(key);
  const [size, ttl] = (yield* ask([
    ['SCARD', key],
    ['PTTL', key],
  ])).map(storedReply);
  if (!index || !number(size)) return null;
  const { found } = yield* scanMembers(key, MEMBERS);
  const sessions = found.flatMap((member) => index.sessionKey(member) ?? []);
  const there = yield* ask(sessions.map((session) => ['EXISTS', session] as const));
  const ttlMs = number(ttl) ?? -1;
  return {
    key: toWire(key),
    user: toWire(index.user),
    size: number(size) ?? 0,
    looked: sessions.length,
    gone: there.filter((reply) => reply === 0).length,
    ttlMs: ttlMs < 0 ? null : ttlMs,
  };
}
