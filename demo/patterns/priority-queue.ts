import { type Redis } from 'ioredis';
import { type Random } from '../random';
import { luaScript } from '../script';

const keys = (queue: string) => [`queue:${queue}`, `queue:${queue}:processing`];

/**
 * Orders something to be done, the more important first.
 * Layout: `queue:{queue}` zset of JSON, score minus the priority; `queue:{queue}:processing` zset of the same JSON,
 * score the epoch second of the claim. No TTL. The JSON never changes, so that it can be found again.
 */
export async function writePriorityJob(
  redis: Redis,
  now: number,
  random: Random,
  queue: string,
  type: string,
  priority: number,
): Promise<void> {
  const job = { id: random.uuid(), type, priority, created_at: now / 1_000 };
  await redis.zadd(`queue:${queue}`, -priority, JSON.stringify(job));
}

const claim = luaScript(`
local job = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
if not job then return false end
redis.call('ZREM', KEYS[1], job)
redis.call('ZADD', KEYS[2], ARGV[1], job)
return job
`);

/** Takes the most important job; it is in one of the two sets at every moment. */
export async function claimPriorityJob(redis: Redis, now: number, queue: string): Promise<string | null> {
  return (await claim(redis, keys(queue), now / 1_000)) as string | null;
}

/** Notes that a claimed job is done. */
export async function finishPriorityJob(redis: Redis, queue: string, job: string): Promise<void> {
  await redis.zrem(`queue:${queue}:processing`, job);
}

const giveBack = luaScript(`
local jobs = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, 50)
for _, job in ipairs(jobs) do
  redis.call('ZREM', KEYS[2], job)
  redis.call('ZADD', KEYS[1], -(cjson.decode(job).priority or 0), job)
end
return #jobs
`);

/** Gives back the jobs that were claimed longer ago than so many seconds. */
export async function releasePriorityJobs(
  redis: Redis,
  now: number,
  queue: string,
  afterSeconds: number,
): Promise<number> {
  return Number(await giveBack(redis, keys(queue), now / 1_000 - afterSeconds));
}
