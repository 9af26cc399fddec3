import { type Redis } from 'ioredis';
import { type Random } from '../random';
import { luaScript } from '../script';
import { transact } from '../transaction';

const webTtlSeconds = 1_800;
const appTtlSeconds = 86_400;

/** Somebody who is signed in: in a browser, or in the app. */
export interface Session {
  id: string;
  userId: number;
  kind: 'web' | 'app';
}

const sessionKey = (id: string) => `session:${id}`;
/** The ids of a user's sessions. */
const indexKey = ({ userId, kind }: Session) =>
  kind === 'web' ? `user:sessions:${userId}` : `user_sessions:${userId}`;

const address = (random: Random) => `203.0.113.${random.between(1, 254)}`;
const agents = [
  'Mozilla/5.0 (X11; Linux x86_64)',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1)',
  'Mozilla/5.0 (Macintosh)',
];

/**
 * Opens a session.
 * Layout of a browser's: `session:{uuid}` hash (user_id, created_at, last_activity in epoch s, …), 30 min after the
 * last request; `user:sessions:{user}` set of ids, as long as the youngest of them.
 * Layout of the app's: `session:{uuid}` string JSON with ISO times, 24 h; `user_sessions:{user}` set of ids, 24 h.
 * @param ttlSeconds Left of its life; default: all of it.
 */
export async function writeSession(
  redis: Redis,
  now: number,
  random: Random,
  session: Session,
  ttlSeconds = session.kind === 'web' ? webTtlSeconds : appTtlSeconds,
): Promise<void> {
  const key = sessionKey(session.id);
  const index = indexKey(session);
  const seconds = (now / 1_000).toFixed(3);
  const fields = {
    user_id: `${session.userId}`,
    ip_address: address(random),
    user_agent: random.pick(agents),
  };
  await transact(
    redis,
    session.kind === 'web'
      ? ['hset', key, ...Object.entries({ ...fields, created_at: seconds, last_activity: seconds }).flat()]
      : ['set', key, appSession(fields, now, now)],
    ['expire', key, ttlSeconds],
    ['sadd', index, session.id],
    ['expire', index, session.kind === 'web' ? webTtlSeconds : appTtlSeconds],
  );
  await pruneIndex(redis, index);
}

function appSession(fields: object, createdAt: number, lastAccessedAt: number): string {
  const iso = (ms: number) => new Date(ms).toISOString();
  return JSON.stringify({ ...fields, created_at: iso(createdAt), last_accessed: iso(lastAccessedAt) });
}

/** Takes a few ids out of the index whose sessions have ended: nothing else would. */
async function pruneIndex(redis: Redis, index: string): Promise<void> {
  if ((await redis.scard(index)) < 4) return;
  const ids = (await redis.srandmember(index, 8)) ?? [];
  const alive = await Promise.all(ids.map((id) => redis.exists(sessionKey(id))));
  const ended = ids.filter((_, position) => !alive[position]);
  if (ended.length > 0) await redis.srem(index, ...ended);
}

/** Prolongs a hash session and says whose it is; an ended one stays ended instead of coming back without a user. */
const touch = luaScript(`
local user = redis.call('HGET', KEYS[1], 'user_id')
if not user then return false end
redis.call('HSET', KEYS[1], 'last_activity', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[2], ARGV[2])
return user
`);

/**
 * Reads a session for a request and prolongs it.
 * @returns Whether it is still there.
 */
export async function touchSession(redis: Redis, now: number, session: Session): Promise<boolean> {
  const key = sessionKey(session.id);
  if (session.kind === 'web') {
    const at = (now / 1_000).toFixed(3);
    return (await touch(redis, [key, indexKey(session)], at, webTtlSeconds)) !== null;
  }
  const text = await redis.get(key);
  if (text === null) return false;
  const { created_at: createdAt, ...fields } = JSON.parse(text) as { created_at: string };
  // XX and KEEPTTL: never reopen an ended session, never make it live longer.
  await redis.call('SET', key, appSession(fields, Date.parse(createdAt), now), 'XX', 'KEEPTTL');
  return true;
}

/** Ends a session: the session and its entry in the index, together. */
export async function endSession(redis: Redis, session: Session): Promise<void> {
  await transact(redis, ['unlink', sessionKey(session.id)], ['srem', indexKey(session), session.id]);
}
