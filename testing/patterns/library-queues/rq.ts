import { deflateSync } from 'node:zlib';
import type { Bytes } from '@/lib/patterns/bytes';
import { transact, type Command, type Plan } from '@/lib/patterns/plan';

/** Keys of RQ 2.10, which does not run in a test, as its source lays them out. */

export interface RqJob {
  id: Bytes;
  queue?: Bytes;
  status: 'queued' | 'started' | 'finished' | 'failed' | 'deferred' | 'scheduled' | 'canceled';
  /** Unix milliseconds. */
  createdAt: number;
  startedAt?: number;
  description?: Bytes;
}

/** Python's `%Y-%m-%dT%H:%M:%S.%fZ`: microseconds. */
const iso = (at: number | undefined) =>
  at === undefined ? '' : new Date(at).toISOString().replace('Z', '000Z');

/** `("app.mail", None, ("ann",), {})` as Python's pickle has it, in zlib. */
const pickled = (secret: string): Bytes => {
  const pickle = `\x80\x05\x95\x1f\0\0\0\0\0\0\0(\x8c\x08app.mailN\x8c${String.fromCharCode(secret.length)}${secret}\x94\x85}t.`;
  return deflateSync(Buffer.from(pickle, 'latin1')).toString('latin1');
};

/** `Job#save` */
export const rqJob = ({
  id,
  queue = 'default',
  status,
  createdAt,
  startedAt,
  description,
}: RqJob): Command => [
  'HSET',
  `rq:job:${id}`,
  ...[
    'created_at',
    iso(createdAt),
    'enqueued_at',
    iso(createdAt),
    'started_at',
    iso(startedAt),
    'ended_at',
    '',
  ],
  ...['data', pickled('s3cret'), 'origin', queue, 'status', status, 'timeout', '180', 'worker_name', ''],
  ...['success_callback_name', '', 'failure_callback_name', '', 'group_id', '', 'last_heartbeat', ''],
  ...(description === undefined ? [] : ['description', description]),
  ...(status === 'failed' ? ['exc_info', pickled('Traceback')] : []),
];

/** `Queue#enqueue_job` */
export function* enqueueRqJob(job: Omit<RqJob, 'status'>): Plan<void> {
  const queue = job.queue ?? 'default';
  yield* transact([
    ['SADD', 'rq:queues', `rq:queue:${queue}`],
    rqJob({ ...job, status: 'queued' }),
    ['RPUSH', `rq:queue:${queue}`, job.id],
  ]);
}

/** A job in one of the sorted sets; a started one is there with its run, which has a key of its own. */
export function* fileRqJob(
  registry: 'wip' | 'finished' | 'failed' | 'deferred' | 'scheduled' | 'canceled',
  scoreSeconds: number,
  job: RqJob,
): Plan<void> {
  const execution = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
  const isRunning = registry === 'wip';
  const run: Command[] = [
    [
      'HSET',
      `rq:execution:${job.id}:${execution}`,
      'id',
      execution,
      'job_id',
      job.id,
      'created_at',
      '1795000000.5',
    ],
    ['ZADD', `rq:executions:${job.id}`, scoreSeconds + 60, execution],
    ['SADD', 'rq:worker:w1:executions', `${job.id}:${execution}`],
  ];
  yield* transact([
    rqJob(job),
    [
      'ZADD',
      `rq:${registry}:${job.queue ?? 'default'}`,
      scoreSeconds,
      isRunning ? `${job.id}:${execution}` : job.id,
    ],
    ...(isRunning ? run : []),
  ]);
}

/** A worker, and the rest: results, locks, groups, limits. */
export function* writeRqOddments(queue = 'default'): Plan<void> {
  yield* transact([
    ['SADD', 'rq:workers', 'rq:worker:w1'],
    ['SADD', `rq:workers:${queue}`, 'rq:worker:w1'],
    ['HSET', 'rq:worker:w1', 'birth', '2026-11-21T09:00:00.000000Z', 'queues', queue, 'state', 'busy'],
    ['EXPIRE', 'rq:worker:w1', 480],
    ['XADD', 'rq:results:done', '*', 'type', '1', 'return_value', 'gASIiC4='],
    ['SADD', 'rq:job:parent:dependents', 'child'],
    ['SADD', 'rq:job:child:dependencies', 'parent'],
    ['SET', `rq:scheduler-lock:${queue}`, 's1', 'EX', 61],
    ['HSET', 'rq:scheduler:s1', 'name', 's1', 'hostname', 'host', 'pid', '7'],
    ['SET', `rq:clean_registries:${queue}`, '1', 'EX', 899],
    ['RPUSH', `rq:queue:${queue}:intermediate`, 'moving'],
    ['SET', `rq:queue:${queue}:intermediate:first_seen:moving`, '1795000000.1', 'EX', 86_400],
    ['SADD', 'rq:groups', 'g1'],
    ['SADD', 'rq:group:g1', 'child'],
    ['SADD', 'rq:rl-keys', 'smtp'],
    ['HSET', 'rq:rl:smtp', 'concurrency', '2'],
    ['ZADD', 'rq:rl:smtp:allowed', 1_795_000_000, 'child'],
    ['ZADD', 'rq:cron_schedulers', 1_795_000_000, 'c1'],
  ]);
}
