import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '@/lib/redis/reply';
import { recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import type { Thing } from '../pattern';
import type { Plan, Step } from '../plan';
import { removeJob, requeueJob } from './act';
import { fingerprint } from './job-facts';
import { purgeQueue } from './purge';
import { BUSY } from './watched';
import { enqueueJob, finishJob, moveDueJobs, startJob, sweepJobs, takeJob, failJob } from './write-job-queue';
import {
  claimPriorityJob,
  enqueuePriorityJob,
  finishPriorityJob,
  pop,
  push,
  receiveMessage,
  releasePriorityJobs,
  retryPriorityJob,
  sendMessage,
} from './write-queues';

let server: RunningRedis;
let redis: Redis;
/** Another worker's connection. */
let other: Redis;
const now = Date.UTC(2026, 10, 21);
const later = (seconds: number) => now + seconds * 1000;
const context = { now: later(3600), cluster: false };

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
  other = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  other.disconnect();
  await server.stop();
});

const run = <T>(plan: Plan<T>) => runPlan(redis, plan);
const asOther = <T>(plan: Plan<T>) => runPlan(other, plan);
const enqueue = (id: string, more = {}) => run(enqueueJob('mail', { id, type: 'm', ...more }, now));
const stored = async (id: string) => JSON.parse((await redis.hget('jobs:mail', id)) ?? 'null');
const waiting = () => redis.lrange('queue:mail', 0, -1);

async function thing(id: string): Promise<Thing> {
  return (await recogniseAll(redis, now)).things.find((each) => each.id === id)!;
}

/** Runs a plan while somebody else does something before each of its transactions. */
async function runAgainst<T>(plan: Plan<T>, interfere: () => Promise<unknown>): Promise<T> {
  let next = plan.next();
  while (!next.done) {
    if (next.value.atomic) await interfere();
    next = plan.next(await run(one(next.value)));
  }
  return next.value;
}
function* one(step: Step): Plan<Reply[]> {
  return yield step;
}

describe('the job queue', () => {
  test('hands out jobs in order, the urgent first, and keeps their state beside', async () => {
    await enqueue('a');
    await enqueue('b');
    await enqueue('u1', { priority: 1 });
    await enqueue('u2', { priority: 1 });
    const order = [];
    for (let job; (job = await run(takeJob('mail', now)));) {
      order.push(job.id);
      expect(await run(finishJob('mail', job, 'completed', 'ok', later(2)))).toBe(true);
    }
    expect(order).toEqual(['u1', 'u2', 'a', 'b']);
    expect(await stored('a')).toMatchObject({
      status: 'completed',
      result: 'ok',
      finished_at: now / 1000 + 2,
    });
    expect(await redis.keys('*')).toEqual(['jobs:mail']);
  });

  test('goes on after a blocking pop, and skips a job that was removed while it waited', async () => {
    await enqueue('a');
    const [, id] = (await redis.blpop('queue:mail', 1))!;
    expect(await run(startJob('mail', id, now))).toMatchObject({ id: 'a', job: { status: 'processing' } });
    await redis.rpush('queue:mail', 'removed');
    await enqueue('b');
    expect((await run(takeJob('mail', now)))!.id).toBe('b');
  });

  test('holds a delayed job back until it is due', async () => {
    await enqueue('d', { delaySeconds: 60 });
    await enqueue('u', { delaySeconds: 60, priority: 2 });
    expect(await run(moveDueJobs('mail', later(59)))).toBe(0);
    expect(await run(moveDueJobs('mail', later(60)))).toBe(2);
    expect([await waiting(), await redis.lrange('queue:mail:high', 0, -1)]).toEqual([['d'], ['u']]);
  });

  test('queues again what is stuck or lost, forgets what is over, leaves the rest', async () => {
    for (const id of ['stuck', 'lost', 'over', 'waits']) await enqueue(id);
    await enqueue('later', { delaySeconds: 9999 });
    await run(takeJob('mail', now));
    await redis.lpop('queue:mail');
    await run(finishJob('mail', (await run(takeJob('mail', now)))!, 'completed', '', now));
    expect(await run(sweepJobs('mail', later(59)))).toEqual({ forgotten: 0, requeued: 0 });
    expect(await run(sweepJobs('mail', later(301)))).toEqual({ forgotten: 1, requeued: 2 });
    expect((await waiting()).sort()).toEqual(['lost', 'stuck', 'waits']);
    expect(await run(sweepJobs('mail', later(302)))).toEqual({ forgotten: 0, requeued: 0 });
  });

  test('a worker whose job was requeued has no say about it any more', async () => {
    await enqueue('a');
    const slow = (await run(takeJob('mail', now)))!;
    await run(sweepJobs('mail', later(61)));
    const again = (await run(takeJob('mail', later(62))))!;
    expect(await run(finishJob('mail', slow, 'completed', 'late', later(63)))).toBe(false);
    expect(await run(finishJob('mail', again, 'completed', 'done', later(64)))).toBe(true);
    expect((await stored('a')).result).toBe('done');
  });
});

