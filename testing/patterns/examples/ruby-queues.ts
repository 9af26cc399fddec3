import { minuteKey } from '@/lib/patterns/library-queues/read-sidekiq';
import {
  delayResqueJob,
  failResqueJob,
  pushResqueJob,
  workResqueJob,
  writeResqueOddments,
} from '../library-queues/resque';
import {
  beatSidekiq,
  countSidekiq,
  fileSidekiqJob,
  pushSidekiqJob,
  writeSidekiqOddments,
} from '../library-queues/sidekiq';
import { below, written, type Example, type Examples } from './example';

const PROCESS = 'host:7:0123456789ab';

function sidekiq(family: string, base: string, now: number): Example {
  const day = new Date(now).toISOString().slice(0, 10);
  const minute = minuteKey(base, now).slice(base.length);
  const failure = { error_class: 'Net::ReadTimeout', error_message: 'refused', retry_count: 2 };
  return written(
    [
      pushSidekiqJob({ jid: 'a1', at: now - 9_000, args: ['ann@example.org'] }, base),
      pushSidekiqJob({ jid: 'b1', at: now - 7_000, queue: 'low', seconds: true }, base),
      fileSidekiqJob('schedule', now + 60_000, { jid: 'c1', at: now }, base),
      fileSidekiqJob('retry', now + 30_000, { jid: 'd1', at: now, more: failure }, base),
      fileSidekiqJob('dead', now - 1_000, { jid: 'e1', at: now - 99_000, more: failure }, base),
      beatSidekiq(PROCESS, now, [{ thread: 'gq1', job: { jid: 'f1', at: now }, runAt: now }], base),
      countSidekiq({ day, processed: 9, failed: 2, minute }, base),
      writeSidekiqOddments(day, base),
    ],
    below(base, [
      family,
      {
        queues: 'queues',
        queue: ['queue:default', 'queue:low'],
        schedule: 'schedule',
        retry: 'retry',
        dead: 'dead',
        total: ['stat:processed', 'stat:failed'],
        daily: [`stat:processed:${day}`, `stat:failed:${day}`],
        processes: 'processes',
        process: PROCESS,
        work: `${PROCESS}:work`,
        signals: `${PROCESS}-signals`,
        paused: 'paused',
        cleanup: 'process_cleanup',
        iteration: 'it-b4a577edbccf1d805744efa9',
        minute,
        histogram: 'h|SendMail-21-9:30',
        marks: `${day.replaceAll('-', '')}-marks`,
        'mark-lock': 'deploylock-cafe123 fewer mails',
      },
    ]),
  );
}

function resque(family: string, namespace: string, now: number): Example {
  const due = Math.floor(now / 1000) + 600;
  const item = '{"class":"SendMail","args":[1],"queue":"mail"}';
  return written(
    [
      pushResqueJob('mail', ['ann@example.org'], namespace),
      workResqueJob('host:1:mail', 'mail', now - 4_000, namespace),
      failResqueJob('mail', now - 60_000, namespace),
      delayResqueJob(due, [1], namespace),
      writeResqueOddments(namespace),
    ],
    below(`${namespace}:`, [
      family,
      {
        queues: 'queues',
        queue: 'queue:mail',
        failed: 'failed',
        'failed-of-queue': 'mail_failed',
        'failed-queues': 'failed_queues',
        workers: 'workers',
        worker: 'worker:host:1:mail',
        started: 'worker:host:1:mail:started',
        heartbeats: 'workers:heartbeat',
        total: ['stat:processed', 'stat:failed', 'stat:processed:host:1:mail'],
        schedule: 'delayed_queue_schedule',
        delayed: `delayed:${due}`,
        'last-enqueued': 'delayed:last_enqueued_at',
        timestamps: `timestamps:${item}`,
        schedules: 'persistent_schedules',
        'schedules-changed': 'schedules_changed',
        master: `${namespace}:resque_scheduler_master_lock`,
        pruning: 'pruning_dead_workers_in_progress',
        pause: 'pause-all-workers',
      },
    ]),
  );
}

/** Sidekiq and Resque below their own names and below others. */
export const rubyQueueExamples: Examples = (now) => [
  sidekiq('sidekiq', '', now),
  sidekiq('sidekiq-prefixed', 'resque:gitlab:', now),
  resque('resque', 'resque', now),
  resque('resque-prefixed', 'backoffice', now),
];
