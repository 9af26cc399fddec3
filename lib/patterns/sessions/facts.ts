import { list, string, type Reply } from '@/lib/redis/reply';
import { toText, type Bytes } from '../bytes';
import { parseMoment } from '../moments';
import type { Command } from '../plan';
import { readJava } from './java';
import { isPickle, pickledText } from './pickle';
import { skimJson, skimMsgpack, type Skimmed } from './skim';
import { hashVariant, stringVariant, type SessionVariant } from './variants';

/** What may be known of a session; the rest of it is its user's business. */
export interface SessionFacts {
  variant: SessionVariant;
  user: string | null;
  /** Unix milliseconds, as all times here. */
  createdAt: number | null;
  lastSeenAt: number | null;
  /** When it ends by its own word, whatever the key's TTL. */
  expiresAt: number | null;
  ip: string | null;
  agent: string | null;
}

/** As Spring Session calls the attribute that its index is made from. */
export const PRINCIPAL =
  'org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME';
const SPRING_USER = `sessionAttr:${PRINCIPAL}`;

/** What the six documents and the libraries call the same thing; the first one that is there counts. */
const NAMES = {
  user: ['user_id', 'userId', 'uid', '_user_id', '_auth_user_id', 'username', 'user', 'sub', SPRING_USER],
  createdAt: ['created_at', 'createdAt', 'creationTime', 'created'],
  lastSeenAt: [
    'last_accessed',
    'last_activity',
    'last_seen',
    'lastAccessedTime',
    'lastAccessed',
    'lastActivity',
    'lastSeen',
  ],
  expiresAt: ['expires', 'expires_at', 'expiresAt'],
  ip: ['ip_address', 'ip', 'ipAddress', 'remote_addr'],
  agent: ['user_agent', 'userAgent'],
} as const;

/** The fields of a hash that are looked at: those above, and what Spring computes the end from. */
const HASH_FIELDS = [...Object.values(NAMES).flat(), 'maxInactiveInterval'];

/** What is longer is no user's name. */
const MOST_CHARACTERS = 300;

/** The commands whose replies `factsOf` reads: one, of bounded length. */
export function factCommands(key: Bytes, type: string, headBytes: number): Command[] {
  if (type === 'string') return [['GETRANGE', key, 0, headBytes - 1]];
  return type === 'hash' ? [['HMGET', key, ...HASH_FIELDS]] : [];
}

/**
 * Reads what a key says as a session.
 * @param reply to `factCommands`
 * @param now Unix milliseconds
 * @param timeZone of dates without a zone
 * @returns `null` where it is no session
 */
export function factsOf(
  key: Bytes,
  type: string,
  ttlMs: number | null,
  reply: Reply | undefined,
  now: number,
  timeZone?: string,
): SessionFacts | null {
  return type === 'string'
    ? stringFacts(key, string(reply) ?? '', ttlMs, now, timeZone)
    : hashFacts(key, list(reply), timeZone);
}

function stringFacts(
  key: Bytes,
  value: Bytes,
  ttlMs: number | null,
  now: number,
  timeZone?: string,
): SessionFacts | null {
  const json = skimJson(value);
  const packed = json ?? skimMsgpack(value);
  const variant = stringVariant(key, value, ttlMs, json, packed);
  if (variant === null) return null;
  if (!packed) {
    const user = isPickle(value) ? pickledText(value, NAMES.user) : null;
    return { ...NOTHING, variant, user };
  }
  const facts = { variant, ...readFields((name) => packed.fields.get(name)?.read(), timeZone) };
  return variant === 'connect-redis' ? withCookie(facts, packed, ttlMs, now) : facts;
}

const NOTHING = { user: null, createdAt: null, lastSeenAt: null, expiresAt: null, ip: null, agent: null };

function hashFacts(key: Bytes, values: readonly Reply[], timeZone?: string): SessionFacts | null {
  const fields = new Map(HASH_FIELDS.map((name, index) => [name, string(values[index])]));
  const variant = hashVariant(key, (name) => fields.get(name) ?? null);
  if (variant === null) return null;
  if (variant !== 'spring')
    return { variant, ...readFields((name) => toText(fields.get(name) ?? '') || undefined, timeZone) };
  const read = (name: string) => readJava(fields.get(name) ?? '') || undefined;
  const facts = { variant, ...readFields(read, timeZone) };
  const seconds = read('maxInactiveInterval');
  const expiresAt =
    typeof seconds === 'number' && seconds >= 0 && facts.lastSeenAt !== null
      ? facts.lastSeenAt + seconds * 1000
      : null;
  return { ...facts, expiresAt };
}

function readFields(read: (name: string) => unknown, timeZone?: string): Omit<SessionFacts, 'variant'> {
  const first = <T>(names: readonly string[], parse: (value: unknown) => T | null): T | null => {
    for (const name of names) {
      const value = read(name);
      const parsed = value === undefined || value === null ? null : parse(value);
      if (parsed !== null) return parsed;
    }
    return null;
  };
  const moment = (value: unknown) => {
    // A fraction of seconds as a float is never quite what was written.
    const at = parseMoment(value, timeZone);
    return at === null ? null : Math.round(at);
  };
  return {
    user: first(NAMES.user, userOf) ?? userOf(passportOf(read('passport'))),
    createdAt: first(NAMES.createdAt, moment),
    lastSeenAt: first(NAMES.lastSeenAt, moment),
    expiresAt: first(NAMES.expiresAt, moment),
    ip: first(NAMES.ip, shortText),
    agent: first(NAMES.agent, shortText),
  };
}

const shortText = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, MOST_CHARACTERS) : null;

/** A user as an id, or as an object that has one. */
function userOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return value !== '' && value.length <= MOST_CHARACTERS ? value : null;
  if (typeof value !== 'object' || value === null) return null;
  const user = value as Record<string, unknown>;
  for (const name of ['id', '_id', 'user_id', 'sub', 'username', 'email']) {
    if (typeof user[name] === 'string' || typeof user[name] === 'number') return userOf(user[name]);
  }
  return null;
}

/** Passport, which most who use express-session sign in with, keeps `{"user": …}`. */
const passportOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? (value as { user?: unknown }).user : null;

/**
 * express-session sets the TTL back to the cookie's age with each request, and changes nothing else: the difference is
 * when the last one came.
 */
function withCookie(
  facts: SessionFacts,
  { fields }: Skimmed,
  ttlMs: number | null,
  now: number,
): SessionFacts {
  const { originalMaxAge } = fields.get('cookie')!.read() as { originalMaxAge?: unknown };
  const isKnown = typeof originalMaxAge === 'number' && ttlMs !== null && ttlMs <= originalMaxAge + 1000;
  return isKnown ? { ...facts, lastSeenAt: now - Math.max(0, originalMaxAge - ttlMs) } : facts;
}