describe('requeueing a job', () => {
  test('that is stuck, failed or delayed', async () => {
    for (const id of ['stuck', 'bad']) await enqueue(id, { data: { n: 1 } });
    await run(takeJob('mail', now));
    await run(failJob('mail', (await run(takeJob('mail', now)))!, 'no', now));
    await enqueue('later', { delaySeconds: 9999 });
    const queue = await thing('job-queue/mail');
    for (const [id, lane] of [
      ['stuck', 'processing'],
      ['bad', 'failed'],
      ['later', 'delayed'],
    ] as const)
      expect(await run(requeueJob(queue, id, context))).toEqual({ done: true, lane, why: null });
    expect(await waiting()).toEqual(['stuck', 'bad', 'later']);
    expect(await stored('bad')).toEqual({
      id: 'bad',
      type: 'm',
      data: { n: 1 },
      status: 'pending',
      priority: 0,
      created_at: context.now / 1000,
    });
    expect(await redis.exists('queue:mail:processing', 'queue:mail:delayed')).toBe(0);
  });

  test('that was lost, but not one that waits, is on its way or is gone', async () => {
    for (const id of ['lost', 'waits']) await enqueue(id);
    await redis.lpop('queue:mail');
    const queue = await thing('job-queue/mail');
    const why = async (id: string, at = context) => (await run(requeueJob(queue, id, at))).why;
    expect(await why('waits')).toBe('The job waits already.');
    expect(await why('lost', { now: later(5), cluster: false })).toMatch('on its way');
    expect(await why('nobody')).toMatch('not there');
    const shown = { lane: 'lost', startedAt: null };
    expect(await run(requeueJob(queue, 'lost', context, { shown }))).toMatchObject({ done: true });
    expect(await waiting()).toEqual(['waits', 'lost']);
  });

  test('leaves every other part of its JSON as it is written', async () => {
    await enqueue('x');
    const text =
      '{"id": "x", "data": {"n": 12345678901234567890, "f": 1.0}, "status": "failed", "result": "no"}';
    await redis.hset('jobs:mail', 'x', text);
    await redis.del('queue:mail');
    await run(requeueJob(await thing('job-queue/mail'), 'x', context));
    expect(await redis.hget('jobs:mail', 'x')).toBe(
      `{"id": "x", "data": {"n": 12345678901234567890, "f": 1.0}, "status": "pending", "created_at": ${context.now / 1000}}`,
    );
  });

  test('does not bring back what its worker finishes in that moment', async () => {
    await enqueue('a');
    const job = (await run(takeJob('mail', now)))!;
    const queue = await thing('job-queue/mail');
    let finished = 0;
    const deed = await runAgainst(
      requeueJob(queue, 'a', context, { shown: { lane: 'processing', startedAt: now } }),
      async () => {
        if (finished++ === 0) await asOther(finishJob('mail', job, 'completed', 'sent', later(9)));
      },
    );
    expect(finished).toBe(1);
    expect(deed).toMatchObject({ done: false, lane: 'completed' });
    expect(await stored('a')).toMatchObject({ status: 'completed', result: 'sent' });
    expect(await waiting()).toEqual([]);
  });

  test('that another worker has by now is refused', async () => {
    await enqueue('a');
    await run(takeJob('mail', later(30)));
    const queue = await thing('job-queue/mail');
    const shown = (at: number) =>
      run(requeueJob(queue, 'a', context, { shown: { lane: 'processing', startedAt: at } }));
    expect(await shown(now)).toMatchObject({ done: false, lane: 'processing' });
    expect(await shown(later(30))).toMatchObject({ done: true });
    expect((await shown(later(30))).why).toMatch('moved');
  });

  test('gives up where others never rest', async () => {
    await enqueue('a');
    await run(takeJob('mail', now));
    let count = 0;
    const deed = await runAgainst(requeueJob(await thing('job-queue/mail'), 'a', context), () =>
      other.hset('jobs:mail', `b${count++}`, '{"status":"pending"}'),
    );
    expect(deed).toEqual({ done: false, lane: null, why: BUSY });
    expect(count).toBe(20);
  });

  test('in a Cluster only where the keys are together', async () => {
    await enqueue('a');
    await run(takeJob('mail', now));
    const inCluster = { ...context, cluster: true };
    expect((await run(requeueJob(await thing('job-queue/mail'), 'a', inCluster))).why).toMatch('hash tag');
    await run(enqueueJob('{x}', { id: 'b', type: 'm' }, now));
    await run(takeJob('{x}', now));
    expect((await run(requeueJob(await thing('job-queue/%7Bx%7D'), 'b', inCluster))).done).toBe(true);
  });

  test('claimed by priority: back to its place, its JSON unchanged', async () => {
    for (const priority of [1, 9])
      await run(enqueuePriorityJob('r', { id: `p${priority}`, type: 'x', priority }, now));
    const text = (await run(claimPriorityJob('r', now)))!;
    const queue = await thing('priority-queue/r');
    expect(await run(requeueJob(queue, 'p9', context))).toEqual({
      done: true,
      lane: 'processing',
      why: null,
    });
    expect(await redis.zrange('queue:r', '0', '0', 'WITHSCORES')).toEqual([text, '-9']);
    await run(claimPriorityJob('r', now));
    const deed = await runAgainst(requeueJob(queue, fingerprint(text), context), () =>
      asOther(finishPriorityJob('r', text)),
    );
    expect(deed.done).toBe(false);
    expect(await redis.zcard('queue:r')).toBe(1);
  });

  test('of a list: there is nothing to requeue', async () => {
    await run(sendMessage('tasks', { id: 1 }, now));
    expect((await run(requeueJob(await thing('list-queue-alone/tasks'), '1', context))).done).toBe(false);
  });
});

