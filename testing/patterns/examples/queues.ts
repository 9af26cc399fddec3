import { enqueueJob, takeJob } from '@/lib/patterns/queues/write-job-queue';
import {
  addTask,
  claimPriorityJob,
  enqueuePriorityJob,
  messageQueueKey,
  push,
  sendMessage,
} from '@/lib/patterns/queues/write-queues';
import { stored, written, type Examples } from './example';
import { uuid } from './ids';

/** The documents' own queues. */
export const queueExamples: Examples = (now) => [
  written(
    [
      enqueueJob('mail', { id: uuid(1), type: 'welcome', data: { to: 'ann@example.org' } }, now),
      enqueueJob('mail', { id: uuid(2), type: 'receipt', priority: 5 }, now),
      enqueueJob('mail', { id: uuid(3), type: 'receipt', priority: 5 }, now),
      enqueueJob('mail', { id: uuid(4), type: 'digest', delaySeconds: 600 }, now),
      takeJob('mail', now),
    ],
    [
      'job-queue',
      {
        waiting: 'queue:mail',
        high: 'queue:mail:high',
        delayed: 'queue:mail:delayed',
        processing: 'queue:mail:processing',
        jobs: 'jobs:mail',
      },
    ],
  ),
  written(
    [
      enqueuePriorityJob('reports', { id: uuid(5), type: 'monthly', priority: 3 }, now),
      enqueuePriorityJob('reports', { id: uuid(6), type: 'daily', priority: 0 }, now),
      claimPriorityJob('reports', now),
    ],
    ['priority-queue', { ranked: 'queue:reports', claimed: 'queue:reports:processing' }],
  ),
  written(
    [sendMessage(messageQueueKey('thumbnails'), { image: 'a.png' }, now)],
    ['list-queue', { messages: 'queue:thumbnails' }],
  ),
  written(
    [sendMessage('email_jobs', { to: 'bob@example.org' }, now), sendMessage('high', { order: 7 }, now)],
    ['list-queue-alone', { work: 'email_jobs', 'work-by-urgency': 'high' }],
  ),
  written([addTask('water the plants', 2), addTask('call Bob', 1)], ['task-priorities', { tasks: 'tasks' }]),
  written([push('undo', 'typed x'), push('undo', 'typed y')], ['stack', { stack: 'stack:undo' }]),
  stored('jobs-by-content', {
    'job-list': [
      ['RPUSH', 'worker:inbox', '{"id":1,"task":"resize","attempts":0}'],
      ['RPUSH', 'imports', '{"file":"a.csv","status":"pending"}', '{"file":"b.csv","status":"pending"}'],
    ],
  }),
  stored('priorities-by-content', {
    'ranked-list': ['ZADD', 'print:spool', -5, '{"doc":"a.pdf"}', 0, '{"doc":"b.pdf"}'],
  }),
  stored('due-by-content', {
    due: [
      ['ZADD', 'reminders', now / 1000 + 600, 'dentist', now / 1000 - 60, 'bins'],
      ['ZADD', 'newsletter:planned', now + 86_400_000, '41'],
    ],
  }),
];
