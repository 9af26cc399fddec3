import { number, string } from '@/lib/redis/reply';
import { toBytes, type Bytes } from '../bytes';
import { changeMembers } from '../json-text';
import { askOne, transact, type Command, type Plan } from '../plan';
import { jobState } from './job-facts';
import { priorityQueueKeys } from './keys';

/**
 * Document 003's priority queue, without its defects: a job is claimed in one step, by one worker, and its JSON never
 * changes while it is claimed, so that it is found again when it is done.
 *
 * Layout: see `priorityQueueKeys`; no TTL.
 */

export interface NewPriorityJob {
  id: string;
  type: string;
  /** The higher, the sooner. */
  priority: number;
  data?: Record<string, unknown>;
}

/** @param now Unix milliseconds, as everywhere here; what is stored are epoch seconds */
export function* enqueuePriorityJob(
  queue: Bytes,
  { priority, ...job }: NewPriorityJob,
  now: number,
): Plan<void> {
  const text = JSON.stringify({ ...job, priority, attempts: 0, created_at: now / 1000 });
  yield* askOne('ZADD', priorityQueueKeys(queue).waiting, 0 - priority, toBytes(text));
}

/**
 * Takes the most important job; it is in one of the two sets at every moment.
 * @returns its JSON, which names it from now on; `null`: there is none
 */
export function* claimPriorityJob(queue: Bytes, now: number): Plan<Bytes | null> {
  const { waiting, processing } = priorityQueueKeys(queue);
  return string(yield* askOne('EVAL', CLAIM, 2, waiting, processing, now / 1000));
}

/** Notes that a claimed job is done; @returns `false` where it had been given back in between */
export function* finishPriorityJob(queue: Bytes, job: Bytes): Plan<boolean> {
  return number(yield* askOne('ZREM', priorityQueueKeys(queue).processing, job)) === 1;
}

/**
 * Puts a claimed job that failed back, with one attempt more.
 * @returns how many it has had now; `null` where it was no longer claimed
 */
export function* retryPriorityJob(queue: Bytes, job: Bytes): Plan<number | null> {
  const { waiting, processing } = priorityQueueKeys(queue);
  const { attempts, priority } = jobState(job);
  const again = changeMembers(job, { attempts: String((attempts ?? 0) + 1) }) ?? job;
  const reply = yield* askOne('EVAL', RETRY, 2, waiting, processing, job, 0 - (priority ?? 0), again);
  return number(reply) === 1 ? (attempts ?? 0) + 1 : null;
}

/**
 * Gives back the jobs that were claimed longer ago than so many seconds, fifty at most.
 * @returns how many
 */
export function* releasePriorityJobs(queue: Bytes, now: number, afterSeconds: number): Plan<number> {
  const { waiting, processing } = priorityQueueKeys(queue);
  return number(yield* askOne('EVAL', GIVE_BACK, 2, waiting, processing, now / 1000 - afterSeconds)) ?? 0;
}

const CLAIM = `
local job = redis.call('ZRANGE', KEYS[1], 0, 0)[1]
if not job then return false end
redis.call('ZREM', KEYS[1], job)
redis.call('ZADD', KEYS[2], ARGV[1], job)
return job
`;

const RETRY = `
if redis.call('ZREM', KEYS[2], ARGV[1]) == 0 then return 0 end
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[3])
return 1
`;

const GIVE_BACK = `
local jobs = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, 50)
for _, job in ipairs(jobs) do
  redis.call('ZREM', KEYS[2], job)
  redis.call('ZADD', KEYS[1], -(cjson.decode(job).priority or 0), job)
end
return #jobs
`;

/** `queue:{name}` */
export const messageQueueKey = (name: Bytes): Bytes => `queue:${name}`;

/**
 * Puts a message into a list.
 * Layout: `queue:{name}`, `tasks`, `email_jobs` … list of JSON (LPUSH, BRPOP: the oldest is at the end), no TTL.
 * Whoever pops a message and dies has lost it: for work that may get lost. What may not belongs into `enqueueJob`.
 */
export function* sendMessage(key: Bytes, data: object, now: number): Plan<void> {
  yield* askOne('LPUSH', key, toBytes(JSON.stringify({ ...data, timestamp: now / 1000 })));
}

/**
 * Takes the oldest message without waiting for one; a worker that waits says `BRPOP` itself.
 * @returns its JSON; `null`: there is none
 */
export function* receiveMessage(key: Bytes): Plan<Bytes | null> {
  return string(yield* askOne('RPOP', key));
}

/** Document 004's tasks by priority: `tasks` sorted set of tasks, the lowest score first. Not beside the list. */
export function* addTask(task: Bytes, priority: number): Plan<void> {
  yield* askOne('ZADD', 'tasks', priority, task);
}

/** Takes the task of the lowest score; `null`: there is none. */
export function* takeTask(): Plan<Bytes | null> {
  const [task] = (yield* askOne('ZPOPMIN', 'tasks')) as Bytes[];
  return task ?? null;
}

/** Document 001's stack: `stack:{name}` list, the newest first. */
export const stackKey = (name: Bytes): Bytes => `stack:${name}`;

/**
 * Puts something on a stack.
 * @param most what lies deeper falls out, so that a stack that nobody empties does not grow for ever
 */
export function* push(name: Bytes, value: Bytes, most: number | null = null): Plan<void> {
  const trim: Command[] = most === null ? [] : [['LTRIM', stackKey(name), 0, most - 1]];
  yield* transact([['LPUSH', stackKey(name), value], ...trim]);
}

/** Takes what is on top; `null`: nothing is there. */
export function* pop(name: Bytes): Plan<Bytes | null> {
  return string(yield* askOne('LPOP', stackKey(name)));
}