describe('removing a job', () => {
  test('from every lane, with its entry', async () => {
    for (const id of ['p', 'f', 'w', 'stays']) await enqueue(id);
    await run(takeJob('mail', now));
    await run(failJob('mail', (await run(takeJob('mail', now)))!, 'no', now));
    await enqueue('d', { delaySeconds: 99 });
    await enqueue('h', { priority: 1 });
    const queue = await thing('job-queue/mail');
    for (const [id, lane] of [
      ['p', 'processing'],
      ['f', 'failed'],
      ['w', 'waiting'],
      ['d', 'delayed'],
      ['h', 'waiting'],
    ] as const)
      expect(await run(removeJob(queue, id, context))).toEqual({ done: true, lane, why: null });
    expect((await run(removeJob(queue, 'p', context))).done).toBe(false);
    expect((await redis.keys('*')).sort()).toEqual(['jobs:mail', 'queue:mail']);
    expect([await waiting(), await redis.hkeys('jobs:mail')]).toEqual([['stays'], ['stays']]);
  });

  test('whose worker is at it: the worker’s word comes too late', async () => {
    await enqueue('a');
    const job = (await run(takeJob('mail', now)))!;
    await run(removeJob(await thing('job-queue/mail'), 'a', context));
    expect(await run(finishJob('mail', job, 'completed', '', now))).toBe(false);
    expect(await redis.dbsize()).toBe(0);
  });

  test('that is taken in that moment: it is removed from where it is then', async () => {
    for (const id of ['a', 'b']) await enqueue(id);
    const queue = await thing('job-queue/mail');
    let taken = 0;
    const deed = await runAgainst(removeJob(queue, 'a', context), async () => {
      if (taken++ === 0) await asOther(takeJob('mail', now));
    });
    expect(deed).toMatchObject({ done: true, lane: 'processing' });
    expect(await redis.exists('queue:mail:processing')).toBe(0);
  });

  test('of a list, by its id or its handle, one of equals', async () => {
    for (const text of ['{"id":7}', 'poison', 'x', 'poison']) await redis.rpush('queue:l', text);
    const queue = await thing('list-queue/l');
    expect((await run(removeJob(queue, '7', context))).done).toBe(true);
    expect((await run(removeJob(queue, fingerprint('poison'), context))).done).toBe(true);
    expect(await redis.lrange('queue:l', 0, -1)).toEqual(['x', 'poison']);
    expect((await run(removeJob(queue, 'nothing', context))).why).toMatch('not there');
  });

  test('deep in a long list, from either end', async () => {
    const messages = Array.from({ length: 9_000 }, (_, index) => `m${index}`);
    await redis.rpush('queue:l', ...messages);
    const queue = await thing('list-queue/l');
    for (const id of ['m0', 'm4400', 'm4600', 'm8999'])
      expect((await run(removeJob(queue, id, context))).done, id).toBe(true);
    expect(await redis.llen('queue:l')).toBe(8_996);
  });

  test('of a priority queue, wherever it is', async () => {
    for (const priority of [1, 9])
      await run(enqueuePriorityJob('r', { id: `p${priority}`, type: 'x', priority }, now));
    await run(claimPriorityJob('r', now));
    const queue = await thing('priority-queue/r');
    expect(await run(removeJob(queue, 'p9', context))).toMatchObject({ lane: 'processing' });
    expect(await run(removeJob(queue, 'p1', context))).toMatchObject({ lane: 'waiting' });
    expect(await redis.dbsize()).toBe(0);
  });

  test('of what only looks like a queue is refused', async () => {
    await redis.rpush('imports', '{"job_id":1}');
    const queue = await thing('jobs-by-content/imports');
    await expect(run(removeJob(queue, '1', context))).rejects.toThrow('only read');
    await expect(run(purgeQueue(queue, null, context))).rejects.toThrow('only read');
  });
});

