import { number, string } from '@/lib/redis/reply';
import { parseJsonObject, toBytes, type Bytes } from '../bytes';
import { changeMembers } from '../json-text';
import { ask, askOne, settled, transact, type Plan } from '../plan';
import { jobState } from './job-facts';
import { jobQueueKeys, type JobQueueKeys } from './keys';

/**
 * Document 001's job queue, without its defects: what belongs together happens together, a job that a worker lost
 * comes back, and the hash does not grow for ever.
 *
 * Layout: see `jobQueueKeys`. None of the keys has a TTL; `sweepJobs` keeps them short.
 */

/** A job as it is put in. */
export interface NewJob {
  /** Unique in the queue: a UUID. */
  id: string;
  type: string;
  data?: Record<string, unknown>;
  /** Above 0: taken before all others. */
  priority?: number;
  /** It can be taken only after so long. */
  delaySeconds?: number;
}

/** A job that a worker is at. */
export interface TakenJob {
  id: Bytes;
  /** As it stands in the hash: whoever changes the job changes this, and the worker's word no longer counts. */
  text: Bytes;
  /** The parsed text. */
  job: Record<string, unknown>;
}

/** Finished jobs stay readable for so long. */
const KEEP_SECONDS = 300;
/** A job that takes longer is taken for stuck: its worker died. */
const STUCK_SECONDS = 60;
/** A pending job that is in no lane after so long was lost on the way to a worker. */
export const LOST_SECONDS = 120;

/**
 * Puts a job into the queue, now or for later. The document puts urgent ones at the head, which turns their order
 * around; here they wait in line too.
 * @param now Unix milliseconds, as everywhere here; in the job times are epoch seconds
 */
export function* enqueueJob(
  queue: Bytes,
  { id, type, data = {}, priority = 0, delaySeconds = 0 }: NewJob,
  now: number,
): Plan<void> {
  const keys = jobQueueKeys(queue);
  const job = { id, type, data, status: 'pending', priority, created_at: now / 1000 };
  yield* transact([
    ['HSET', keys.jobs, toBytes(id), toBytes(JSON.stringify(job))],
    delaySeconds > 0
      ? ['ZADD', keys.delayed, now / 1000 + delaySeconds, toBytes(id)]
      : ['RPUSH', priority > 0 ? keys.high : keys.waiting, toBytes(id)],
  ]);
}

/**
 * Takes the next job without waiting for one; `null`: there is none. A worker that waits says
 * `BLPOP queue:{queue}:high queue:{queue}` itself, on a connection of its own, and goes on with `startJob`.
 */
export function* takeJob(queue: Bytes, now: number): Plan<TakenJob | null> {
  const { high, waiting } = jobQueueKeys(queue);
  for (const key of [high, waiting]) {
    for (let id; (id = string(yield* askOne('LPOP', key))) !== null;) {
      const taken = yield* startJob(queue, id, now);
      if (taken) return taken;
    }
  }
  return null;
}

/**
 * Marks a job that was popped as being worked on. A worker that dies before loses nothing: `sweepJobs` finds the job
 * in the hash.
 * @returns `null` where somebody removed the job while it waited
 */
export function* startJob(queue: Bytes, id: Bytes, now: number): Plan<TakenJob | null> {
  const { processing, jobs } = jobQueueKeys(queue);
  const stored = string(yield* askOne('HGET', jobs, id));
  const text =
    stored === null
      ? null
      : changeMembers(stored, { status: '"processing"', started_at: String(now / 1000) });
  if (text === null) return null;
  yield* transact([
    ['SADD', processing, id],
    ['HSET', jobs, id, text],
  ]);
  return { id, text, job: parseJsonObject(text) ?? {} };
}

/**
 * Notes how a job ended.
 * @param result what came of it; of a failed one, why: the layout has no field of its own for that
 * @returns `false`: the job was requeued or removed in between, and is no longer this worker's
 */
export function* finishJob(
  queue: Bytes,
  { id, text }: TakenJob,
  status: 'completed' | 'failed',
  result: string,
  now: number,
): Plan<boolean> {
  const { processing, jobs } = jobQueueKeys(queue);
  const finished = changeMembers(text, {
    status: JSON.stringify(status),
    result: toBytes(JSON.stringify(result)),
    finished_at: String(now / 1000),
  });
  return number(yield* askOne('EVAL', FINISH, 2, jobs, processing, id, text, finished ?? text)) === 1;
}

/** `finishJob` of one that failed. */
export const failJob = (queue: Bytes, job: TakenJob, error: string, now: number): Plan<boolean> =>
  finishJob(queue, job, 'failed', error, now);

