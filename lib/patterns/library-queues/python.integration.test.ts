import { describe, expect, test } from 'vitest';
import {
  celeryMessage,
  sendCeleryTask,
  storeCeleryResult,
  takeCeleryTask,
  writeCeleryTalk,
} from '@/testing/patterns/library-queues/celery';
import { enqueueRqJob, fileRqJob, writeRqOddments } from '@/testing/patterns/library-queues/rq';
import { patternServer } from '@/testing/patterns/pattern-server';
import { missingLayouts } from '@/testing/patterns/library-queues/missing-layouts';
import { recogniseAll } from '@/testing/patterns/recognise-all';
import type { QueueResponse } from '../queues/model';

/** RQ and Celery, whose keys are laid out by `testing/patterns/library-queues` as their sources do it. */

const queues = patternServer<QueueResponse>('queues');
const { now, run } = queues;
const seconds = Math.floor(now / 1000);

async function whatIsThere() {
  const { things, unrecognised } = await recogniseAll(queues.redis, now);
  return { ids: things.map(({ id }) => id), unrecognised, missing: missingLayouts(things) };
}

const laneOf = (answer: QueueResponse, id: string) => answer.lanes.find((lane) => lane.id === id);
const everything = (answer: QueueResponse) => JSON.stringify(answer);

