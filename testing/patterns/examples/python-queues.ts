import { sendCeleryTask, storeCeleryResult, takeCeleryTask, writeCeleryTalk } from '../library-queues/celery';
import { enqueueRqJob, fileRqJob, writeRqOddments, type RqJob } from '../library-queues/rq';
import { sent, written, type Example, type Examples } from './example';

const EXECUTION = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';

function rq(now: number): Example {
  const seconds = Math.floor(now / 1000);
  const file = (registry: Parameters<typeof fileRqJob>[0], id: string, status: RqJob['status']) =>
    fileRqJob(registry, seconds + 500, { id, status, createdAt: now });
  return written(
    [
      enqueueRqJob({ id: 'j1', createdAt: now - 9_000, description: "app.mail('ann')" }),
      enqueueRqJob({ id: 'l1', queue: 'low', createdAt: now - 7_000 }),
      file('wip', 'j3', 'started'),
      file('scheduled', 'j5', 'scheduled'),
      file('finished', 'j6', 'finished'),
      file('failed', 'j7', 'failed'),
      file('deferred', 'j8', 'deferred'),
      file('canceled', 'j9', 'canceled'),
      writeRqOddments(),
      sent([['SET', 'rq:suspended', '1']]),
    ],
    [
      'rq',
      {
        queues: 'rq:queues',
        queue: ['rq:queue:default', 'rq:queue:low'],
        intermediate: 'rq:queue:default:intermediate',
        'first-seen': 'rq:queue:default:intermediate:first_seen:moving',
        job: ['j1', 'l1', 'j3', 'j5', 'j6', 'j7', 'j8', 'j9'].map((id) => `rq:job:${id}`),
        dependents: 'rq:job:parent:dependents',
        dependencies: 'rq:job:child:dependencies',
        workers: 'rq:workers',
        'workers-of-queue': 'rq:workers:default',
        worker: 'rq:worker:w1',
        'worker-executions': 'rq:worker:w1:executions',
        registry: ['wip', 'scheduled', 'finished', 'failed', 'deferred', 'canceled'].map(
          (registry) => `rq:${registry}:default`,
        ),
        results: 'rq:results:done',
        execution: `rq:execution:j3:${EXECUTION}`,
        executions: 'rq:executions:j3',
        'scheduler-lock': 'rq:scheduler-lock:default',
        scheduler: 'rq:scheduler:s1',
        suspended: 'rq:suspended',
        cleaning: 'rq:clean_registries:default',
        groups: 'rq:groups',
        group: 'rq:group:g1',
        limits: 'rq:rl-keys',
        limit: ['rq:rl:smtp', 'rq:rl:smtp:allowed'],
        cron: 'rq:cron_schedulers',
      },
    ],
  );
}

const celery = (now: number): Example =>
  written(
    [
      sendCeleryTask({ id: 't1' }),
      sendCeleryTask({ id: 't2', priority: 9 }),
      sendCeleryTask({ id: 't3', task: 'shop.report' }, 'analytics'),
      takeCeleryTask({ id: 't4' }, now - 60_000),
      writeCeleryTalk(),
      storeCeleryResult('r1', { status: 'SUCCESS', result: 7, doneAt: now - 5_000 }),
      storeCeleryResult('r2', { status: 'FAILURE', result: { exc_type: 'IOError' }, doneAt: now }),
    ],
    [
      'celery',
      {
        binding: ['celery', 'analytics', 'celery.pidbox', 'celeryev', 'reply.celery.pidbox'].map(
          (exchange) => `_kombu.binding.${exchange}`,
        ),
        'default-queue': 'celery',
        priority: 'celery\x06\x169',
        queue: ['analytics', 'f6e5.reply.celery.pidbox'],
        unacked: 'unacked',
        'unacked-index': 'unacked_index',
        'unacked-mutex': 'unacked_mutex',
      },
    ],
    [
      'celery-results',
      {
        result: ['celery-task-meta-r1', 'celery-task-meta-r2'],
        group: ['celery-taskset-meta-g1', 'celery-taskset-meta-g1.j', 'celery-taskset-meta-g1.s'],
        chord: 'chord-unlock-g1',
      },
    ],
  );

/** RQ and Celery. */
export const pythonQueueExamples: Examples = (now) => [rq(now), celery(now)];