describe('purging', () => {
  const fill = async (count: number, more = {}) => {
    for (let index = 0; index < count; index++)
      await asOther(enqueueJob('mail', { id: `j${index}`, type: 'm', ...more }, now));
  };

  test('all of a job queue at once; what comes later stays', async () => {
    await fill(3);
    await run(takeJob('mail', now));
    await enqueue('d', { delaySeconds: 99 });
    const queue = await thing('job-queue/mail');
    expect(await run(purgeQueue(queue, null, context))).toEqual({
      removed: { waiting: 2, high: 0, delayed: 1, processing: 1, jobs: 4 },
      left: 0,
      why: null,
    });
    expect(await redis.dbsize()).toBe(0);
  });

  test.each([
    ['waiting', {}],
    ['high', { priority: 1 }],
    ['delayed', { delaySeconds: 99 }],
  ])('%s in batches, with the entries of its jobs', async (lane, more) => {
    await fill(1_200, more);
    const queue = await thing('job-queue/mail');
    expect(await run(purgeQueue(queue, lane, context, { most: 700 }))).toEqual({
      removed: { [lane]: 700 },
      left: 500,
      why: null,
    });
    expect(await redis.hlen('jobs:mail')).toBe(500);
    expect(await run(purgeQueue(queue, lane, context))).toMatchObject({ removed: { [lane]: 500 }, left: 0 });
    expect(await redis.dbsize()).toBe(0);
  });

  test('processing', async () => {
    await fill(3);
    for (let count = 0; count < 2; count++) await run(takeJob('mail', now));
    const deed = await run(purgeQueue(await thing('job-queue/mail'), 'processing', context));
    expect(deed).toEqual({ removed: { processing: 2 }, left: 0, why: null });
    expect(await redis.hkeys('jobs:mail')).toEqual(['j2']);
  });

  test('a job that a worker takes in between is neither removed nor counted', async () => {
    await fill(4);
    let taken: Awaited<ReturnType<typeof takeNext>> = null;
    const takeNext = () => asOther(takeJob('mail', now));
    const queue = await thing('job-queue/mail');
    const deed = await runAgainst(purgeQueue(queue, 'waiting', context), async () => {
      taken ??= await takeNext();
    });
    expect(deed).toMatchObject({ removed: { waiting: 3 }, left: 0 });
    expect(await redis.hkeys('jobs:mail')).toEqual([taken!.id]);
  });

  test('finished jobs, those of an age', async () => {
    await fill(6);
    for (let ago = 5; ago >= 0; ago--) {
      const job = (await run(takeJob('mail', now)))!;
      await run(finishJob('mail', job, ago % 2 ? 'failed' : 'completed', '', now - ago * 1000));
    }
    const queue = await thing('job-queue/mail');
    const old = { finishedBefore: now - 1500 };
    expect(await run(purgeQueue(queue, 'failed', context, old))).toEqual({
      removed: { failed: 2 },
      left: 0,
      why: null,
    });
    expect(await run(purgeQueue(queue, 'completed', context, { most: 2 }))).toMatchObject({
      removed: { completed: 2 },
      left: null,
    });
    expect(await redis.hlen('jobs:mail')).toBe(2);
  });

  test('lists, stacks and priority queues', async () => {
    for (const n of [1, 2]) {
      await run(sendMessage('tasks', { n }, now));
      await run(push('s', String(n)));
      await run(enqueuePriorityJob('r', { id: `${n}`, type: 'x', priority: n }, now));
    }
    await run(claimPriorityJob('r', now));
    const purge = async (id: string, lane: string | null) => run(purgeQueue(await thing(id), lane, context));
    expect(await purge('priority-queue/r', 'processing')).toMatchObject({ removed: { processing: 1 } });
    expect(await purge('priority-queue/r', null)).toMatchObject({ removed: { waiting: 1, processing: 0 } });
    expect(await purge('list-queue-alone/tasks', 'waiting')).toMatchObject({ removed: { waiting: 2 } });
    expect(await purge('stack/s', null)).toMatchObject({ removed: { stack: 2 } });
    expect(await redis.dbsize()).toBe(0);
  });

  test('needs no more than a user without scripts may do', async () => {
    await fill(3);
    const queue = await thing('job-queue/mail');
    await redis.acl('SETUSER', 'op', 'on', '>op', '~*', '+@all', '-@scripting');
    const operator = connect(server.port, 'op');
    await run(takeJob('mail', now));
    expect((await runPlan(operator, requeueJob(queue, 'j0', context))).done).toBe(true);
    expect((await runPlan(operator, removeJob(queue, 'j1', context))).done).toBe(true);
    expect((await runPlan(operator, purgeQueue(queue, 'waiting', context))).left).toBe(0);
    operator.disconnect();
  });
});

