import { describe, expect, test } from 'vitest';
import {
  countAsynqTasks,
  enqueueAsynqTask,
  fileAsynqTask,
  groupAsynqTask,
  takeAsynqTask,
  writeAsynqServers,
} from '@/testing/patterns/library-queues/asynq';
import {
  fileLaravelJob,
  pushLaravelJob,
  recordHorizonJob,
  writeHorizonProcesses,
} from '@/testing/patterns/library-queues/laravel';
import { patternServer } from '@/testing/patterns/pattern-server';
import { missingLayouts } from '@/testing/patterns/library-queues/missing-layouts';
import { recogniseAll } from '@/testing/patterns/recognise-all';
import type { QueueResponse } from '../queues/model';

/** Laravel, Horizon and asynq, whose keys are laid out by `testing/patterns/library-queues` as their sources do it. */

const queues = patternServer<QueueResponse>('queues');
const { now, run } = queues;
const seconds = Math.floor(now / 1000);
const today = new Date(now).toISOString().slice(0, 10);
const uuid = (last: number) => `0f9619ff-8b86-4011-b42d-00cf4fc9640${last}`;

async function whatIsThere() {
  const { things, unrecognised } = await recogniseAll(queues.redis, now);
  return { ids: things.map(({ id }) => id), unrecognised, missing: missingLayouts(things) };
}

const laneOf = (answer: QueueResponse, id: string) => answer.lanes.find((lane) => lane.id === id);

