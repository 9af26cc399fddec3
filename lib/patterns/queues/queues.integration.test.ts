import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import type { Thing } from '../pattern';
import { queues } from './layouts';
import type { QueueResponse } from './model';
import { queueView, summariseQueue } from './read';
import { enqueueJob, failJob, finishJob, takeJob } from './write-job-queue';
import { addTask, claimPriorityJob, enqueuePriorityJob, push, sendMessage } from './write-queues';

let server: RunningRedis;
let redis: Redis;
const now = Date.now();
const minutes = (count: number) => count * 60_000;
const run = <T>(plan: Parameters<typeof runPlan<T>>[1]) => runPlan(redis, plan);

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const things = async () => (await recogniseAll(redis, now)).things;
async function thing(id: string): Promise<Thing> {
  const all = await things();
  const found = all.find((each) => each.id === id);
  if (!found) throw new Error(`no ${id} among ${all.map((each) => each.id).join(', ')}`);
  return found;
}

async function read(id: string, query: object = {}, settings = {}): Promise<QueueResponse> {
  const plan = queueView.read(await thing(id), queueView.query.parse(query), contextAt(now, settings));
  return queueView.response.parse(await run(plan)) as QueueResponse;
}

const summarise = async (id: string) => run(summariseQueue(await thing(id), contextAt(now)));
const depths = ({ lanes }: QueueResponse) => Object.fromEntries(lanes.map(({ id, depth }) => [id, depth]));

/** A queue with a job in every state; ids are `h`, `w1`, `w2`, `d`, `p`, `bad`, `good`. */
async function writeJobQueue(queue = 'mail') {
  const enqueue = (id: string, ago: number, more = {}) =>
    run(enqueueJob(queue, { id, type: `send-${id}`, ...more }, now - ago));
  for (const id of ['p', 'bad', 'good']) await enqueue(id, minutes(40));
  await run(takeJob(queue, now - minutes(30)));
  const bad = await run(takeJob(queue, now - minutes(5)));
  const good = await run(takeJob(queue, now - minutes(4)));
  await run(failJob(queue, bad!, '550 no such mailbox', now - minutes(3)));
  await run(finishJob(queue, good!, 'completed', 'sent', now - minutes(2)));
  await enqueue('w1', minutes(20), { data: { to: 'ann', password: 'p4ss' } });
  await enqueue('w2', minutes(10));
  await enqueue('h', minutes(1), { priority: 1 });
  await enqueue('d', minutes(1), { delaySeconds: 3600 });
}

