import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import type { ReadContext, Thing } from '../pattern';
import { ask, askOne, settled, transact, type Plan } from '../plan';
import { scanMembers } from '../scan-some';
import { isSessionKey, sessionKeys } from './find';
import { readIndex } from './traces';

/** What cleaning an index did. */
export interface CleanedIndex {
  state: 'cleaned' | 'not-an-index' | 'no-sessions';
  looked: number;
  removed: number;
  /** Whether all of the index was looked at. */
  complete: boolean;
}

/** Members that are judged at a time. */
const BATCH = 200;
const MOST_MEMBERS = 20_000;

/** Tells whose sessions an index names. */
const ANY_ID = '00000000-0000-4000-8000-000000000000';

interface Member {
  member: Bytes;
  session: Bytes;
}

/**
 * Takes the ids out of an index whose sessions are gone. Only what looks like a session's id is touched, and nothing
 * where the thing has no session at all: the index is then another system's, whose sessions have other names.
 */
export function* cleanIndex(thing: Thing, key: Bytes, { cluster }: ReadContext): Plan<CleanedIndex> {
  const index = readIndex(key);
  const nothing = { looked: 0, removed: 0, complete: false };
  if (!index || !isSessionKey(thing, index.sessionKey(ANY_ID)!)) return { state: 'not-an-index', ...nothing };
  if (sessionKeys(thing).names.length === 0) return { state: 'no-sessions', ...nothing };
  let [looked, removed] = [0, 0];
  let cursor: string | null = '0';
  while (cursor !== null && looked < MOST_MEMBERS) {
    const page: { found: Bytes[]; cursor: string | null } = yield* scanMembers(key, BATCH, cursor);
    const members = page.found.flatMap((member) => {
      const session = index.sessionKey(member);
      return session === null ? [] : { member, session };
    });
    for (let from = 0; from < members.length; from += BATCH)
      removed += yield* removeEnded(key, members.slice(from, from + BATCH), cluster);
    looked += members.length;
    cursor = page.cursor;
  }
  return { state: 'cleaned', looked, removed, complete: cursor === null };
}

function* removeEnded(index: Bytes, members: readonly Member[], cluster: boolean): Plan<number> {
  const ended = yield* withoutSession(members);
  if (ended.length === 0) return 0;
  const remove = ['SREM', index, ...ended.map(({ member }) => member)] as const;
  if (!cluster) {
    // Whoever begins such a session now keeps its place: the transaction is then off, and they stay for another time.
    yield* askOne('WATCH', ...ended.map(({ session }) => session));
    if ((yield* withoutSession(ended)).length < ended.length) {
      yield* askOne('UNWATCH');
      return 0;
    }
    return number((yield* transact([remove]))?.[0]) ?? 0;
  }
  // Nothing watches across slots: what has begun meanwhile is put back.
  const removed = number(yield* askOne(...remove)) ?? 0;
  const still = new Set(yield* withoutSession(ended));
  const begun = ended.filter((each) => !still.has(each)).map(({ member }) => member);
  if (begun.length > 0) yield* askOne('SADD', index, ...begun);
  return removed - begun.length;
}

function* withoutSession(members: readonly Member[]): Plan<Member[]> {
  const there = yield* ask(members.map(({ session }) => ['EXISTS', session] as const));
  return members.filter((_, at) => number(settled(there[at])) === 0);
}