const FINISH = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('SREM', KEYS[2], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return 1
`;

/**
 * Moves the delayed jobs that are due to the waiting ones, the urgent to the urgent, fifty at most.
 * @returns how many
 */
export function* moveDueJobs(queue: Bytes, now: number): Plan<number> {
  const { delayed, waiting, high, jobs } = jobQueueKeys(queue);
  return number(yield* askOne('EVAL', MOVE_DUE, 4, delayed, waiting, high, jobs, now / 1000)) ?? 0;
}

const MOVE_DUE = `
local ids = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, 50)
for _, id in ipairs(ids) do
  local isJson, job = pcall(cjson.decode, redis.call('HGET', KEYS[4], id) or '')
  local urgent = isJson and type(job) == 'table' and (tonumber(job.priority) or 0) > 0
  redis.call('ZREM', KEYS[1], id)
  redis.call('RPUSH', urgent and KEYS[3] or KEYS[2], id)
end
return #ids
`;

/**
 * Forgets jobs that finished a while ago, and queues again those that are stuck or were lost. Goes through the whole
 * hash, two hundred jobs at a time.
 * @returns how many of each
 */
export function* sweepJobs(
  queue: Bytes,
  now: number,
  { keepSeconds = KEEP_SECONDS, stuckSeconds = STUCK_SECONDS, lostSeconds = LOST_SECONDS } = {},
): Plan<{ forgotten: number; requeued: number }> {
  const keys = jobQueueKeys(queue);
  let [forgotten, requeued, cursor] = [0, 0, '0'];
  do {
    const [next, flat] = (yield* askOne('HSCAN', keys.jobs, cursor, 'COUNT', 200)) as [string, Bytes[]];
    cursor = next;
    const found = flat.flatMap((id, index) =>
      index % 2 === 0 ? [{ id, text: flat[index + 1]!, ...agesOf(flat[index + 1]!, now) }] : [],
    );
    const old = found.filter(({ finished }) => finished > keepSeconds);
    for (const { id, text } of old)
      forgotten += number(yield* askOne('EVAL', FORGET, 1, keys.jobs, id, text)) ?? 0;
    const stuck = found.filter(({ started }) => started > stuckSeconds);
    const overdue = found.filter(({ pending }) => pending > lostSeconds);
    const lost = yield* inNoLane(keys, overdue);
    for (const { id, text } of [...stuck, ...lost]) requeued += yield* requeue(keys, id, text, now);
  } while (cursor !== '0');
  return { forgotten, requeued };
}

/** For how many seconds a job has been in its state; −1 in the others. */
function agesOf(text: Bytes, now: number): { pending: number; started: number; finished: number } {
  const { status, enqueuedAt, startedAt, finishedAt } = jobState(text);
  const age = (since: number | null) => (now - (since ?? 0)) / 1000;
  if (finishedAt !== null) return { pending: -1, started: -1, finished: age(finishedAt) };
  return {
    pending: status === 'pending' ? age(enqueuedAt) : -1,
    started: status === 'processing' ? age(startedAt) : -1,
    finished: -1,
  };
}

/** Those that wait nowhere. LPOS is of Redis 6.0.6; where it is missing, nothing is taken for lost. */
function* inNoLane<T extends { id: Bytes }>({ delayed, waiting, high }: JobQueueKeys, jobs: T[]): Plan<T[]> {
  const replies = yield* ask(
    jobs.flatMap(({ id }) => [
      ['ZSCORE', delayed, id] as const,
      ['LPOS', waiting, id] as const,
      ['LPOS', high, id] as const,
    ]),
  );
  return jobs.filter((_, index) => replies.slice(index * 3, index * 3 + 3).every((reply) => reply === null));
}

/** Queues a job again, unless somebody changed it since it was read. */
function* requeue(
  { jobs, processing, waiting, high }: JobQueueKeys,
  id: Bytes,
  text: Bytes,
  now: number,
): Plan<number> {
  const again = againText(text, now);
  const lane = isUrgent(text) ? high : waiting;
  return number(settled(yield* askOne('EVAL', REQUEUE, 3, jobs, processing, lane, id, text, again))) ?? 0;
}

/** Whether a job goes before those without priority. */
export const isUrgent = (text: Bytes): boolean => (jobState(text).priority ?? 0) > 0;

/** A job's text as it was before anybody took it, enqueued now. */
export const againText = (text: Bytes, now: number): Bytes =>
  changeMembers(text, {
    status: '"pending"',
    created_at: String(now / 1000),
    started_at: null,
    finished_at: null,
    result: null,
  }) ?? text;

const REQUEUE = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
redis.call('SREM', KEYS[2], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
redis.call('RPUSH', KEYS[3], ARGV[1])
return 1
`;

const FORGET = `
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 0 end
return redis.call('HDEL', KEYS[1], ARGV[1])
`;
