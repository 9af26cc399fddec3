import { type Redis } from 'ioredis';
import { type Random } from '../random';
import { luaScript } from '../script';
import { transact } from '../transaction';

/** A job as it stands in the hash; times are epoch s. */
export interface Job {
  id: string;
  type: string;
  data: Record<string, unknown>;
  status: 'pending' | 'processing' | 'completed' | 'failed';
  created_at: number;
  started_at?: number;
  finished_at?: number;
  result?: string;
}

/** Finished jobs stay readable for so long. */
const keepSeconds = 300;
/** A job that takes longer is taken for stuck: its worker died. */
const stuckSeconds = 60;
/** A pending job that is in no list after so long was lost on the way to a worker. */
const lostSeconds = 120;

const keys = (queue: string) => ({
  waiting: `queue:${queue}`,
  delayed: `queue:${queue}:delayed`,
  processing: `queue:${queue}:processing`,
  jobs: `jobs:${queue}`,
});

/**
 * Puts a job into a queue, now or for later.
 * Layout: `queue:{queue}` list of ids (RPUSH, BLPOP), `queue:{queue}:delayed` zset id → epoch s when due,
 * `queue:{queue}:processing` set of ids, `jobs:{queue}` hash id → JSON of Job. None of them has a TTL: sweepJobs keeps
 * them short.
 * @returns The id.
 */
export async function writeJob(
  redis: Redis,
  now: number,
  random: Random,
  queue: string,
  type: string,
  { data = {}, delaySeconds = 0 }: { data?: Job['data']; delaySeconds?: number } = {},
): Promise<string> {
  const job: Job = { id: random.uuid(), type, data, status: 'pending', created_at: now / 1_000 };
  const { waiting, delayed, jobs } = keys(queue);
  await transact(
    redis,
    ['hset', jobs, job.id, JSON.stringify(job)],
    delaySeconds > 0 ? ['zadd', delayed, now / 1_000 + delaySeconds, job.id] : ['rpush', waiting, job.id],
  );
  return job.id;
}

/**
 * Waits for a job and marks it as being worked on. A worker that dies in between loses nothing: sweepJobs finds the
 * job in the hash.
 * @param redis A connection of the worker's own: it blocks.
 * @param clock Epoch ms, asked after the wait.
 * @returns null when none came in time.
 */
export async function takeJob(
  redis: Redis,
  clock: () => number,
  queue: string,
  timeoutSeconds: number,
): Promise<Job | null> {
  const { waiting, processing, jobs } = keys(queue);
  const popped = await redis.blpop(waiting, timeoutSeconds);
  if (!popped) return null;
  const text = await redis.hget(jobs, popped[1]);
  if (text === null) return null;
  const job: Job = { ...(JSON.parse(text) as Job), status: 'processing', started_at: clock() / 1_000 };
  await transact(redis, ['sadd', processing, job.id], ['hset', jobs, job.id, JSON.stringify(job)]);
  return job;
}

/** Notes how a job ended. */
export async function finishJob(
  redis: Redis,
  now: number,
  queue: string,
  job: Job,
  status: 'completed' | 'failed',
  result: string,
): Promise<void> {
  const { processing, jobs } = keys(queue);
  const finished: Job = { ...job, status, result, finished_at: now / 1_000 };
  await transact(redis, ['srem', processing, job.id], ['hset', jobs, job.id, JSON.stringify(finished)]);
}

const moveDue = luaScript(`
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, 50)
for _, id in ipairs(ids) do
  redis.call('ZREM', KEYS[1], id)
  redis.call('RPUSH', KEYS[2], id)
end
return #ids
`);

/**
 * Moves the delayed jobs that are due to the waiting ones, fifty at most.
 * @returns How many.
 */
export async function moveDueJobs(redis: Redis, now: number, queue: string): Promise<number> {
  const { delayed, waiting } = keys(queue);
  return Number(await moveDue(redis, [delayed, waiting], now / 1_000));
}

/** Queues a job again, unless somebody changed it since it was read. */
const requeue = luaScript(`
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('SREM', KEYS[2], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('RPUSH', KEYS[3], ARGV[1])
return 1
`);

/**
 * Forgets jobs that finished a while ago, and queues again those that are stuck or were lost.
 * @returns How many of each.
 */
export async function sweepJobs(
  redis: Redis,
  now: number,
  queue: string,
): Promise<{ forgotten: number; requeued: number }> {
  const { waiting, delayed, processing, jobs } = keys(queue);
  const age = (since: number | undefined) => now / 1_000 - (since ?? 0);
  let [forgotten, requeued, cursor] = [0, 0, '0'];
  do {
    const [next, flat] = await redis.hscan(jobs, cursor, 'COUNT', 200);
    cursor = next;
    const old: string[] = [];
    for (let index = 0; index < flat.length; index += 2) {
      const [id, text] = [flat[index]!, flat[index + 1]!];
      const job = JSON.parse(text) as Job;
      if (job.finished_at) {
        if (age(job.finished_at) > keepSeconds) old.push(id);
        continue;
      }
      const stuck = job.status === 'processing' && age(job.started_at) > stuckSeconds;
      const overdue = job.status === 'pending' && age(job.created_at) > lostSeconds;
      const lost = overdue && !(await redis.zscore(delayed, id)) && (await redis.lpos(waiting, id)) === null;
      if (!stuck && !lost) continue;
      const again = JSON.stringify({ ...job, status: 'pending', created_at: now / 1_000 } satisfies Job);
      requeued += Number(await requeue(redis, [jobs, processing, waiting], id, text, again));
    }
    if (old.length > 0) forgotten += await redis.hdel(jobs, ...old);
  } while (cursor !== '0');
  return { forgotten, requeued };
}