describe('document 001’s job queue', () => {
  beforeEach(() => writeJobQueue());

  test('is one thing with all of its keys', async () => {
    const found = await thing('job-queue/mail');
    expect(found).toMatchObject({ pattern: 'queues', title: 'mail', keys: 5 });
    expect(Object.fromEntries(found.parts.map(({ layout, why }) => [layout, why]))).toEqual({
      waiting: 'name matches queue:{queue}, value is a list of job ids, no TTL',
      high: 'name matches queue:{queue}:high, value is a list of job ids, no TTL',
      delayed:
        'name matches queue:{queue}:delayed, value is a sorted set of job ids by the time when they are due, no TTL',
      processing: 'name matches queue:{queue}:processing, value is a set of job ids, no TTL',
      jobs: 'name matches jobs:{queue}, value is a hash of jobs, JSON with status, no TTL',
    });
    expect(await things()).toHaveLength(1);
  });

  test('shows its lanes with ages, statuses and what is stuck', async () => {
    const view = await read('job-queue/mail');
    expect(view).toMatchObject({ source: 'a common layout (RedisJobQueue)', acts: true, paused: null });
    expect(depths(view)).toEqual({ high: 1, waiting: 2, delayed: 1, processing: 1, failed: 1, completed: 1 });
    const lane = (id: string) => view.lanes.find((each) => each.id === id)!;
    expect(lane('waiting').oldestAt).toBeCloseTo(now - minutes(20), -1);
    expect(lane('processing').oldestAt).toBeCloseTo(now - minutes(30), -1);
    expect(lane('delayed').nextDueAt).toBeCloseTo(now + minutes(59), -1);
    expect(view.oldestAt).toBeCloseTo(now - minutes(20), -1);
    expect(view.statuses).toEqual({
      counts: { pending: 4, processing: 1, failed: 1, completed: 1 },
      looked: 7,
      of: 7,
    });
    expect(view.stuck).toEqual({ jobs: 1, looked: 1, of: 1, afterSeconds: 600 });
    expect(view.waitingKeys).toEqual(['queue:mail:high', 'queue:mail']);
    expect((await read('job-queue/mail', {}, { stuckSeconds: 3600 })).stuck!.jobs).toBe(0);
  });

  test.each([
    ['high', ['h'], 'next'],
    ['waiting', ['w1', 'w2'], 'next'],
    ['delayed', ['d'], 'next'],
    ['processing', ['p'], 'oldest'],
    ['failed', ['bad'], 'newest'],
    ['completed', ['good'], 'newest'],
  ])('a page of %s', async (lane, ids, order) => {
    const { jobs } = await read('job-queue/mail', { lane });
    expect(jobs).toMatchObject({ lane, total: ids.length, order });
    expect(jobs.rows.map(({ id, type }) => [id, type])).toEqual(ids.map((id) => [id, `send-${id}`]));
  });

  test('pages, secrets masked, times of each state', async () => {
    const { jobs } = await read('job-queue/mail', { lane: 'waiting', count: 1 });
    expect(jobs.rows).toHaveLength(1);
    expect(jobs.rows[0]!.payload).toBe('{"to":"ann","password":"(masked)"}');
    const [failed] = (await read('job-queue/mail', { lane: 'failed' })).jobs.rows;
    expect(failed).toMatchObject({ error: '550 no such mailbox', status: 'failed', stuck: false });
    const [stuck] = (await read('job-queue/mail', { lane: 'processing' })).jobs.rows;
    expect(stuck!.stuck).toBe(true);
    expect(stuck!.startedAt).toBeCloseTo(now - minutes(30), -1);
    const [delayed] = (await read('job-queue/mail', { lane: 'delayed' })).jobs.rows;
    expect(delayed!.dueAt).toBeCloseTo(now + minutes(59), -1);
  });

  test('one job by its id, with its fields', async () => {
    const { job } = await read('job-queue/mail', { job: 'bad' });
    expect(job!.job).toMatchObject({ id: 'bad', lane: 'failed' });
    expect(job!.fields).toContainEqual({ name: 'result', value: '550 no such mailbox' });
    expect((await read('job-queue/mail', { job: 'd' })).job!.job.lane).toBe('delayed');
    expect((await read('job-queue/mail', { job: 'nobody' })).job).toBeNull();
  });

  test('jobs that a worker took along when it died are lost, and said to be', async () => {
    await redis.lpop('queue:mail');
    await redis.srem('queue:mail:processing', 'p');
    await run(enqueueJob('mail', { id: 'fresh', type: 'x' }, now));
    await redis.rpop('queue:mail');
    const view = await read('job-queue/mail', { lane: 'lost' });
    expect(depths(view)).toMatchObject({ lost: 2, processing: 0, waiting: 1 });
    expect(view.jobs.rows.map(({ id }) => id)).toEqual(['p', 'w1']);
  });

  test('its card counts those that wait and names the worst trouble', async () => {
    expect(await summarise('job-queue/mail')).toMatchObject({
      value: 3,
      caption: 'jobs waiting',
      trouble: '1 job has been in processing for more than 10 min.',
    });
    await redis.del('queue:mail:processing');
    await redis.zadd('queue:mail:delayed', now / 1000 - 300, 'd');
    expect((await summarise('job-queue/mail')).trouble).toBe(
      '1 job has been due, the first for 5 min, and nobody moves them.',
    );
    await redis.del('queue:mail:delayed');
    expect((await summarise('job-queue/mail')).trouble).toBeNull();
  });

  test('ids whose jobs are gone are still shown, and lanes that are gone or foreign are empty', async () => {
    await redis.rpush('queue:mail', 'orphan');
    await redis.sadd('queue:mail:processing', 'ghost');
    const found = await thing('job-queue/mail');
    await redis.del('queue:mail:high');
    await redis.set('queue:mail:delayed', 'x');
    const ask = (query: object) => run(queueView.read(found, queueView.query.parse(query), contextAt(now)));
    const view = (await ask({ lane: 'waiting' })) as QueueResponse;
    expect(depths(view)).toMatchObject({ high: 0, delayed: 0, waiting: 3, processing: 2 });
    expect(view.jobs.rows[2]).toMatchObject({ id: 'orphan', error: expect.stringContaining('gone') });
    const { jobs } = (await ask({ lane: 'processing' })) as QueueResponse;
    expect(jobs.rows.map(({ id, stuck }) => [id, stuck])).toEqual([
      ['p', true],
      ['ghost', false],
    ]);
  });

  test('looks at a bounded part of a hash that nobody sweeps, and says so', async () => {
    const many = Array.from({ length: 6_000 }, (_, index) => [
      `old${index}`,
      JSON.stringify({ id: `old${index}`, status: 'completed', created_at: 1.7e9, text: 'x'.repeat(80) }),
    ]);
    await redis.hset('jobs:mail', Object.fromEntries(many));
    const { statuses, lanes } = await read('job-queue/mail');
    expect(statuses!.of).toBe(6_007);
    expect(statuses!.looked).toBeGreaterThanOrEqual(2_000);
    expect(statuses!.looked).toBeLessThan(4_000);
    expect(lanes.find(({ id }) => id === 'completed')!.exact).toBe(false);
  });
});

