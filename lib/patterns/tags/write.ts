import { number } from '@/lib/redis/reply';
import type { Bytes } from '../bytes';
import { askOne, transact, type Plan } from '../plan';

/** `following:user:{id}`: whom the user follows. */
export const followingKey = (user: Bytes): Bytes => `following:user:${user}`;
/** `followers:user:{id}`: who follows the user. */
export const followersKey = (user: Bytes): Bytes => `followers:user:${user}`;

/**
 * Adds members to a set.
 * Layout: `tags:{kind}:{id}`, `item:{id}:tags`, `permissions:user:{id}`, `skills:{user}` sets of names, `all_users` and
 * the like sets of ids; all without end.
 * @returns how many are new
 */
export function* addMembers(key: Bytes, ...members: Bytes[]): Plan<number> {
  return members.length === 0 ? 0 : (number(yield* askOne('SADD', key, ...members)) ?? 0);
}

/** Takes a member out of a set; @returns whether it was there */
export function* removeMember(key: Bytes, member: Bytes): Plan<boolean> {
  return number(yield* askOne('SREM', key, member)) === 1;
}

/**
 * Lets one user follow another; both sides know.
 * Layout: `following:user:{id}` and `followers:user:{id}` sets of user ids, without end. Two keys of different slots:
 * for one server only.
 */
export function* writeFollow(follower: Bytes, followed: Bytes): Plan<void> {
  if (follower === followed) return;
  yield* transact([
    ['SADD', followingKey(follower), followed],
    ['SADD', followersKey(followed), follower],
  ]);
}

/** Ends what `writeFollow` began. */
export function* removeFollow(follower: Bytes, followed: Bytes): Plan<void> {
  yield* transact([
    ['SREM', followingKey(follower), followed],
    ['SREM', followersKey(followed), follower],
  ]);
}