describe('RQ', () => {
  async function fill() {
    await run(
      enqueueRqJob({ id: 'j1', createdAt: now - 9_000, description: "app.mail('ann', password='hunter2')" }),
    );
    await run(enqueueRqJob({ id: 'j2', createdAt: now - 5_000 }));
    await run(enqueueRqJob({ id: 'l1', queue: 'low', createdAt: now - 7_000 }));
    const started = { status: 'started', createdAt: now - 8_000, startedAt: now - 4_000 } as const;
    await run(fileRqJob('wip', seconds + 90, { id: 'j3', ...started }));
    await run(fileRqJob('wip', seconds - 90, { id: 'j4', ...started, startedAt: now - 600_000 }));
    await run(fileRqJob('scheduled', seconds + 600, { id: 'j5', status: 'scheduled', createdAt: now }));
    await run(fileRqJob('finished', seconds + 500, { id: 'j6', status: 'finished', createdAt: now }));
    await run(fileRqJob('failed', seconds + 500, { id: 'j7', status: 'failed', createdAt: now }));
    await run(fileRqJob('deferred', seconds + 500, { id: 'j8', status: 'deferred', createdAt: now }));
    await run(fileRqJob('canceled', seconds + 500, { id: 'j9', status: 'canceled', createdAt: now }));
    await run(writeRqOddments());
  }

  test('is one thing, of every layout, and none of its keys is left over', async () => {
    await fill();
    await queues.redis.set('rq:suspended', '1');
    expect(await whatIsThere()).toEqual({ ids: ['rq'], unrecognised: [], missing: [] });
  });

  test('has each queue’s states as lanes', async () => {
    await fill();
    const answer = await queues.read('rq');
    expect(answer).toMatchObject({ source: 'RQ', acts: false, paused: false, workerNames: ['w1'] });
    expect(answer.lanes.map(({ id, depth }) => [id, depth])).toEqual([
      ['queue default', 2],
      ['wip default', 2],
      ['scheduled default', 1],
      ['deferred default', 1],
      ['finished default', 1],
      ['failed default', 1],
      ['canceled default', 1],
      ['queue low', 1],
    ]);
    expect(laneOf(answer, 'queue default')!.oldestAt).toBe(now - 9_000);
    expect(laneOf(answer, 'scheduled default')!.nextDueAt).toBe((seconds + 600) * 1000);
    expect(laneOf(answer, 'wip default')!.oldestAt).toBe(now - 600_000);
  });

  test('a started job whose worker has not renewed it is stuck', async () => {
    await fill();
    const { stuck, jobs } = await queues.read('rq', { lane: 'wip default' });
    expect(stuck).toMatchObject({ jobs: 1, looked: 2, of: 2 });
    expect(jobs.rows.map(({ id, stuck }) => [id, stuck])).toEqual([
      ['j4', true],
      ['j3', false],
    ]);
  });

  test('shows no pickle: what a job is about, its description says, without secrets', async () => {
    await fill();
    const answer = await queues.read('rq', { job: 'j7' });
    const [first, second] = answer.jobs.rows;
    expect(first).toMatchObject({
      id: 'j1',
      type: 'app.mail',
      payload: "app.mail('ann', password='(masked)')",
    });
    expect(second!.payload).toMatch(/^\(pickle, \d+\sB, not shown\)$/);
    expect(answer.job!.job).toMatchObject({ lane: 'failed default', status: 'failed' });
    expect(answer.job!.fields.find(({ name }) => name === 'exc_info')!.value).toMatch(/^\(compressed text, /);
    expect(everything(answer)).not.toContain('x\\x9c');
  });

  test('suspended workers and a job of no worker are told', async () => {
    await run(enqueueRqJob({ id: 'j1', createdAt: now }));
    expect((await queues.summary('rq')).trouble).toBe('Jobs wait, but there is no RQ worker.');
    await queues.redis.set('rq:suspended', '1');
    expect((await queues.read('rq')).paused).toBe(true);
  });
});

describe('Celery', () => {
  async function fill() {
    await run(sendCeleryTask({ id: 't1' }));
    await run(sendCeleryTask({ id: 't2', priority: 9 }));
    await run(sendCeleryTask({ id: 't3', task: 'shop.report' }, 'reports'));
    await run(takeCeleryTask({ id: 't4' }, now - 60_000));
    await run(takeCeleryTask({ id: 't5', eta: new Date(now + 7_200_000).toISOString() }, now - 7_200_000));
    await run(writeCeleryTalk());
  }

  test('is one thing, whatever its queues are called, of every layout, and none of its keys is left over', async () => {
    await fill();
    expect(await whatIsThere()).toEqual({ ids: ['celery'], unrecognised: [], missing: [] });
  });

  test('has its queues with all their priorities as lanes, and what is with workers', async () => {
    await fill();
    const answer = await queues.read('celery');
    expect(answer.lanes.map(({ id, depth }) => [id, depth])).toEqual([
      ['queue celery', 2],
      ['queue reports', 1],
      ['unacked', 2],
    ]);
    // Messages do not say when they were sent; a worker's, when it got them.
    expect(answer.oldestAt).toBeNull();
    expect(laneOf(answer, 'unacked')!.oldestAt).toBeCloseTo(now - 7_200_000, -1);
    expect(answer.waitingKeys).toContain('celery\x06\x169');
    expect(answer.jobs.rows.map(({ id, priority }) => [id, priority])).toEqual([
      ['t1', 0],
      ['t2', 9],
    ]);
  });

  test('shows what the headers say, never the body', async () => {
    await fill();
    const answer = await queues.read('celery', { job: 't1' });
    expect(answer.jobs.rows[0]).toMatchObject({
      type: 'shop.mail.send',
      payload: "('ann@example.org',) {'password': '(masked)'}",
    });
    expect(answer.job!.fields.find(({ name }) => name === 'body')!.value).toMatch(
      /^\(base64, \d+\sB, not shown\)$/,
    );
    expect(everything(answer)).not.toMatch(/hunter2|aHVudGVy/);
    const taken = await queues.read('celery', { lane: 'unacked', job: 't4' });
    expect(taken.job!.job).toMatchObject({ id: 't4', type: 'shop.mail.send', stuck: false });
    expect(taken.job!.fields.map(({ name }) => name)).toContain('argsrepr');
    expect(everything(taken)).not.toMatch(/hunter2|aHVudGVy/);
  });

  test('a task that its worker has had for too long is stuck, unless it waits there for its time', async () => {
    await fill();
    expect((await queues.read('celery')).stuck).toMatchObject({ jobs: 0, looked: 2 });
    await run(takeCeleryTask({ id: 't6' }, now - 7_200_000));
    expect((await queues.read('celery')).stuck).toMatchObject({ jobs: 1, looked: 3 });
  });

  test('results are a thing of their own, even where the broker is elsewhere', async () => {
    await run(storeCeleryResult('r1', { status: 'SUCCESS', result: { token: 'abc' }, doneAt: now - 5_000 }));
    await run(storeCeleryResult('r2', { status: 'FAILURE', result: { exc_type: 'IOError' }, doneAt: now }));
    expect(await whatIsThere()).toEqual({ ids: ['celery-results'], unrecognised: [], missing: [] });
    const answer = await queues.read('celery-results', { job: 'r1' });
    expect(answer.statuses).toEqual({ counts: { SUCCESS: 1, FAILURE: 1 }, looked: 2, of: 2 });
    expect(answer.job!.job).toMatchObject({
      status: 'SUCCESS',
      finishedAt: now - 5_000,
      payload: '{"token":"(masked)"}',
    });
    expect(answer.jobs.rows.find(({ id }) => id === 'r2')!.error).toBe('{"exc_type":"IOError"}');
  });

  test('lists of such messages are nobody’s queue without a binding', async () => {
    await queues.redis.lpush('reports', celeryMessage({ id: 't1' }));
    const { ids } = await whatIsThere();
    expect(ids).not.toContain('celery');
  });
});