describe('the other queues', () => {
  test('by priority: the important first, nothing lost on the way, attempts counted', async () => {
    for (const priority of [1, 9, 5])
      await run(enqueuePriorityJob('r', { id: `p${priority}`, type: 'x', priority }, now));
    const first = (await run(claimPriorityJob('r', now)))!;
    expect(JSON.parse(first)).toMatchObject({ priority: 9, attempts: 0 });
    expect(await run(releasePriorityJobs('r', later(59), 60))).toBe(0);
    expect(await run(releasePriorityJobs('r', later(60), 60))).toBe(1);
    const again = (await run(claimPriorityJob('r', now)))!;
    expect(again).toBe(first);
    expect(await run(retryPriorityJob('r', again))).toBe(1);
    expect(await run(retryPriorityJob('r', again))).toBeNull();
    expect(await run(finishPriorityJob('r', again))).toBe(false);
    for (let job; (job = await run(claimPriorityJob('r', now)));) {
      expect(JSON.parse(job).attempts).toBe(JSON.parse(job).id === 'p9' ? 1 : 0);
      expect(await run(finishPriorityJob('r', job))).toBe(true);
    }
    expect(await redis.dbsize()).toBe(0);
  });

  test('messages come in order, a stack gives the newest', async () => {
    for (const n of [1, 2]) {
      await run(sendMessage('queue:m', { n }, now));
      await run(push('s', String(n)));
    }
    expect(JSON.parse((await run(receiveMessage('queue:m')))!).n).toBe(1);
    expect([await run(pop('s')), await run(pop('s')), await run(pop('s'))]).toEqual(['2', '1', null]);
  });
});
