import {
  fileLaravelJob,
  pushLaravelJob,
  recordHorizonJob,
  writeHorizonProcesses,
} from '../library-queues/laravel';
import { below, written, type Example, type Examples } from './example';
import { uuid } from './ids';

function laravel(family: string, prefix: string, now: number): Example {
  const key = `${prefix}queues:default`;
  const seconds = Math.floor(now / 1000);
  return written(
    [
      pushLaravelJob(key, { uuid: uuid(1), pushedAt: now - 9_000 }),
      fileLaravelJob(key, 'delayed', seconds + 600, { uuid: uuid(2) }),
      fileLaravelJob(key, 'reserved', seconds + 60, { uuid: uuid(3), attempts: 1 }),
    ],
    below(key, [family, { waiting: '', delayed: ':delayed', reserved: ':reserved', notify: ':notify' }]),
  );
}

function horizon(family: string, base: string, now: number): Example {
  const job = (number: number) => ({ uuid: uuid(number), pushedAt: now });
  return written(
    [
      recordHorizonJob(base, { status: 'pending', at: now - 9_000, job: job(1) }),
      recordHorizonJob(base, { status: 'completed', at: now - 3_000, job: job(2) }),
      recordHorizonJob(base, { status: 'failed', at: now - 2_000, job: job(3) }),
      writeHorizonProcesses(base, now),
    ],
    below(base, [
      family,
      {
        jobs: ['recent_jobs', 'pending_jobs', 'completed_jobs', 'failed_jobs', 'recent_failed_jobs'],
        job: [uuid(1), uuid(2), uuid(3)],
        masters: ['masters', 'supervisors'],
        master: ['master:host-a1b2', 'supervisor:host-a1b2:supervisor-1'],
        measured: ['measured_jobs', 'measured_queues'],
        measure: ['job:App\\Jobs\\SendMail', 'queue:default'],
        snapshot: ['snapshot:queue:default', 'snapshot:job:App\\Jobs\\SendMail'],
        'snapshot-at': 'last_snapshot_at',
        'monitored-tags': 'monitoring',
        commands: 'commands:host-a1b2',
        orphans: 'host-a1b2:orphans',
        tag: 'failed:App\\Models\\User:7',
        lock: ['job_id', 'monitor:time-to-clear'],
      },
    ]),
  );
}

/** Laravel's queues and Horizon, with each default prefix and with one of the application's own. */
export const laravelQueueExamples: Examples = (now) => [
  laravel('laravel-queue', 'laravel_database_', now),
  laravel('laravel-queue-dashed', 'laravel-database-', now),
  laravel('laravel-queue-bare', '', now),
  laravel('laravel-queue-prefixed', 'shop_database_', now),
  horizon('horizon', 'laravel_horizon:', now),
  horizon('horizon-dashed', 'laravel-horizon:', now),
  horizon('horizon-prefixed', 'shop_horizon:', now),
];
