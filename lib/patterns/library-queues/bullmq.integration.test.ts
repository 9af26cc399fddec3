import { FlowProducer, Queue, UnrecoverableError, Worker } from 'bullmq';
import { afterEach, describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import { recogniseAll } from '@/testing/patterns/recognise-all';
import { waitUntil } from '@/testing/servers';
import type { QueueResponse } from '../queues/model';

const queues = patternServer<QueueResponse>('queues');

/** What the test opened: closed after it, the last first. */
const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

const connection = () => ({
  host: '127.0.0.1',
  port: queues.redis.options.port!,
  maxRetriesPerRequest: null,
});

function open<T extends { close(): Promise<unknown> }>(one: T): T {
  opened.push(one);
  return one;
}

const openQueue = (name: string, prefix?: string) =>
  open(new Queue(name, { connection: connection(), prefix }));

/** A worker that does what a job's data say; `hold` works until it is released. */
function openWorker(name: string, prefix?: string) {
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const worker = new Worker<{ do?: string }>(
    name,
    async (job) => {
      if (job.data.do === 'fail') throw new UnrecoverableError('no such mailbox');
      if (job.data.do === 'hold') await held;
      return { sent: true, apiKey: 'k-1' };
    },
    { connection: connection(), prefix, concurrency: 5, metrics: { maxDataPoints: 60 } },
  );
  open({
    close() {
      release();
      return worker.close();
    },
  });
  return worker;
}

/** One job of every kind, while one is being worked on. */
async function fill(prefix?: string) {
  const queue = openQueue('emails', prefix);
  await queue.add('welcome', { to: 'ann@example.org' });
  await queue.add('welcome', { do: 'fail' });
  await queue.add('hold', { do: 'hold' });
  openWorker('emails', prefix);
  await waitUntil('a job has completed, one has failed, one is active', async () => {
    const counts = await queue.getJobCounts('completed', 'failed', 'active');
    return counts.completed === 1 && counts.failed === 1 && counts.active === 1;
  });
  // Jobs that are moved while the queue is paused stay where they are.
  await queue.pause();
  const first = await queue.add('waits', { to: 'bob@example.org', password: 'hunter2' });
  await queue.add('waits', { to: 'cy@example.org' });
  const delayed = await queue.add('later', {}, { delay: 3_600_000 });
  await queue.add('urgent', {}, { priority: 3 });
  await queue.add('once', {}, { deduplication: { id: 'only' } });
  await queue.upsertJobScheduler('digest', { every: 86_400_000 }, { name: 'digest', data: {} });
  await first.log('a line');
  return { queue, first, delayed };
}

const STATES = {
  waiting: 'wait',
  prioritized: 'prioritized',
  delayed: 'delayed',
  active: 'active',
  completed: 'completed',
  failed: 'failed',
  'waiting-children': 'waiting-children',
} as const;

const laneOf = (answer: QueueResponse, id: string) => answer.lanes.find((lane) => lane.id === id)!;

describe.each([
  ['bull', 'bullmq/emails'],
  ['shop:v2', 'bullmq-prefixed/shop%3Av2/emails'],
  ['{shop}', 'bullmq-prefixed/%7Bshop%7D/emails'],
])('BullMQ below %s', (prefix, address) => {
  test('is one queue, and none of its keys is left over', async () => {
    await fill(prefix);
    const { things, unrecognised } = await recogniseAll(queues.redis, queues.now);
    expect(unrecognised).toEqual([]);
    // Below another prefix the lock of an active job is named as anybody's.
    const others = things.filter(({ pattern }) => pattern !== 'locks');
    expect(others.map(({ id }) => id)).toEqual([address]);
  });

  test('has as many jobs in each state as BullMQ says', async () => {
    const { queue } = await fill(prefix);
    const answer = await queues.read(address);
    expect(answer).toMatchObject({ source: 'BullMQ 6.7.0', acts: false, paused: true });
    const counts = await queue.getJobCounts(...Object.values(STATES));
    for (const [lane, state] of Object.entries(STATES)) {
      expect([lane, laneOf(answer, lane).depth]).toEqual([lane, counts[state]]);
    }
    expect(laneOf(answer, 'schedules').depth).toBe(await queue.getJobSchedulersCount());
  });

  test('tells times as BullMQ does', async () => {
    const { queue, first, delayed } = await fill(prefix);
    const answer = await queues.read(address);
    expect(laneOf(answer, 'waiting').oldestAt).toBe(first.timestamp);
    expect(laneOf(answer, 'delayed').nextDueAt).toBe(delayed.timestamp + 3_600_000);
    const [active] = await queue.getActive();
    expect(laneOf(answer, 'active').oldestAt).toBe(active!.processedOn);
    const [scheduler] = await queue.getJobSchedulers();
    expect(laneOf(answer, 'schedules').nextDueAt).toBe(scheduler!.next);
    expect(answer.stuck).toMatchObject({ jobs: 0, looked: 1, of: 1 });
  });
});

describe('its page', () => {
  const address = 'bullmq/emails';

  test('shows jobs in the order in which they will be taken, without their secrets', async () => {
    const { first } = await fill();
    const { jobs } = await queues.read(address, { lane: 'waiting' });
    expect(jobs).toMatchObject({ lane: 'waiting', total: 4, order: 'next' });
    expect(jobs.rows.map(({ type }) => type)).toEqual(['waits', 'waits', 'once', 'digest']);
    expect(jobs.rows[0]).toMatchObject({
      id: first.id,
      enqueuedAt: first.timestamp,
      payload: '{"to":"bob@example.org","password":"(masked)"}',
    });
    const second = await queues.read(address, { lane: 'waiting', offset: 1, count: 1 });
    expect(second.jobs.rows.map(({ id }) => id)).toEqual([jobs.rows[1]!.id]);
  });

  test('shows one job of any state by its id', async () => {
    const { queue, delayed } = await fill();
    const failed = (await queue.getFailed())[0]!;
    const answer = await queues.read(address, { job: failed.id });
    expect(answer.job!.job).toMatchObject({
      lane: 'failed',
      type: 'welcome',
      error: 'no such mailbox',
      attempts: 1,
      finishedAt: failed.finishedOn,
    });
    expect(answer.job!.fields.find(({ name }) => name === 'stacktrace')!.value).toContain(
      'UnrecoverableError',
    );
    const later = await queues.read(address, { job: delayed.id });
    expect(later.job!.job).toMatchObject({ lane: 'delayed', dueAt: delayed.timestamp + 3_600_000 });
    const completed = (await queue.getCompleted())[0]!;
    const { job } = await queues.read(address, { job: completed.id });
    expect(job!.fields.find(({ name }) => name === 'returnvalue')!.value).toBe(
      '{"sent":true,"apiKey":"(masked)"}',
    );
    expect((await queues.read(address, { job: 'nobody' })).job).toBeNull();
    expect((await queues.read(address, { job: 'digest' })).job!.job).toMatchObject({ lane: 'schedules' });
  });

  test('says that nobody holds an active job any more', async () => {
    const { queue } = await fill();
    const [active] = await queue.getActive();
    await queues.redis.hset(`bull:emails:${active!.id}`, 'processedOn', queues.now - 40_000);
    await queues.redis.del(`bull:emails:${active!.id}:lock`);
    const answer = await queues.read(address, { lane: 'active' });
    expect(answer.stuck).toMatchObject({ jobs: 1, afterSeconds: 30 });
    expect(answer.jobs.rows[0]!.stuck).toBe(true);
    expect((await queues.summary(address)).trouble).toMatch(/^1 job in processing: the lock ran out/);
  });

  test('does not fetch what is too long, and survives what is gone or another type', async () => {
    const { queue } = await fill();
    const long = await queue.add('long', { text: 'x'.repeat(100_000) });
    const vanished = await queue.add('vanished', {});
    const thing = await queues.thing(address);
    await queues.redis.del(`bull:emails:${vanished.id}`, 'bull:emails:failed');
    await queues.redis.set('bull:emails:failed', 'another type');
    const { lanes, jobs } = await queues.readStale(thing, { lane: 'waiting' });
    expect(jobs.rows.find(({ id }) => id === long.id)!.payload).toMatch(
      /^\(97\.7\sKiB, too long to be shown\)$/,
    );
    expect(jobs.rows.at(-1)).toMatchObject({ id: vanished.id, type: null, enqueuedAt: null, payload: '' });
    expect(lanes.find(({ id }) => id === 'failed')!.depth).toBe(0);
  });

  test('names the keys and the connections of its workers', async () => {
    await fill();
    const { waitingKeys, workerNames } = await queues.read(address);
    expect(waitingKeys).toEqual(['bull:emails:marker']);
    const clients = String(await queues.redis.client('LIST'));
    expect(clients).toContain(`name=${workerNames[0]}`);
  });

  test('a parent waits for its children, and all of their keys are the queue’s', async () => {
    const flows = open(new FlowProducer({ connection: connection() }));
    await flows.add({
      name: 'report',
      queueName: 'reports',
      children: [{ name: 'page', queueName: 'reports' }],
    });
    const { unrecognised } = await recogniseAll(queues.redis, queues.now);
    expect(unrecognised).toEqual([]);
    expect(await queues.recognised()).toEqual(['bullmq/reports']);
    expect(laneOf(await queues.read('bullmq/reports'), 'waiting-children').depth).toBe(1);
  });
});

describe('its card', () => {
  test('counts what waits, and what was completed by minute', async () => {
    await fill();
    // The server's present is later than the test's.
    await queues.redis.hset('bull:emails:metrics:completed', 'prevTS', queues.now);
    const { value, caption, spark, perHour, trouble } = await queues.summary('bullmq/emails');
    expect([value, caption]).toEqual([5, 'jobs waiting']);
    expect(trouble).toBe('Paused while 5 jobs wait.');
    expect(spark).toHaveLength(60);
    expect(perHour).toBe(1);
  });

  test('counts what is kept by hour, where no worker counts', async () => {
    const queue = openQueue('plain');
    await queue.add('one', {});
    open(new Worker('plain', async () => undefined, { connection: connection() }));
    await waitUntil('the job is completed', async () => (await queue.getCompletedCount()) === 1);
    await queues.redis.zadd('bull:plain:completed', queues.now - 1000, '1');
    const { spark, perHour } = await queues.summary('bullmq/plain');
    expect(spark).toHaveLength(24);
    expect(perHour).toBe(1);
    expect(spark!.at(-2)![1]).toBeNull();
  });
});
