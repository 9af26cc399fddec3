import { expect, test } from 'vitest';
import type { QueueResponse } from '@/lib/patterns/queues/model';
import { queueTroubles } from './troubles';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

const QUEUE = {
  ...{ source: 'document 001', acts: true, paused: null, lanes: [], oldestAt: NOW, statuses: null },
} as unknown as QueueResponse;

const lane = (id: string, more = {}) => ({
  ...{ id, label: id, key: null, depth: 0, oldestAt: null, nextDueAt: null, ...more },
});

const told = (more: object) => queueTroubles({ ...QUEUE, ...more }, NOW).map(({ text }) => text);

test.each<[string, object, string[]]>([
  ['nothing is wrong', {}, []],
  [
    'stuck jobs, of as many as were looked at',
    { stuck: { jobs: 3, looked: 1_000, of: 4_000, afterSeconds: 600 } },
    [
      '3 jobs have been in processing for more than 10 min among the 1,000 that were looked at: their workers may have died.',
    ],
  ],
  [
    'lost jobs',
    { lanes: [lane('lost', { depth: 1 })] },
    ['1 job is in no lane and not finished: a worker died before it noted what it took.'],
  ],
  [
    'a job that is overdue',
    { lanes: [lane('delayed', { nextDueAt: NOW - 2 * MINUTE })] },
    ['A job in delayed has been due for 2 min, and nobody moves it.'],
  ],
  [
    'a library gets more time',
    { acts: false, lanes: [lane('delayed', { nextDueAt: NOW - 2 * MINUTE })] },
    [],
  ],
  [
    'times to come that are no jobs',
    { acts: false, source: 'content: a sorted set', lanes: [lane('delayed', { nextDueAt: NOW - 1e9 })] },
    [],
  ],
  ['a lease that ended', { lanes: [lane('reserved', { nextDueAt: NOW - 1e9 })] }, []],
  ['a long wait', { oldestAt: NOW - 90 * MINUTE }, ['The oldest job has waited for 1 h 30 min.']],
  ['a pause', { paused: true }, ['The queue is paused: no worker is given a job.']],
])('%s', (_, more, texts) => expect(told(more)).toEqual(texts));
