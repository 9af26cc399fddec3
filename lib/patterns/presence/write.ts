import { list, number, string } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { ask, askOne, transact, type Plan } from '../plan';

export const USERS_ONLINE = 'users:online';

/** `user:{id}:heartbeat`: there as long as the user is. */
export const heartbeatKey = (user: Bytes): Bytes => `user:${user}:heartbeat`;

/** The reverse; `null` for other keys. */
export const userOfHeartbeat = (key: Bytes): Bytes | null =>
  /^user:([^:]+):heartbeat$/.exec(key)?.[1] ?? null;

/** A heart that does not beat for so long has stopped. */
const HEARTBEAT_SECONDS = 60;

/**
 * Says that a user is there. Document 003 only sends EXPIRE to a heartbeat that nobody writes, which does nothing: its
 * users never leave. Here the heartbeat is written with its time to live.
 * Layout: `users:online` set of user ids without end, `user:{id}:heartbeat` string epoch s, 60 s. Two keys of different
 * slots: for one server only.
 * @param now Unix milliseconds
 */
export function* writeHeartbeat(user: Bytes, now: number): Plan<void> {
  const seconds = Math.floor(now / 1000);
  yield* transact([
    ['SADD', USERS_ONLINE, user],
    ['SET', heartbeatKey(user), seconds, 'EX', HEARTBEAT_SECONDS],
  ]);
}

/** Takes somebody off an online set; @returns whether they were on it */
export function* removeOnline(key: Bytes, user: Bytes): Plan<boolean> {
  return number(yield* askOne('SREM', key, user)) === 1;
}

/**
 * Takes users off the list whose heart does not beat any more; those who come back meanwhile stay. For one server
 * only, and a connection of its own: it WATCHes the heartbeats.
 * @param most how many are looked at, by chance
 * @returns how many have left; `null` where somebody came back just then, so that nobody was removed
 */
export function* removeAbsent(most = 100): Plan<number | null> {
  const members = list(yield* askOne('SRANDMEMBER', USERS_ONLINE, most)).flatMap(
    (user) => string(user) ?? [],
  );
  if (members.length === 0) return 0;
  yield* askOne('WATCH', ...members.map(heartbeatKey));
  const beats = yield* ask(members.map((user) => ['EXISTS', heartbeatKey(user)] as const));
  const absent = members.filter((_, index) => number(beats[index]) === 0);
  if (absent.length === 0) {
    yield* askOne('UNWATCH');
    return 0;
  }
  const replies = yield* transact([['SREM', USERS_ONLINE, ...absent]]);
  return replies && number(replies[0]);
}
