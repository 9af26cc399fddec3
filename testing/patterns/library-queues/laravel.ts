import type { Bytes } from '@/lib/patterns/bytes';
import { transact, type Command, type Plan } from '@/lib/patterns/plan';

/** Keys of Laravel's queues and of Horizon, which do not run in a test, as their sources lay them out. */

export interface LaravelJob {
  uuid: string;
  attempts?: number;
  /** Unix milliseconds; Horizon writes it as seconds in a string. */
  pushedAt?: number;
  tags?: string[];
}

/** `Queue#createObjectPayload`, with what Horizon adds. */
export const laravelPayload = ({ uuid, attempts = 0, pushedAt, tags }: LaravelJob): Bytes =>
  JSON.stringify({
    uuid,
    displayName: 'App\\Jobs\\SendMail',
    job: 'Illuminate\\Queue\\CallQueuedHandler@call',
    maxTries: 3,
    backoff: null,
    timeout: 60,
    data: {
      commandName: 'App\\Jobs\\SendMail',
      command: 'O:17:"App\\Jobs\\SendMail":1:{s:8:"password";s:7:"hunter2";}',
    },
    id: uuid,
    attempts,
    ...(pushedAt === undefined ? {} : { type: 'job', tags: tags ?? [], pushedAt: String(pushedAt / 1000) }),
  });

/** `RedisQueue#pushRaw` */
export function* pushLaravelJob(key: Bytes, job: LaravelJob): Plan<void> {
  yield* transact([
    ['RPUSH', key, laravelPayload(job)],
    ['RPUSH', `${key}:notify`, '1'],
  ]);
}

/** `laterRaw`, and `pop`: the time when it is due, or when another worker may take it. */
export function* fileLaravelJob(
  key: Bytes,
  set: 'delayed' | 'reserved',
  scoreSeconds: number,
  job: LaravelJob,
): Plan<void> {
  yield* transact([['ZADD', `${key}:${set}`, scoreSeconds, laravelPayload(job)]]);
}

/** Minus the time, with the fraction that PHP has of it. */
const newestFirst = (at: number) => `-${at / 1000}`;

/** `RedisJobRepository#pushed`, then what became of it. */
export function* recordHorizonJob(
  base: Bytes,
  { status, at, job }: { status: 'pending' | 'completed' | 'failed'; at: number; job: LaravelJob },
): Plan<void> {
  const key = base + job.uuid;
  const score = newestFirst(at);
  const outcome: Record<typeof status, Command[]> = {
    pending: [['ZADD', `${base}pending_jobs`, score, job.uuid]],
    completed: [
      ['ZADD', `${base}completed_jobs`, score, job.uuid],
      ['HSET', key, 'completed_at', String(at / 1000)],
    ],
    failed: [
      ['ZADD', `${base}failed_jobs`, score, job.uuid],
      ['ZADD', `${base}recent_failed_jobs`, score, job.uuid],
      [
        'HSET',
        key,
        'failed_at',
        String(at / 1000),
        'exception',
        'RuntimeException: no such mailbox\n#0 mail.php',
      ],
      ['ZADD', `${base}failed:App\\Models\\User:7`, at / 1000, job.uuid],
    ],
  };
  yield* transact([
    ['ZADD', `${base}recent_jobs`, score, job.uuid],
    [
      'HSET',
      key,
      ...[
        'id',
        job.uuid,
        'connection',
        'redis',
        'queue',
        'default',
        'name',
        'App\\Jobs\\SendMail',
        'status',
        status,
      ],
      ...['payload', laravelPayload(job), 'created_at', String(at / 1000), 'updated_at', String(at / 1000)],
    ],
    ['EXPIRE', key, 3600],
    ...outcome[status],
  ]);
}

/** The master's sign, its supervisor, measurements and a snapshot of them, and the rest. */
export function* writeHorizonProcesses(base: Bytes, now: number, throughput = 12): Plan<void> {
  const seconds = Math.floor(now / 1000);
  const snapshot = JSON.stringify({ throughput: String(throughput), runtime: '4.2', wait: 1, time: seconds });
  yield* transact([
    ['ZADD', `${base}masters`, seconds, 'host-a1b2'],
    [
      'HSET',
      `${base}master:host-a1b2`,
      'name',
      'host-a1b2',
      'pid',
      '7',
      'status',
      'running',
      'supervisors',
      '[]',
    ],
    ['EXPIRE', `${base}master:host-a1b2`, 15],
    ['ZADD', `${base}supervisors`, seconds, 'host-a1b2:supervisor-1'],
    [
      'HSET',
      `${base}supervisor:host-a1b2:supervisor-1`,
      'name',
      'host-a1b2:supervisor-1',
      'pid',
      '8',
      'status',
      'running',
    ],
    ['EXPIRE', `${base}supervisor:host-a1b2:supervisor-1`, 30],
    ['HSET', `${base}host-a1b2:orphans`, '9', String(seconds)],
    ['RPUSH', `${base}commands:host-a1b2`, '{"command":"pause","options":[]}'],
    ['SADD', `${base}measured_jobs`, 'job:App\\Jobs\\SendMail'],
    ['SADD', `${base}measured_queues`, 'queue:default'],
    ['HSET', `${base}job:App\\Jobs\\SendMail`, 'throughput', '3', 'runtime', '4.2'],
    ['HSET', `${base}queue:default`, 'throughput', '3', 'runtime', '4.2'],
    ['ZADD', `${base}snapshot:queue:default`, seconds, snapshot],
    ['ZADD', `${base}snapshot:job:App\\Jobs\\SendMail`, seconds, snapshot],
    ['SET', `${base}last_snapshot_at`, String(seconds)],
    ['SET', `${base}job_id`, '41'],
    ['SET', `${base}monitor:time-to-clear`, '1', 'EX', 60],
    ['SADD', `${base}monitoring`, 'App\\Models\\User:7'],
  ]);
}
