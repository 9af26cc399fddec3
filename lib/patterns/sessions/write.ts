import { list, number, string } from '@/lib/redis/reply';
import { parseJsonObject, toBytes, type Bytes } from '../bytes';
import { ask, askOne, settled, transact, type Command, type Plan } from '../plan';

/** Somebody who is signed in. */
export interface NewSession {
  /** A UUID. */
  id: string;
  user: string;
  ip: string;
  agent: string;
  /** What the application keeps; of a hash's session, texts. */
  data?: Readonly<Record<string, string>>;
}

/** The six classes of the documents, and 004's functions: how each stores a session. */
export type SessionKind =
  | 'json-accessed'
  | 'json-activity'
  | 'hash-epoch'
  | 'json-data'
  | 'hash-text'
  | 'json-accessed-data'
  | 'json-activity-epoch';

interface Way {
  ttlSeconds: number;
  /** Set of the user's sessions. */
  index?: (user: string) => Bytes;
  /** A string's object, or a hash's fields. */
  fields(session: NewSession, now: number): Record<string, unknown>;
}

const seconds = (now: number) => now / 1000;
/** As Python's isoformat writes it: without a zone. */
const naive = (now: number) => new Date(now).toISOString().replace('Z', '000');

const WAYS: Readonly<Record<SessionKind, Way>> = {
  'json-accessed': {
    ttlSeconds: 86_400,
    index: (user) => toBytes(`user_sessions:${user}`),
    fields: ({ user, ip, agent, data = {} }, now) => ({
      user_id: user,
      user_data: data,
      created_at: naive(now),
      last_accessed: naive(now),
      ip_address: ip,
      user_agent: agent,
    }),
  },
  'json-activity': {
    ttlSeconds: 3_600,
    fields: ({ user, data = {} }, now) => ({
      user_id: user,
      created_at: naive(now),
      last_activity: naive(now),
      data,
    }),
  },
  'hash-epoch': {
    ttlSeconds: 1_800,
    index: (user) => toBytes(`user:sessions:${user}`),
    fields: ({ user, ip, agent, data = {} }, now) => ({
      ...data,
      user_id: user,
      created_at: seconds(now),
      last_activity: seconds(now),
      ip_address: ip,
      user_agent: agent,
    }),
  },
  'json-data': {
    ttlSeconds: 1_800,
    fields: ({ user, data = {} }, now) => ({ user_id: user, created_at: naive(now), data }),
  },
  'hash-text': {
    ttlSeconds: 1_800,
    fields: ({ user, data = {} }, now) => ({ ...data, user_id: user, created_at: naive(now) }),
  },
  'json-accessed-data': {
    ttlSeconds: 1_800,
    index: (user) => toBytes(`user:${user}:sessions`),
    fields: ({ user, data = {} }, now) => ({
      user_id: user,
      created_at: naive(now),
      last_accessed: naive(now),
      data,
    }),
  },
  'json-activity-epoch': {
    ttlSeconds: 3_600,
    fields: ({ user }, now) => ({ user_id: user, created_at: seconds(now), last_activity: seconds(now) }),
  },
};

const isHash = (kind: SessionKind) => kind === 'hash-epoch' || kind === 'hash-text';

/** `session:{uuid}` */
export const sessionKey = (id: string): Bytes => toBytes(`session:${id}`);

/**
 * Opens a session: its key and its place in the user's index at once, where the documents write one after the other
 * and may leave half of it.
 * Layouts: `session:{uuid}`, string JSON or hash; the index, a set of ids, lives as long as its youngest session, where
 * 002 and 003 let it live for ever. Ids of ended sessions go out of it on the way.
 * @param now Unix milliseconds
 * @param ttlSeconds left of its life; all of it by default
 */
export function* writeSession(
  kind: SessionKind,
  session: NewSession,
  now: number,
  ttlSeconds = WAYS[kind].ttlSeconds,
): Plan<void> {
  const way = WAYS[kind];
  const key = sessionKey(session.id);
  const fields = way.fields(session, now);
  const index = way.index?.(session.user);
  const stored: Command[] = isHash(kind)
    ? [
        [
          'HSET',
          key,
          ...Object.entries(fields).flatMap(([name, value]) => [toBytes(name), toBytes(String(value))]),
        ],
        ['EXPIRE', key, ttlSeconds],
      ]
    : [['SET', key, toBytes(JSON.stringify(fields)), 'EX', ttlSeconds]];
  const indexed: Command[] =
    index === undefined
      ? []
      : [
          ['SADD', index, session.id],
          ['EXPIRE', index, way.ttlSeconds],
        ];
  yield* transact([...stored, ...indexed]);
  if (index !== undefined) yield* pruneIndex(index);
}

/** Takes a few ids out of the index whose sessions have ended: nothing else would. */
function* pruneIndex(index: Bytes): Plan<void> {
  if ((number(yield* askOne('SCARD', index)) ?? 0) < 4) return;
  const ids = list(yield* askOne('SRANDMEMBER', index, 8)).flatMap((id) => string(id) ?? []);
  const there = yield* ask(ids.map((id) => ['EXISTS', `session:${id}`] as const));
  const ended = ids.filter((_, at) => number(settled(there[at])) === 0);
  if (ended.length > 0) yield* askOne('SREM', index, ...ended);
}

/**
 * Notes a request and, where the class does so, gives the session its whole life again. One that has ended stays ended
 * instead of coming back without a user, and a rewritten string never lives longer than its class lets it: 000 keeps
 * the TTL, the others begin it anew.
 * @returns whether the session is still there
 */
export function* touchSession(
  kind: SessionKind,
  { id, user }: Pick<NewSession, 'id' | 'user'>,
  now: number,
): Plan<boolean> {
  const way = WAYS[kind];
  const key = sessionKey(id);
  if (isHash(kind)) {
    const index = way.index?.(user) ?? key;
    const reply = yield* askOne('EVAL', TOUCH, 2, key, index, seconds(now).toFixed(3), way.ttlSeconds);
    return number(reply) === 1;
  }
  const object = parseJsonObject(string(yield* askOne('GET', key)) ?? '');
  if (!object) return false;
  const seen = 'last_activity' in object ? 'last_activity' : 'last_accessed';
  const at = typeof object[seen] === 'number' ? seconds(now) : naive(now);
  const text = toBytes(JSON.stringify(seen in object ? { ...object, [seen]: at } : object));
  const expiry = kind === 'json-accessed' ? ['KEEPTTL'] : ['EX', way.ttlSeconds];
  return (yield* askOne('SET', key, text, 'XX', ...expiry)) !== null;
}

const TOUCH = `
if redis.call('HEXISTS', KEYS[1], 'user_id') == 0 then return 0 end
redis.call('HSET', KEYS[1], 'last_activity', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
if KEYS[2] ~= KEYS[1] then redis.call('EXPIRE', KEYS[2], ARGV[2]) end
return 1
`;

/** Ends a session as its user does: the session and its place in the index, together. */
export function* endSession(kind: SessionKind, { id, user }: Pick<NewSession, 'id' | 'user'>): Plan<void> {
  const index = WAYS[kind].index?.(user);
  yield* transact([
    ['UNLINK', sessionKey(id)],
    ...(index === undefined ? [] : [['SREM', index, id] as const]),
  ]);
}
