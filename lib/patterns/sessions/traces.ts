import { toBytes, type Bytes } from '../bytes';
import { PRINCIPAL } from './facts';
import { javaText } from './java';
import { indexedId } from './recognise';

/** What a session leaves behind besides its own key. */
export interface Traces {
  /** Keys of this session alone: they go with it. */
  companions: Bytes[];
  /** Sets of a user's sessions, and how the session stands in them; not all of them need be there. */
  indexes: Bytes[];
  members: Bytes[];
  /** A sorted set of all sessions by their end. */
  endings: Bytes[];
  /** Strings that name a user's last session; it need not be this one. */
  pointers: Bytes[];
}

/** `spring:session:sessions:{uuid}`, whatever stands for `spring:session`. */
const SPRING = /^(.+):sessions:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/is;
const DOCUMENT = /^session:(.+)$/s;
const NEXT_AUTH = /^(.*)user:session:(?!by-user-id:)(.+)$/s;

/**
 * Where a session of this user is written down; `null`: nobody knows whose it is.
 * @param key the session's
 */
export function tracesOf(key: Bytes, user: string | null): Traces {
  const traces: Traces = { companions: [], indexes: [], members: [], endings: [], pointers: [] };
  const [, namespace, springId] = SPRING.exec(key) ?? [];
  if (namespace !== undefined && springId !== undefined) {
    return {
      ...traces,
      companions: [`${namespace}:sessions:expires:${springId}`, `${namespace}:sessions:${springId}:idx`],
      indexes: user === null ? [] : springIndexes(namespace, user),
      members: springMembers(springId),
      endings: [`${namespace}:sessions:expirations`],
    };
  }
  const [, id] = DOCUMENT.exec(key) ?? [];
  if (id !== undefined)
    return { ...traces, indexes: user === null ? [] : documentIndexes(user), members: [id] };
  const [, prefix] = NEXT_AUTH.exec(key) ?? [];
  if (prefix !== undefined && user !== null)
    return { ...traces, pointers: [`${prefix}user:session:by-user-id:${toBytes(user)}`] };
  return traces;
}

/** A session's id, as far as its key tells it from others. */
export function sessionId(key: Bytes): Bytes {
  const django = /django\.contrib\.sessions\.(?:cached_db|cache)(.+)$/s.exec(key)?.[1];
  const named = /(?:^|:)(?:session|sess|tomcat_session):(.+)$/s.exec(key)?.[1];
  return SPRING.exec(key)?.[2] ?? django ?? named ?? key.slice(key.lastIndexOf(':') + 1);
}

/** The three sets in which the documents may keep a user's sessions. */
const documentIndexes = (user: string): Bytes[] => {
  const name = toBytes(user);
  return [`user_sessions:${name}`, `user:sessions:${name}`, `user:${name}:sessions`];
};

const springIndexes = (namespace: Bytes, user: string): Bytes[] =>
  ['index', 'sessions:index'].map((index) => `${namespace}:${index}:${PRINCIPAL}:${toBytes(user)}`);

/** As text, as Java writes it, and as JSON: which one is the application's choice of a serialiser. */
const springMembers = (id: string): Bytes[] => [id, javaText(id), JSON.stringify(id)];

/** The sets that may hold this user's sessions, by the names of sessions that are there. */
export function indexesOf(user: string, sessions: readonly Bytes[]): Bytes[] {
  const namespaces = new Set(sessions.flatMap((key) => SPRING.exec(key)?.[1] ?? []));
  return [
    ...(sessions.some((key) => DOCUMENT.test(key)) ? documentIndexes(user) : []),
    ...[...namespaces].flatMap((namespace) => springIndexes(namespace, user)),
  ];
}

/** What an index says: whose sessions it holds, and the key of each. */
export interface Index {
  user: Bytes;
  /** `null` for a member that is no session's id. */
  sessionKey(member: Bytes): Bytes | null;
}

const DOCUMENT_INDEXES = [/^user_sessions:(.+)$/s, /^user:sessions:(.+)$/s, /^user:([^:]+):sessions$/s];
const SPRING_INDEX = new RegExp(`^(.+?)(?::sessions)?:index:${PRINCIPAL.replaceAll('.', '\\.')}:(.+)$`, 's');

/** Reads an index's name; `null` for any other key. */
export function readIndex(key: Bytes): Index | null {
  for (const expression of DOCUMENT_INDEXES) {
    const [, user] = expression.exec(key) ?? [];
    if (user !== undefined) return indexOver(user, 'session:');
  }
  const [, namespace, user] = SPRING_INDEX.exec(key) ?? [];
  return user === undefined ? null : indexOver(user, `${namespace}:sessions:`);
}

const indexOver = (user: Bytes, prefix: Bytes): Index => ({
  user,
  sessionKey: (member) => {
    const id = indexedId(member);
    return id === null ? null : prefix + id;
  },
});
