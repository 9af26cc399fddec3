import BeeQueue from 'bee-queue';
import { afterEach, describe, expect, test } from 'vitest';
import { missingLayouts } from '@/testing/patterns/library-queues/missing-layouts';
import { patternServer } from '@/testing/patterns/pattern-server';
import { recogniseAll } from '@/testing/patterns/recognise-all';
import { waitUntil } from '@/testing/servers';
import type { QueueResponse } from '../queues/model';

const queues = patternServer<QueueResponse>('queues');

const opened: { queue: BeeQueue; release(): void }[] = [];
afterEach(async () => {
  for (const { queue, release } of opened.splice(0)) {
    release();
    await queue.close();
  }
});

interface Data {
  do?: string;
  to?: string;
  token?: string;
}

function open(prefix: string | undefined, isWorker: boolean) {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const queue = new BeeQueue<Data>('mail', {
    prefix,
    isWorker,
    redis: { host: '127.0.0.1', port: queues.redis.options.port },
  });
  opened.push({ queue, release });
  return { queue, held };
}

/** A queue with jobs of every kind, while one of them is being worked on. */
async function fill(prefix?: string) {
  const { queue: worker, held } = open(prefix, true);
  const add = (data: Data) => worker.createJob(data).save();
  await add({});
  await add({ do: 'fail' });
  await add({ do: 'hold' });
  worker.process<void>(3, async (job) => {
    if (job.data.do === 'fail') throw new Error('no such mailbox');
    if (job.data.do) await held;
  });
  await waitUntil('a job has succeeded, one has failed, one is active', async () => {
    const { succeeded, failed, active } = await worker.checkHealth();
    return succeeded === 1 && failed === 1 && active === 1;
  });
  // The other two places are taken, so that what comes now waits.
  await add({ do: 'hold' });
  await add({ do: 'hold' });
  await waitUntil('three jobs are active', async () => (await worker.checkHealth()).active === 3);
  const first = await add({ to: 'ann@example.org', token: 't-1' });
  await add({ to: 'bob@example.org' });
  const dueAt = queues.now + 3_600_000;
  await worker.createJob({}).delayUntil(dueAt).save();
  return { queue: worker, first, dueAt };
}

const laneOf = (answer: QueueResponse, id: string) => answer.lanes.find((lane) => lane.id === id)!;

describe.each([
  [undefined, 'bee-queue/mail'],
  ['hive', 'bee-queue-prefixed/hive/mail'],
])('bee-queue below %s', (prefix, address) => {
  test('is one queue, of every layout, and none of its keys is left over', async () => {
    const { queue } = await fill(prefix);
    // The check is due again.
    await queues.redis.del(`${prefix ?? 'bq'}:mail:stallBlock`);
    await queue.checkStalledJobs();
    const { things, unrecognised } = await recogniseAll(queues.redis, queues.now);
    expect(unrecognised).toEqual([]);
    expect(things.map(({ id }) => id)).toEqual([address]);
    expect(missingLayouts(things)).toEqual([]);
  });

  test('has as many jobs in each state as bee-queue says', async () => {
    const { queue, dueAt, first } = await fill(prefix);
    const answer = await queues.read(address);
    const { newestJob: _, ...health } = await queue.checkHealth();
    for (const [state, count] of Object.entries(health)) {
      expect([state, laneOf(answer, state).depth]).toEqual([state, count]);
    }
    expect(laneOf(answer, 'delayed').nextDueAt).toBe(dueAt);
    expect(answer.oldestAt).toBe(first.options.timestamp);
  });
});

test('jobs are shown without their secrets, and found by their id in any state', async () => {
  const { first, queue } = await fill();
  const { jobs } = await queues.read('bee-queue/mail', { lane: 'waiting' });
  expect(jobs.rows[0]).toMatchObject({
    id: first.id,
    payload: '{"to":"ann@example.org","token":"(masked)"}',
  });
  const [failed] = await queue.getJobs('failed', { size: 5 });
  const { job } = await queues.read('bee-queue/mail', { job: failed!.id });
  expect(job!.job).toMatchObject({ lane: 'failed', error: 'Error: no such mailbox' });
  expect(job!.fields.map(({ name }) => name)).toEqual(['data', 'options', 'status', 'progress']);
  expect((await queues.read('bee-queue/mail', { job: '999' })).job).toBeNull();
});