describe('document 003’s priority queue', () => {
  beforeEach(async () => {
    for (const [id, priority] of [
      ['low', 1],
      ['top', 9],
      ['mid', 5],
    ] as const)
      await run(enqueuePriorityJob('reports', { id, type: 'sales', priority }, now - minutes(10 + priority)));
    await run(claimPriorityJob('reports', now - minutes(11)));
  });

  test('is recognised and read', async () => {
    expect(await thing('priority-queue/reports')).toMatchObject({ keys: 2, pattern: 'queues' });
    const view = await read('priority-queue/reports');
    expect(depths(view)).toEqual({ waiting: 2, processing: 1 });
    expect(view.jobs.rows.map(({ id, priority }) => [id, priority])).toEqual([
      ['mid', 5],
      ['low', 1],
    ]);
    expect(view.oldestAt).toBeCloseTo(now - minutes(15), -1);
    expect(view.stuck).toMatchObject({ jobs: 1 });
    const [claimed] = (await read('priority-queue/reports', { lane: 'processing' })).jobs.rows;
    expect(claimed).toMatchObject({ id: 'top', stuck: true, attempts: 0 });
    expect(claimed!.startedAt).toBeCloseTo(now - minutes(11), -1);
    expect((await read('priority-queue/reports', { job: 'low' })).job!.job.lane).toBe('waiting');
  });

  test('its card', async () => {
    expect(await summarise('priority-queue/reports')).toMatchObject({
      value: 2,
      trouble: '1 job has been in processing for more than 10 min.',
    });
  });
});

describe('lists of messages', () => {
  test.each([
    ['queue:images', 'list-queue/images'],
    ['queue:emails:pending', 'list-queue/emails%3Apending'],
    ['tasks', 'list-queue-alone/tasks'],
    ['email_jobs', 'list-queue-alone/email_jobs'],
    ['jobs', 'list-queue-alone/jobs'],
    ['high', 'list-queue-alone/high'],
    ['low', 'list-queue-alone/low'],
    ['high_priority', 'list-queue-alone/high_priority'],
    ['normal', 'list-queue-alone/normal'],
  ])('%s', async (key, id) => {
    for (const ago of [30, 20, 10]) await run(sendMessage(key, { picture: `p${ago}` }, now - minutes(ago)));
    const view = await read(id);
    expect(view.jobs).toMatchObject({ lane: 'waiting', total: 3, order: 'oldest' });
    expect(view.jobs.rows.map(({ payload }) => payload)).toEqual([
      '{"picture": "p30"}',
      '{"picture": "p20"}',
      '{"picture": "p10"}',
    ]);
    expect(view.oldestAt).toBeCloseTo(now - minutes(30), -1);
    expect(view.jobs.rows[0]!.id).toBeNull();
    const handle = view.jobs.rows[1]!.handle;
    expect((await read(id, { job: handle })).job!.fields[0]).toEqual({ name: 'picture', value: 'p20' });
    expect((await read(id, { offset: 1, count: 1 })).jobs.rows[0]!.payload).toBe('{"picture": "p20"}');
    expect(await summarise(id)).toMatchObject({ value: 3, caption: 'jobs waiting', trouble: null });
  });

  test('the other way round, RPUSH and BLPOP, the oldest are still the first', async () => {
    for (const ago of [90, 20])
      await redis.rpush('queue:x', `{"n":${ago},"ts":${(now - minutes(ago)) / 1000}}`);
    const view = await read('list-queue/x');
    expect(view.jobs.order).toBe('oldest');
    expect(view.jobs.rows.map(({ payload }) => payload)).toEqual(['{"n": 90}', '{"n": 20}']);
    expect((await summarise('list-queue/x')).trouble).toBe('The oldest job has waited for 1 h 30 min.');
  });

  test('of texts and of bytes', async () => {
    await redis.rpush('tasks', 'sweep', 'login token=abc', Buffer.from([0x80, 0x04]));
    const { jobs } = await read('list-queue-alone/tasks');
    expect(jobs.order).toBe('stored');
    expect(jobs.rows.map(({ payload }) => payload)).toEqual(['sweep', 'login token=(masked)', '\\x80\\x04']);
  });

  test('ids without their jobs are a plain list', async () => {
    await redis.rpush('queue:mail', 'a1', 'a2');
    await redis.zadd('queue:reports', -3, '{"id":1}');
    expect((await things()).map(({ id }) => id).sort()).toEqual([
      'list-queue/mail',
      'priority-queue/reports',
    ]);
  });

  test('large messages make small pages', async () => {
    for (let count = 0; count < 12; count++) await redis.rpush('queue:big', `{"n":"${'x'.repeat(1e6)}"}`);
    const { jobs } = await read('list-queue/big');
    expect(jobs.total).toBe(12);
    expect(jobs.rows.length).toBeLessThan(5);
    expect(jobs.rows[0]!.payload.length).toBeLessThan(400);
  });
});

