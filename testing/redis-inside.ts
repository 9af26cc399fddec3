import type { Redis } from 'ioredis';
import { startInside, type Inside } from './inside';
import { aclUsers, connect, startRedis, type RunningRedis } from './servers';
import { watched } from './watched';

/** A Redis with users, and the dashboard's server side on it within the test's process. */
export interface RedisInside extends Omit<Inside, 'stop'> {
  redis: RunningRedis;
  /** May do everything, as the user `all` who is there too. */
  admin: Redis;
  stop: () => Promise<void>;
}

/**
 * Starts it; once per test file.
 * @param users beside the demo's users, as lines of an ACL; the name is the password
 */
export async function startRedisInside(...users: string[]): Promise<RedisInside> {
  const redis = await startRedis({ aclLines: [...aclUsers(), 'user all on >all ~* &* +@all', ...users] });
  const admin = connect(redis.port, 'all');
  const inside = await startInside([watched(redis)]);
  return {
    redis,
    admin,
    access: inside.access,
    async stop() {
      inside.stop();
      admin.disconnect();
      await redis.stop();
    },
  };
}