describe.each([
  ['laravel_database_', 'laravel-queue/default'],
  ['laravel-database-', 'laravel-queue-dashed/default'],
  ['', 'laravel-queue-bare/default'],
  ['shop_database_', 'laravel-queue-prefixed/shop_database_/default'],
])('Laravel below "%s"', (prefix, address) => {
  const key = `${prefix}queues:default`;

  async function fill() {
    await run(pushLaravelJob(key, { uuid: uuid(1), pushedAt: now - 9_000 }));
    await run(pushLaravelJob(key, { uuid: uuid(2), pushedAt: now - 5_000 }));
    await run(fileLaravelJob(key, 'delayed', seconds + 600, { uuid: uuid(3) }));
    await run(fileLaravelJob(key, 'reserved', seconds + 60, { uuid: uuid(4), attempts: 1 }));
  }

  test('each queue is a thing, of every layout, and none of its keys is left over', async () => {
    await fill();
    expect(await whatIsThere()).toEqual({ ids: [address], unrecognised: [], missing: [] });
  });

  test('has what waits, is delayed and is reserved as lanes; objects of PHP are not shown', async () => {
    await fill();
    const answer = await queues.read(address, { job: uuid(2) });
    expect(answer.lanes.map(({ id, depth }) => [id, depth])).toEqual([
      ['waiting', 2],
      ['delayed', 1],
      ['reserved', 1],
    ]);
    expect(answer.oldestAt).toBe(now - 9_000);
    expect(laneOf(answer, 'delayed')!.nextDueAt).toBe((seconds + 600) * 1000);
    expect(answer.jobs.rows[0]).toMatchObject({ id: uuid(1), type: 'App\\Jobs\\SendMail', attempts: 0 });
    expect(answer.jobs.rows[0]!.payload).toMatch(/^\(PHP object, \d+\sB, not shown\)$/);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(answer.job!.fields.find(({ name }) => name === 'data')!.value).toMatch(/^\(PHP object/);
  });

  test('a reserved job whose time ran out is stuck', async () => {
    await fill();
    await run(fileLaravelJob(key, 'reserved', seconds - 60, { uuid: uuid(5), attempts: 1 }));
    expect((await queues.read(address)).stuck).toMatchObject({ jobs: 1, looked: 2 });
  });
});

describe.each([
  ['laravel_horizon:', 'horizon'],
  ['laravel-horizon:', 'horizon-dashed'],
  ['shop_horizon:', 'horizon-prefixed/shop_'],
])('Horizon below %s', (base, address) => {
  async function fill() {
    const job = (last: number) => ({ uuid: uuid(last), pushedAt: now, tags: ['App\\Models\\User:7'] });
    await run(recordHorizonJob(base, { status: 'pending', at: now - 9_000, job: job(1) }));
    await run(recordHorizonJob(base, { status: 'pending', at: now - 5_000, job: job(2) }));
    await run(recordHorizonJob(base, { status: 'completed', at: now - 3_000, job: job(3) }));
    await run(recordHorizonJob(base, { status: 'failed', at: now - 2_000, job: job(4) }));
    await run(writeHorizonProcesses(base, now));
  }

  test('is one thing, of every layout, and none of its keys is left over', async () => {
    await fill();
    expect(await whatIsThere()).toEqual({ ids: [address], unrecognised: [], missing: [] });
  });

  test('reads its negative scores as times, the oldest that waits first', async () => {
    await fill();
    const answer = await queues.read(address);
    expect(answer.lanes.map(({ id, depth }) => [id, depth])).toEqual([
      ['pending', 2],
      ['completed', 1],
      ['failed', 1],
      ['silenced', 0],
      ['monitored', 0],
      ['recent', 4],
    ]);
    expect(answer).toMatchObject({ source: 'Laravel Horizon', paused: false, oldestAt: now - 9_000 });
    expect(answer.jobs.rows.map(({ id }) => id)).toEqual([uuid(1), uuid(2)]);
    expect(answer.jobs.rows[0]!.payload).toBe('default · App\\Models\\User:7');
    const recent = await queues.read(address, { lane: 'recent', job: uuid(4) });
    expect(recent.jobs.rows[0]!.id).toBe(uuid(4));
    expect(recent.job!.job).toMatchObject({ lane: 'failed', error: 'RuntimeException: no such mailbox' });
    expect(JSON.stringify(recent)).not.toContain('hunter2');
  });

  test('tells of the past by its snapshots, and that nobody runs it', async () => {
    await fill();
    const { value, spark, perHour, trouble } = await queues.summary(address);
    expect([value, perHour, trouble]).toEqual([2, 12, null]);
    expect(spark!.map(([, count]) => count)).toEqual([12]);
    await queues.redis.zadd(`${base}masters`, seconds - 60, 'host-a1b2');
    expect((await queues.summary(address)).trouble).toBe('Jobs wait, but Horizon is not running.');
  });
});

describe('asynq', () => {
  async function fill() {
    await run(enqueueAsynqTask('default', 't1', now - 9_000, true));
    await run(enqueueAsynqTask('default', 't2', now - 5_000));
    await run(enqueueAsynqTask('low', 't3', now - 7_000));
    await run(takeAsynqTask('default', 't4', seconds + 30));
    await run(takeAsynqTask('default', 't5', seconds - 30));
    await run(fileAsynqTask('default', 'scheduled', seconds + 600, 't6'));
    await run(fileAsynqTask('default', 'retry', seconds + 60, 't7'));
    await run(fileAsynqTask('default', 'archived', seconds - 60, 't8'));
    await run(fileAsynqTask('default', 'completed', seconds + 60, 't9'));
    await run(groupAsynqTask('default', 'digest', 't10', seconds - 20));
    await run(countAsynqTasks('default', today, 9, 2));
    await run(countAsynqTasks('low', today, 1, 0));
    await run(writeAsynqServers(seconds));
  }

  test('is one thing, of every layout, and none of its keys is left over', async () => {
    await fill();
    await queues.redis.set('asynq:{low}:paused', seconds);
    expect(await whatIsThere()).toEqual({ ids: ['asynq'], unrecognised: [], missing: [] });
  });

  test('has each queue’s states as lanes', async () => {
    await fill();
    const answer = await queues.read('asynq');
    expect(answer).toMatchObject({ source: 'asynq', paused: false, processed: { completed: 8, failed: 2 } });
    expect(answer.lanes.map(({ id, depth }) => [id, depth])).toEqual([
      ['pending default', 2],
      ['active default', 2],
      ['scheduled default', 1],
      ['retry default', 1],
      ['aggregating default', 1],
      ['archived default', 1],
      ['completed default', 1],
      ['pending low', 1],
    ]);
    expect(laneOf(answer, 'pending default')!.oldestAt).toBe(now - 9_000);
    expect(laneOf(answer, 'pending low')!.oldestAt).toBe(now - 7_000);
    expect(laneOf(answer, 'aggregating default')!.oldestAt).toBe((seconds - 20) * 1000);
    expect(laneOf(answer, 'retry default')!.nextDueAt).toBe((seconds + 60) * 1000);
    expect(answer.stuck).toMatchObject({ jobs: 1, looked: 2 });
  });

  test('shows no protobuf, and the type only where a lock’s name has it', async () => {
    await fill();
    const answer = await queues.read('asynq', { job: 't9' });
    expect(answer.jobs.rows.map(({ id, type }) => [id, type])).toEqual([
      ['t1', 'email:send'],
      ['t2', null],
    ]);
    expect(answer.jobs.rows[0]!.payload).toMatch(/^\(protobuf, \d+\sB, not shown\)$/);
    expect(answer.job!.job).toMatchObject({ lane: 'completed default', status: 'completed' });
    expect(answer.job!.fields.map(({ name }) => name)).toEqual(['state', 'msg', 'result']);
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  test('tells of the past by day, a pause, and that no server runs', async () => {
    await fill();
    const { value, spark, trouble } = await queues.summary('asynq');
    expect([value, trouble]).toEqual([4, '1 job in processing: the worker’s lease ran out.']);
    expect(spark!.at(-1)![1]).toBe(10);
    await queues.redis.zadd(
      'asynq:servers',
      seconds - 60,
      'asynq:servers:{host:7:5f2c1f5e-1f6f-4a4b-9b1a-0a5a2f3f4f5f}',
    );
    expect((await queues.summary('asynq')).trouble).toBe('Tasks wait, but no asynq server is running.');
    await queues.redis.set('asynq:{low}:paused', seconds);
    await queues.redis.set('asynq:{default}:paused', seconds);
    expect((await queues.read('asynq')).paused).toBe(true);
  });
});
