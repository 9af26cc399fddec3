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

/** Variants whose classes keep an index; of all others only the sessions themselves know the user. */
const INDEXED = ['json-accessed', 'hash-epoch', 'json-accessed-data', 'session-ns'];

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
  by: 'index' | 'sessions' | 'both';
  /** Sessions that were read one by one, and how many there are. */
  looked: number;
  of: number;
  /** Whether none can have been missed. */
  complete: boolean;
}

/** A user's sessions: from the indexes that there are, and where there is none, by looking at the sessions. */
export function* findSessions(thing: Thing, user: string, options: ReadOptions): Plan<UsersSessions> {
  const { names, total } = sessionKeys(thing);
  const found = new Set<Bytes>();
  let followed = true;
  for (const key of indexesOf(user, names)) {
    const index = readIndex(key);
    // A user whose name has a colon has no index of document 003.
    if (!index) continue;
    const { found: members, cursor } = yield* scanMembers(key, MOST_OF_A_USER);
    followed &&= cursor === null;
    for (const member of members) {
      const session = index.sessionKey(member);
      if (session !== null) found.add(session);
    }
  }
  const byIndex = found.size;
  if (byIndex > 0 && isIndexed(thing))
    return { keys: [...found], by: 'index', looked: 0, of: total, complete: followed };

  const looked = names.slice(0, MOST_LOOKED_AT);
  const sessions = yield* readSessions(looked, options);
  sessions.forEach((session, index) => {
    if (typeof session === 'object' && session.user === user) found.add(looked[index]!);
  });
  return {
    keys: [...found],
    by: byIndex === 0 ? 'sessions' : 'both',
    looked: looked.length,
    of: Math.max(total, names.length),
    complete: followed && looked.length >= total,
  };
}

const isIndexed = (thing: Thing) =>
  thing.family === 'spring-session' ||
  thing.parts.every(({ layout }) => roleOf(layout) !== 'session' || INDEXED.includes(layout));

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
