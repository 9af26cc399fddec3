import type { Bytes } from '@/lib/patterns/bytes';
import { transact, type Plan } from '@/lib/patterns/plan';
import { PRINCIPAL } from '@/lib/patterns/sessions/facts';
import { javaInteger, javaLong, javaText } from '@/lib/patterns/sessions/java';

/** Sessions of libraries that do not run in a test, key by key as their sources write them. */

/** Bytes from their hexadecimal form. */
export const fromHex = (hex: string): Bytes => Buffer.from(hex, 'hex').toString('latin1');

const text = (value: string) => String.fromCharCode(value.length) + value;

/** What Python 3.8 and later make of `{"_auth_user_id": user, "_auth_user_hash": "s3cret"}`. */
export const pickledDjango = (user: string): Bytes => {
  const body = `}\x94(\x8c${text('_auth_user_id')}\x94\x8c${text(user)}\x94\x8c${text('_auth_user_hash')}\x94\x8c${text('s3cret')}\x94u.`;
  return `\x80\x05\x95${String.fromCharCode(body.length)}\0\0\0\0\0\0\0${body}`;
};

/** What msgspec makes of `{"_permanent": true, "_user_id": user, "csrf_token": "s3cret"}`. */
export const packedFlask = (user: string): Bytes => {
  const short = (value: string) => String.fromCharCode(0xa0 + value.length) + value;
  return `\x83${short('_permanent')}\xc3${short('_user_id')}${short(user)}${short('csrf_token')}${short('s3cret')}`;
};

export interface SpringSession {
  id: string;
  user: string;
  createdAt: number;
  lastSeenAt: number;
  maxInactiveSeconds: number;
}

/**
 * As RedisIndexedSessionRepository saves one: the hash, its expires key, the minute in which it ends, and the index.
 * The user stands in the security context only, which nobody but Java reads.
 */
export function* writeSpringSession(
  { id, user, createdAt, lastSeenAt, maxInactiveSeconds }: SpringSession,
  namespace = 'spring:session',
): Plan<void> {
  const key = `${namespace}:sessions:${id}`;
  const minute = Math.ceil((lastSeenAt + maxInactiveSeconds * 1000) / 60_000) * 60_000;
  const context = 'sessionAttr:SPRING_SECURITY_CONTEXT';
  yield* transact([
    ['HSET', key, 'creationTime', javaLong(createdAt), 'lastAccessedTime', javaLong(lastSeenAt)],
    [
      'HSET',
      key,
      'maxInactiveInterval',
      javaInteger(maxInactiveSeconds),
      context,
      '\xac\xed\0\x05sr\0=org…s3cret',
    ],
    ['EXPIRE', key, maxInactiveSeconds + 300],
    ['SET', `${namespace}:sessions:expires:${id}`, '', 'EX', maxInactiveSeconds],
    ['SADD', `${namespace}:expirations:${minute}`, javaText(`expires:${id}`)],
    ['EXPIRE', `${namespace}:expirations:${minute}`, maxInactiveSeconds + 300],
    ['SADD', `${namespace}:index:${PRINCIPAL}:${user}`, javaText(id)],
  ]);
}

/** As ReactiveRedisIndexedSessionRepository saves one, with a serialiser of JSON. */
export function* writeReactiveSpringSession(
  session: SpringSession,
  namespace = 'spring:session',
): Plan<void> {
  const { id, user, createdAt, lastSeenAt, maxInactiveSeconds } = session;
  const key = `${namespace}:sessions:${id}`;
  const index = `${namespace}:sessions:index:${PRINCIPAL}:${user}`;
  yield* transact([
    ['HSET', key, 'creationTime', createdAt, 'lastAccessedTime', lastSeenAt],
    ['HSET', key, 'maxInactiveInterval', maxInactiveSeconds],
    ['EXPIRE', key, maxInactiveSeconds],
    ['ZADD', `${namespace}:sessions:expirations`, lastSeenAt + maxInactiveSeconds * 1000, `"${id}"`],
    ['SADD', index, `"${id}"`],
    ['SADD', `${key}:idx`, `"${index}"`],
  ]);
}

/** As NextAuth's adapter for Upstash stores a user who is signed in. */
export function* writeNextAuthUser(user: string, token: string, expiresAt: number, base = ''): Plan<void> {
  const expires = new Date(expiresAt).toISOString();
  const key = `${base}user:session:${token}`;
  const account = { provider: 'github', providerAccountId: '99', userId: user, access_token: 's3cret' };
  yield* transact([
    ['SET', `${base}user:${user}`, JSON.stringify({ id: user, email: 'a@x.test', emailVerified: null })],
    ['SET', `${base}user:email:a@x.test`, user],
    ['SET', `${base}user:account:github:99`, JSON.stringify({ ...account, id: 'github:99' })],
    ['SET', `${base}user:account:by-user-id:${user}`, `${base}user:account:github:99`],
    ['SET', key, JSON.stringify({ sessionToken: token, userId: user, expires })],
    ['SET', `${base}user:session:by-user-id:${user}`, key],
    [
      'SET',
      `${base}user:token:a@x.test`,
      JSON.stringify({ identifier: 'a@x.test', token: 's3cret', expires }),
    ],
  ]);
}

/** As Redisson's session manager for Tomcat stores one: names and values in the codec's own bytes. */
export function* writeTomcatSession(id: string): Plan<void> {
  const key = `redisson:tomcat_session:${id}`;
  yield* transact([
    [
      'HSET',
      key,
      '\x03\x83session:creationTim\xe5',
      '\x09\xfe\x01',
      '\x03\x83session:isVali\xe4',
      '\x05\x01',
    ],
    ['EXPIRE', key, 1_860],
    ['SADD', `redisson:tomcat_notified_nodes:${id}`, 'node-1'],
    ['EXPIRE', `redisson:tomcat_notified_nodes:${id}`, 60],
  ]);
}
