import Bull from 'bull';
import { afterEach, describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import { recogniseAll } from '@/testing/patterns/recognise-all';
import { waitUntil } from '@/testing/servers';
import type { QueueResponse } from '../queues/model';

const queues = patternServer<QueueResponse>('queues');

const opened: { queue: Bull.Queue; release(): void }[] = [];
afterEach(async () => {
  for (const { queue, release } of opened.splice(0)) {
    release();
    await queue.close();
  }
});

/** A queue with jobs of every kind, while one of them is being worked on. */
async function fill(prefix?: string) {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const queue = new Bull<{ do?: string; to?: string }>('mail', {
    prefix,
    redis: { host: '127.0.0.1', port: queues.redis.options.port },
    metrics: { maxDataPoints: 60 },
  });
  opened.push({ queue, release });
  await queue.add({});
  await queue.add({ do: 'fail' }, { attempts: 1 });
  await queue.add({ do: 'hold' });
  void queue.process(5, async (job) => {
    if (job.data.do === 'fail') throw new Error('no such mailbox');
    if (job.data.do === 'hold') await held;
  });
  await waitUntil('a job has completed, one has failed, one is active', async () => {
    const { completed, failed, active } = await queue.getJobCounts();
    return completed === 1 && failed === 1 && active === 1;
  });
  await queue.pause();
  const first = await queue.add('named', { to: 'ann@example.org' });
  await queue.add('named', { to: 'bob@example.org' }, { priority: 2 });
  const delayed = await queue.add({}, { delay: 3_600_000 });
  await queue.add('digest', {}, { repeat: { cron: '0 4 * * *', tz: 'Europe/Berlin' } });
  return { queue, first, delayed };
}

const laneOf = (answer: QueueResponse, id: string) => answer.lanes.find((lane) => lane.id === id)!;

describe.each([
  [undefined, 'bullmq/mail'],
  ['shop', 'bullmq-prefixed/shop/mail'],
])('Bull below %s', (prefix, address) => {
  test('is one queue, and none of its keys is left over', async () => {
    await fill(prefix);
    const { things, unrecognised } = await recogniseAll(queues.redis, queues.now);
    expect(unrecognised).toEqual([]);
    // Below another prefix the lock of an active job is named as anybody's.
    const others = things.filter(({ pattern }) => pattern !== 'locks');
    expect(others.map(({ id }) => id)).toEqual([address]);
  });

  test('has as many jobs in each state as Bull says', async () => {
    const { queue } = await fill(prefix);
    const answer = await queues.read(address);
    expect(answer).toMatchObject({ source: 'Bull', acts: false, paused: true });
    const counts = await queue.getJobCounts();
    expect(laneOf(answer, 'paused').depth).toBe(await queue.getPausedCount());
    expect(laneOf(answer, 'waiting').depth).toBe(0);
    for (const state of ['active', 'delayed', 'completed', 'failed'] as const) {
      expect([state, laneOf(answer, state).depth]).toEqual([state, counts[state]]);
    }
  });

  test('tells times as Bull does', async () => {
    const { queue, first, delayed } = await fill(prefix);
    const answer = await queues.read(address);
    expect(answer.oldestAt).toBe(first.timestamp);
    const [repeated] = await queue.getRepeatableJobs();
    expect(laneOf(answer, 'schedules').nextDueAt).toBe(repeated!.next);
    const due = Math.min(delayed.timestamp + 3_600_000, repeated!.next);
    expect(laneOf(answer, 'delayed').nextDueAt).toBe(due);
    const schedules = await queues.read(address, { lane: 'schedules' });
    expect(schedules.jobs.rows[0]).toMatchObject({ type: 'digest', payload: 'Europe/Berlin 0 4 * * *' });
  });
});

test('jobs of a higher priority are taken first, which are ordered lists in Bull', async () => {
  await fill();
  const { jobs } = await queues.read('bullmq/mail', { lane: 'paused' });
  expect(jobs.rows.map(({ payload, priority }) => [payload, priority])).toEqual([
    ['{"to":"bob@example.org"}', 2],
    ['{"to":"ann@example.org"}', 0],
  ]);
});

test('its connections are named as its page says, and block on the list itself', async () => {
  const { queue } = await fill();
  await queue.resume();
  const { waitingKeys, workerNames, paused } = await queues.read('bullmq/mail');
  expect([waitingKeys, paused]).toEqual([['bull:mail:wait'], false]);
  expect(String(await queues.redis.client('LIST'))).toContain(`name=${workerNames[0]} `);
});

test('an active job without a lock is stuck', async () => {
  const { queue } = await fill();
  const [active] = await queue.getActive();
  await queues.redis.hset(`bull:mail:${active!.id}`, 'processedOn', queues.now - 40_000);
  await queues.redis.del(`bull:mail:${active!.id}:lock`);
  expect((await queues.read('bullmq/mail')).stuck).toMatchObject({ jobs: 1, looked: 1 });
});
