import { toText, toWire, type Bytes } from '../bytes';
import { isOwnKey, keptKeys, type KeptKeys } from '../kept-keys';
import type { Thing } from '../pattern';
import { together, type Plan } from '../plan';
import { scanMembers } from '../scan-some';
import { roleOf, sessions as families } from './layouts';
import { readSessions, type ReadOptions, type ReadSession } from './rows';
import { indexesOf, readIndex } from './traces';

/** Members of one user's index that are followed: nobody is signed in more often. */
const MOST_OF_A_USER = 2_000;
/** Sessions that are read to find a user's, where no index says them. */
const MOST_LOOKED_AT = 2_000;
/** Indexes that are read to learn whose sessions are, where the sessions do not say. */
const MOST_INDEXES = 100;

/** A thing's sessions, of whichever layout, as many as were kept. */
export function sessionKeys(thing: Thing): KeptKeys {
  const layouts = thing.parts.map(({ layout }) => layout).filter((layout) => roleOf(layout) === 'session');
  if (layouts.length === 0) return { names: [...(thing.unsorted ?? [])], total: 0, exact: true };
  const { names, total, exact } = keptKeys(thing, ...layouts);
  return { names: [...new Set([...names, ...(thing.unsorted ?? [])])], total, exact };
}

/** A thing's sets of a user's sessions. */
export function indexKeys(thing: Thing): KeptKeys {
  const layouts = thing.parts.map(({ layout }) => layout).filter((layout) => roleOf(layout) === 'index');
  return layouts.length === 0 ? { names: [], total: 0, exact: true } : keptKeys(thing, ...layouts);
}

/** Whether a key is, by its name, a session of this thing, kept or not. */
export function isSessionKey(thing: Thing, key: Bytes): boolean {
  const isSession = ({ layout }: { layout: string }) => roleOf(layout) === 'session';
  const own = families.filter(({ id }) => id === thing.family);
  return (
    (thing.unsorted?.includes(key) ?? false) ||
    isOwnKey(
      { ...thing, parts: thing.parts.filter(isSession) },
      own.map((family) => ({
        ...family,
        layouts: family.layouts.filter(({ id }) => isSession({ layout: id })),
      })),
      key,
    )
  );
}

export interface UsersSessions {
  keys: Bytes[];
  /** How many of them an index says, and how many only they themselves. */
  byIndex: number;
  bySessions: number;
  /** Sessions that were read one by one, and how many there are. */
  looked: number;
  of: number;
  /** Whether none can have been missed. */
  complete: boolean;
}

/**
 * A user's sessions: from the indexes that there are, and by looking at the sessions, since three of the documents'
 * six classes keep no index and share their names with those that do.
 * @param most sessions that are looked at
 */
export function* findSessions(
  thing: Thing,
  user: string,
  options: ReadOptions,
  most = MOST_LOOKED_AT,
): Plan<UsersSessions> {
  const { names, total } = sessionKeys(thing);
  const found = new Set<Bytes>();
  let followed = true;
  for (const key of indexesOf(user, names)) {
    const index = readIndex(key);
    // A user whose name has a colon has no index of document 003.
    if (!index) continue;
    const [scanned] = yield* together([scanMembers(key, MOST_OF_A_USER)]);
    // The ACL may leave an index out; the sessions themselves may still be read.
    if (scanned === undefined || scanned instanceof Error) {
      followed = false;
      continue;
    }
    followed &&= scanned.cursor === null;
    for (const member of scanned.found) {
      const session = index.sessionKey(member);
      if (session !== null) found.add(session);
    }
  }
  const byIndex = found.size;
  const counts = { byIndex, of: Math.max(total, names.length) };
  // Spring's name nobody: there the index is all.
  if (thing.family === 'spring-session')
    return { keys: [...found], ...counts, bySessions: 0, looked: 0, complete: followed };

  const looked = names.slice(0, most);
  const unknown = looked.filter((name) => !found.has(name));
  const sessions = yield* readSessions(unknown, options);
  sessions.forEach((session, index) => {
    if (typeof session === 'object' && session.user === user) found.add(unknown[index]!);
  });
  return {
    keys: [...found],
    ...counts,
    bySessions: found.size - byIndex,
    looked: unknown.length,
    complete: followed && looked.length >= total,
  };
}

/** Fills in, from the indexes, whose sessions are that do not say it themselves, as Spring's do not. */
export function* nameUsers(thing: Thing, sessions: readonly ReadSession[]): Plan<ReadSession[]> {
  const { names } = indexKeys(thing);
  const isNameless = (session: ReadSession) => typeof session === 'object' && session.user === null;
  if (names.length === 0 || !sessions.some(isNameless)) return [...sessions];
  const users = new Map<Bytes, Bytes>();
  const keys = names.slice(0, MOST_INDEXES);
  const scanned = yield* together(keys.map((key) => scanMembers(key, 100)));
  keys.forEach((key, at) => {
    const index = readIndex(key);
    const members = scanned[at]!;
    // What cannot be read names nobody.
    if (!index || members instanceof Error) return;
    for (const member of members.found) users.set(index.sessionKey(member) ?? '', index.user);
  });
  return sessions.map((session) => {
    if (typeof session === 'string' || session.user !== null) return session;
    const user = users.get(session.key);
    if (user === undefined) return session;
    return { ...session, user: toText(user), row: { ...session.row, user: toWire(user) } };
  });
}

/** A user as a caller names it. */
export const userText = (user: Bytes): string => toText(user) ?? user;
