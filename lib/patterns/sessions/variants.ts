import { toText, type Bytes } from '../bytes';
import { isPickle } from './pickle';
import type { Skimmed } from './skim';

/** The ways in which sessions are stored, as people read them. */
export const VARIANTS = {
  'json-accessed': 'JSON with last_accessed',
  'json-activity': 'JSON with last_activity',
  'json-activity-epoch': 'JSON with last_activity in epoch seconds',
  'json-data': 'JSON with data',
  'json-accessed-data': 'JSON with last_accessed and data',
  'hash-epoch': 'a hash with times in epoch seconds',
  'hash-text': 'a hash of texts',
  json: 'JSON',
  hash: 'a hash',
  text: 'text',
  'connect-redis': 'JSON with cookie',
  'flask-msgpack': 'MessagePack (binary)',
  'flask-pickle': 'a Python pickle (binary)',
  'flask-json': 'JSON with _permanent',
  spring: 'a hash of Spring Session',
  django: 'a Python pickle of Django (binary)',
  'next-auth': 'JSON of NextAuth',
  tomcat: 'a map of Redisson (binary)',
} as const;

export type SessionVariant = keyof typeof VARIANTS;

/** Names that only somebody's session has. */
const SOMEBODY = ['user_id', 'userId', 'uid', 'username', 'user', 'created_at', 'createdAt', 'last_activity'];

const isDjango = (key: Bytes) => key.includes('django.contrib.sessions.');
const isTomcat = (key: Bytes) => key.includes('redisson:tomcat_session:');

/**
 * Which way a string is stored in; the documents' ways share their names, so that the fields tell them apart.
 * @param json its fields, where it is JSON; `packed`: where it is JSON or MessagePack
 * @returns `null` where it is no session
 */
export function stringVariant(
  key: Bytes,
  value: Bytes,
  ttlMs: number | null,
  json: Skimmed | null,
  packed: Skimmed | null,
): SessionVariant | null {
  if (json) return jsonVariant(json);
  if (value === '') return null;
  if (isDjango(key)) return 'django';
  if (isPickle(value)) return 'flask-pickle';
  if (packed) return 'flask-msgpack';
  // Text alone may be anything; what ends by itself under such a name is kept for a visit.
  return ttlMs !== null && toText(value) !== null && !/^[\d.+-]*$/.test(value) && !/^[[{]/.test(value)
    ? 'text'
    : null;
}

function jsonVariant({ fields, whole }: Skimmed): SessionVariant | null {
  const has = (name: string) => fields.has(name);
  if (has('cookie')) {
    const cookie = fields.get('cookie')!.read();
    return typeof cookie === 'object' && cookie !== null && 'originalMaxAge' in cookie
      ? 'connect-redis'
      : null;
  }
  if (has('sessionToken') && has('userId') && has('expires')) return 'next-auth';
  if (has('_permanent')) return 'flask-json';
  // What stands behind a long user_data is out of sight.
  if (has('user_id') && !whole && fields.get('user_data')?.bytes === null) return 'json-accessed';
  if (has('user_id') && has('created_at')) {
    if (has('last_activity'))
      return typeof fields.get('last_activity')!.read() === 'number'
        ? 'json-activity-epoch'
        : 'json-activity';
    if (has('last_accessed')) return has('data') ? 'json-accessed-data' : 'json-accessed';
    if (has('data')) return 'json-data';
  }
  return SOMEBODY.some(has) ? 'json' : null;
}

/**
 * Which way a hash is stored in.
 * @param read a field's value; `null` where there is none
 * @returns `null` where it is no session
 */
export function hashVariant(key: Bytes, read: (name: string) => Bytes | null): SessionVariant | null {
  if (isTomcat(key)) return 'tomcat';
  if (read('creationTime') !== null && read('lastAccessedTime') !== null) return 'spring';
  const [user, createdAt] = [read('user_id'), read('created_at')];
  if (user !== null && createdAt !== null && /^[1-4]\d{9}(?:\.\d+)?$/.test(createdAt)) return 'hash-epoch';
  if (user !== null || createdAt !== null) return 'hash-text';
  return SOMEBODY.some((name) => read(name) !== null) ? 'hash' : null;
}
