import { type Redis } from 'ioredis';
import { luaScript } from '../script';
import { transact } from '../transaction';

const online = 'users:online';
const heartbeat = (userId: string | number) => `user:${userId}:heartbeat`;

/**
 * Says that a user is there.
 * Layout: `users:online` set of user ids without end, `user:{id}:heartbeat` string epoch s, 60 s.
 */
export async function writeHeartbeat(redis: Redis, now: number, userId: number): Promise<void> {
  const at = Math.floor(now / 1_000);
  await transact(redis, ['sadd', online, userId], ['set', heartbeat(userId), at, 'EX', 60]);
}

/**
 * Looks and removes in one step, so that a user who comes back in between stays. For one server only: in a cluster
 * the heartbeats lie elsewhere.
 */
const leave = luaScript(`
local gone = 0
for _, id in ipairs(redis.call('SRANDMEMBER', KEYS[1], ARGV[1])) do
  if redis.call('EXISTS', 'user:' .. id .. ':heartbeat') == 0 then gone = gone + redis.call('SREM', KEYS[1], id) end
end
return gone
`);

/**
 * Takes users off the list whose heart does not beat any more.
 * @param most How many are looked at.
 */
export async function removeAbsent(redis: Redis, most = 30): Promise<number> {
  return Number(await leave(redis, [online], most));
}
