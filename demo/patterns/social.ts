import { type Redis } from 'ioredis';
import { transact } from '../transaction';

/**
 * Lets one user follow another; both sides know.
 * Layout: `following:user:{id}` and `followers:user:{id}` sets of user ids, without end.
 */
export async function writeFollow(redis: Redis, follower: number, followed: number): Promise<void> {
  if (follower === followed) return;
  await transact(
    redis,
    ['sadd', `following:user:${follower}`, followed],
    ['sadd', `followers:user:${followed}`, follower],
  );
}

/** Ends what writeFollow began. */
export async function removeFollow(redis: Redis, follower: number, followed: number): Promise<void> {
  await transact(
    redis,
    ['srem', `following:user:${follower}`, followed],
    ['srem', `followers:user:${followed}`, follower],
  );
}

/** Whom a user and another both follow: one SINTER. */
export async function readCommon(redis: Redis, user: number, other: number): Promise<string[]> {
  return redis.sinter(`following:user:${user}`, `following:user:${other}`);
}

/** Tags a post. Layout: `tags:post:{id}` set of names, without end. */
export async function writePostTags(redis: Redis, postId: number, tags: readonly string[]): Promise<void> {
  await redis.sadd(`tags:post:${postId}`, ...tags);
}