test('document 004’s tasks by priority', async () => {
  await run(addTask('{"task":"b"}', 2));
  await run(addTask('{"task":"a"}', 1));
  const view = await read('task-priorities');
  expect(view.jobs.rows.map(({ type, priority }) => [type, priority])).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});

test('a stack, the newest first', async () => {
  for (const value of ['1', '2', '3', '4']) await run(push('items', value, 3));
  const view = await read('stack/items');
  expect(view.lanes).toMatchObject([{ id: 'stack', depth: 3 }]);
  expect(view.jobs.rows.map(({ payload }) => payload)).toEqual(['4', '3', '2']);
  expect(await summarise('stack/items')).toMatchObject({ value: 3, caption: 'on the stack' });
});

describe('by content alone, and only read', () => {
  test('lists of JSON that tell of work, those that look alike together', async () => {
    for (const day of [1001, 1002])
      await redis.rpush(`imports:${day}`, JSON.stringify({ job_id: `j${day}`, attempts: 2 }));
    const view = await read('jobs-by-content/imports%3A*', { key: 'imports:1002' });
    expect(view).toMatchObject({ acts: false, keys: ['imports:1001', 'imports:1002'] });
    expect(view.jobs.rows).toMatchObject([{ id: 'j1002', attempts: 2 }]);
    expect(await summarise('jobs-by-content/imports%3A*')).toMatchObject({
      value: 2,
      caption: 'jobs waiting in 2 queues',
    });
  });

  test('sorted sets of what is due', async () => {
    await redis.zadd('reminders', now / 1000 + 60, 'call ann', now / 1000 - 60, 'call bob');
    const view = await read('due-by-content/reminders');
    expect(view.lanes).toMatchObject([{ id: 'delayed', depth: 2 }]);
    expect(view.lanes[0]!.nextDueAt).toBeCloseTo(now - 60_000, -1);
    expect(view.jobs.rows.map(({ payload }) => payload)).toEqual(['call bob', 'call ann']);
    await redis.zadd('wakeups', now + 60_000, 'x');
    const inMs = await read('due-by-content/wakeups');
    expect(inMs.jobs.rows[0]!.dueAt).toBe(now + 60_000);
  });

  test('sorted sets of JSON by priority', async () => {
    await redis.zadd('backlog', -5, '{"n":1}', 0, '{"n":2}');
    const view = await read('priorities-by-content/backlog');
    expect(view.jobs.rows.map(({ priority }) => priority)).toEqual([5, 0]);
  });
});

describe('not a queue', () => {
  const isQueue = async () =>
    (await things()).filter((each) => queues.some(({ id }) => id === each.family)).map(({ id }) => id);

  test.each([
    ['a list of events', 'recent', ['{"type":"view","timestamp":1732180000}']],
    ['a list of texts', 'user:7:recent_searches', ['tea']],
    ['Sidekiq’s jobs', 'queue:default', ['{"class":"Mail","args":[1],"jid":"a1","queue":"default"}']],
    ['Celery’s messages', 'tasks', ['{"body":"W10=","headers":{},"properties":{}}']],
    ['Laravel’s jobs', 'queue:x', ['{"uuid":"u","displayName":"Mail","job":"call"}']],
    ['texts under a common name', 'high', ['tea']],
  ])('%s', async (_, key, elements) => {
    await redis.rpush(key, ...elements);
    const found = await isQueue();
    expect(found.filter((id) => !id.startsWith('jobs-by-content/'))).toEqual([]);
  });

  test('hashes, strings and sorted sets of other things under such names', async () => {
    await redis.hset('jobs:7', { title: 'Baker', city: 'Berlin' });
    await redis.hset('jobs:mail', { a: '{"title":"x"}' });
    await redis.set('queue:length', '7');
    await redis.zadd('queue:scores', 12, 'ann');
    await redis.zadd('queue:x:delayed', now * 4096, '1');
    await redis.sadd('queue:names', 'mail');
    await redis.zadd('sessions:expiry', now / 1000 - 5, 'a');
    expect(await isQueue()).toEqual([]);
  });
});
