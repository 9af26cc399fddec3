import type { Bytes } from '@/lib/patterns/bytes';
import { transact, type Plan } from '@/lib/patterns/plan';

/** Keys of Resque 3 and resque-scheduler 5, which do not run in a test, as their sources lay them out. */

const base = (namespace: Bytes) => `${namespace}:`;

/** `DataStore::QueueAccess#push_to_queue` */
export function* pushResqueJob(queue: Bytes, args: unknown[], namespace = 'resque'): Plan<void> {
  yield* transact([
    ['SADD', `${base(namespace)}queues`, queue],
    ['RPUSH', `${base(namespace)}queue:${queue}`, JSON.stringify({ class: 'SendMail', args })],
  ]);
}

/** A worker that has registered, and what it is at. */
export function* workResqueJob(worker: Bytes, queue: Bytes, runAt: number, namespace = 'resque'): Plan<void> {
  const payload = { class: 'SendMail', args: [7] };
  const time = new Date(runAt).toISOString().replace(/\.\d+/, '');
  yield* transact([
    ['SADD', `${base(namespace)}workers`, worker],
    ['SET', `${base(namespace)}worker:${worker}:started`, '2026-11-21 09:00:00 +0000'],
    ['SET', `${base(namespace)}worker:${worker}`, JSON.stringify({ queue, run_at: time, payload })],
    ['HSET', `${base(namespace)}workers:heartbeat`, worker, time],
    ['SET', `${base(namespace)}pruning_dead_workers_in_progress`, worker, 'EX', 60],
  ]);
}

/** `Failure::Redis#save`, and what the worker counts then. */
export function* failResqueJob(queue: Bytes, failedAt: number, namespace = 'resque'): Plan<void> {
  const time = new Date(failedAt).toISOString();
  const failure = {
    failed_at: `${time.slice(0, 10).replaceAll('-', '/')} ${time.slice(11, 19)} UTC`,
    payload: { class: 'SendMail', args: [{ password: 'hunter2' }] },
    exception: 'Net::SMTPFatalError',
    error: 'no such mailbox',
    backtrace: ['mail.rb:7'],
    worker: 'host:1:mail',
    queue,
  };
  yield* transact([
    ['RPUSH', `${base(namespace)}failed`, JSON.stringify(failure)],
    ['INCRBY', `${base(namespace)}stat:processed`, 1],
    ['INCRBY', `${base(namespace)}stat:failed`, 1],
    ['INCRBY', `${base(namespace)}stat:processed:host:1:mail`, 1],
  ]);
}

/** `DelayingExtensions#delayed_push` */
export function* delayResqueJob(atSeconds: number, args: unknown[], namespace = 'resque'): Plan<void> {
  const item = JSON.stringify({ class: 'SendMail', args, queue: 'mail' });
  yield* transact([
    ['RPUSH', `${base(namespace)}delayed:${atSeconds}`, item],
    ['SADD', `${base(namespace)}timestamps:${item}`, `delayed:${atSeconds}`],
    ['ZADD', `${base(namespace)}delayed_queue_schedule`, atSeconds, String(atSeconds)],
  ]);
}

/** The rest: schedules, the scheduler's lock, a failure list of one queue. */
export function* writeResqueOddments(namespace = 'resque'): Plan<void> {
  const failure = JSON.stringify({
    payload: { class: 'A', args: [] },
    exception: 'E',
    error: '',
    queue: 'mail',
  });
  yield* transact([
    ['HSET', `${base(namespace)}persistent_schedules`, 'nightly', '{"cron":"0 4 * * *"}'],
    ['SADD', `${base(namespace)}schedules_changed`, 'nightly'],
    ['HSET', `${base(namespace)}delayed:last_enqueued_at`, 'nightly', '2026-11-21 04:00:00 +0000'],
    ['SET', `${base(namespace)}${namespace}:resque_scheduler_master_lock`, 'host:1', 'EX', 180],
    ['SET', `${base(namespace)}pause-all-workers`, 'false'],
    ['SADD', `${base(namespace)}failed_queues`, 'mail_failed'],
    ['RPUSH', `${base(namespace)}mail_failed`, failure],
  ]);
}
