import { number, string } from '@/lib/redis/reply';
import { toText, type Bytes } from '../bytes';
import type { ReadContext, Thing } from '../pattern';
import { ask, askOne, settled, transact, type Command, type Plan } from '../plan';
import { findSessions, isSessionKey } from './find';
import { readSessions } from './rows';
import { tracesOf, type Traces } from './traces';

/** What ending a session did. */
export interface Revoked {
  state: 'revoked' | 'gone' | 'not-a-session';
  /** Indexes that it stood in and has left. */
  leftIndexes: Bytes[];
}

/** How often a plan begins anew where somebody changed what it watches. */
const TRIES = 3;

/**
 * Ends a session: its key, what libraries keep beside it, and its place in the indexes, which is looked up by the user
 * that the session itself names. On one server all of it happens at once. A request that is on its way may still write
 * the session again.
 * @param options.user whose it is, where the session does not say: Spring's do not
 */
export function* revokeSession(
  thing: Thing,
  key: Bytes,
  { cluster, now }: ReadContext,
  { user }: { user?: Bytes } = {},
): Plan<Revoked> {
  if (!isSessionKey(thing, key)) return { state: 'not-a-session', leftIndexes: [] };
  const [session] = yield* readSessions([key], { now });
  if (session === 'gone') return { state: 'gone', leftIndexes: [] };
  if (typeof session !== 'object') return { state: 'not-a-session', leftIndexes: [] };
  return yield* end(key, session.user ?? (user === undefined ? null : toText(user)), cluster);
}

/** Ends what is known to be a session. */
function* end(key: Bytes, user: string | null, cluster: boolean): Plan<Revoked> {
  const traces = tracesOf(key, user);
  const there = yield* existing(traces);
  for (let tries = 0; tries < TRIES; tries++) {
    const pointers = yield* ownPointers(there.pointers, key, cluster);
    const indexes = there.indexes.map((index): Command => ['SREM', index, ...traces.members]);
    const rest: Command[] = [
      ...traces.companions.map((companion): Command => ['UNLINK', companion]),
      ...there.endings.map((ending): Command => ['ZREM', ending, ...traces.members]),
      ...pointers.map((pointer): Command => ['UNLINK', pointer]),
    ];
    const replies = yield* send([['UNLINK', key], ...indexes, ...rest], cluster);
    if (replies === null) continue;
    return {
      state: number(settled(replies[0])) === 1 ? 'revoked' : 'gone',
      leftIndexes: there.indexes.filter((_, at) => (number(settled(replies[at + 1])) ?? 0) > 0),
    };
  }
  throw new Error('the user’s sessions change faster than one of them can be ended');
}

/** At once where one server can; in a Cluster one after the other, the session first. */
function* send(commands: readonly Command[], cluster: boolean) {
  return cluster ? yield* ask(commands) : yield* transact(commands);
}

/** Those of the indexes that are of the type that they should be: SREM on any other would fail. */
function* existing({
  indexes,
  endings,
  pointers,
}: Traces): Plan<Pick<Traces, 'indexes' | 'endings' | 'pointers'>> {
  const keys = [...indexes, ...endings, ...pointers];
  const types = (yield* ask(keys.map((key) => ['TYPE', key] as const))).map((reply) =>
    string(settled(reply)),
  );
  const ofType = (wanted: readonly Bytes[], type: string) =>
    wanted.filter((key) => types[keys.indexOf(key)] === type);
  return {
    indexes: ofType(indexes, 'set'),
    endings: ofType(endings, 'zset'),
    pointers: ofType(pointers, 'string'),
  };
}

/** Pointers that name this very session; they are watched, so that they still do when they go. */
function* ownPointers(pointers: readonly Bytes[], key: Bytes, cluster: boolean): Plan<Bytes[]> {
  if (pointers.length === 0) return [];
  if (!cluster) yield* askOne('WATCH', ...pointers);
  const values = yield* ask(pointers.map((pointer) => ['GET', pointer] as const));
  return pointers.filter((_, at) => {
    const value = string(settled(values[at]));
    // The adapter may have it as JSON.
    return value === key || value === JSON.stringify(key);
  });
}

/** What ending a user's sessions did. */
export interface RevokedOfUser {
  revoked: number;
  /** Whether all of the user's sessions can have been found. */
  complete: boolean;
}

/** Sessions that are looked at for a user's, and those that are ended, in one go: some ten thousand commands. */
const MOST_LOOKED_AT = 5_000;
const MOST_ENDED = 2_000;
/** Sessions that are read before the first of them is ended: not so many that they could have changed by then. */
const BATCH = 50;

/**
 * Ends the sessions of a user, 2,000 at most: those of the indexes, and those that are found by looking at them. What an
 * index names but another user has is left alone.
 */
export function* revokeUserSessions(thing: Thing, user: Bytes, context: ReadContext): Plan<RevokedOfUser> {
  const name = toText(user);
  if (name === null) return { revoked: 0, complete: false };
  const options = { now: context.now };
  const { keys, complete } = yield* findSessions(thing, name, options, MOST_LOOKED_AT);
  let revoked = 0;
  for (let from = 0; from < keys.length && from < MOST_ENDED; from += BATCH) {
    const batch = keys.slice(from, from + BATCH);
    const sessions = yield* readSessions(batch, options);
    for (const [at, session] of sessions.entries()) {
      if (typeof session !== 'object' || (session.user !== null && session.user !== name)) continue;
      if ((yield* end(batch[at]!, name, context.cluster)).state === 'revoked') revoked++;
    }
  }
  return { revoked, complete: complete && keys.length <= MOST_ENDED };
}

/** What giving a session more time did. */
export interface Extended {
  state:
    'extended' | 'longer-already' | 'never-expires' | 'unsupported' | 'gone' | 'not-a-session' | 'changed';
  /** Left of its life now; `null` where it has no end, or is none. */
  ttlMs: number | null;
}

/**
 * Lets a session live for so many seconds from now. One without an end gets none, and no session is shortened. The
 * user's indexes live at least as long, or they would forget it.
 *
 * Sessions of Spring, Tomcat and NextAuth compute their end from what they hold: for them a longer TTL is no longer
 * session.
 * @throws RangeError unless `seconds` is whole and above 0
 */
export function* extendSession(
  thing: Thing,
  key: Bytes,
  seconds: number,
  { now }: ReadContext,
): Plan<Extended> {
  if (!Number.isInteger(seconds) || seconds < 1) throw new RangeError('seconds must be whole and above 0');
  if (!isSessionKey(thing, key)) return { state: 'not-a-session', ttlMs: null };
  const [session] = yield* readSessions([key], { now });
  if (session === undefined || typeof session === 'string')
    return { state: session === 'gone' ? 'gone' : 'not-a-session', ttlMs: null };
  if (session.row.ttlMs === null) return { state: 'never-expires', ttlMs: null };
  if (!session.row.extendable) return { state: 'unsupported', ttlMs: session.row.ttlMs };
  const extended = yield* prolong(key, seconds);
  if (extended.state === 'extended') {
    const { indexes } = yield* existing(tracesOf(key, session.user));
    for (const index of indexes) yield* prolong(index, seconds);
  }
  return extended;
}

/** EXPIRE with NX, XX or GT is of Redis 7; a watch does the same on any. */
function* prolong(key: Bytes, seconds: number): Plan<Extended> {
  for (let tries = 0; tries < TRIES; tries++) {
    yield* askOne('WATCH', key);
    const ttlMs = number(yield* askOne('PTTL', key)) ?? -2;
    if (ttlMs < 0 || ttlMs >= seconds * 1000) {
      yield* askOne('UNWATCH');
      if (ttlMs === -2) return { state: 'gone', ttlMs: null };
      return ttlMs < 0 ? { state: 'never-expires', ttlMs: null } : { state: 'longer-already', ttlMs };
    }
    if (yield* transact([['EXPIRE', key, seconds]])) return { state: 'extended', ttlMs: seconds * 1000 };
  }
  return { state: 'changed', ttlMs: null };
}
