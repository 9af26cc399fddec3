import { describe, expect, test } from 'vitest';
import {
  delayResqueJob,
  failResqueJob,
  pushResqueJob,
  workResqueJob,
  writeResqueOddments,
} from '@/testing/patterns/library-queues/resque';
import {
  beatSidekiq,
  countSidekiq,
  fileSidekiqJob,
  pushSidekiqJob,
  writeSidekiqOddments,
} from '@/testing/patterns/library-queues/sidekiq';
import { patternServer } from '@/testing/patterns/pattern-server';
import { missingLayouts } from '@/testing/patterns/library-queues/missing-layouts';
import { recogniseAll } from '@/testing/patterns/recognise-all';
import type { QueueResponse } from '../queues/model';
import { minuteKey } from './read-sidekiq';

/** Sidekiq and Resque, whose keys are laid out by `testing/patterns/library-queues` as their sources do it. */

const queues = patternServer<QueueResponse>('queues');
const { now, run } = queues;
const today = new Date(now).toISOString().slice(0, 10);

async function whatIsThere() {
  const { things, unrecognised } = await recogniseAll(queues.redis, now);
  return { ids: things.map(({ id }) => id), unrecognised, missing: missingLayouts(things) };
}

const laneOf = (answer: QueueResponse, id: string) => answer.lanes.find((lane) => lane.id === id);

describe.each([
  ['', 'sidekiq'],
  ['resque:gitlab:', 'sidekiq-prefixed/resque%3Agitlab'],
])('Sidekiq below "%s"', (base, address) => {
  async function fill() {
    await run(
      pushSidekiqJob({ jid: 'a1', at: now - 9_000, args: ['ann@example.org', { password: 'x' }] }, base),
    );
    await run(pushSidekiqJob({ jid: 'a2', at: now - 5_000 }, base));
    await run(pushSidekiqJob({ jid: 'b1', at: now - 7_000, queue: 'low', seconds: true }, base));
    await run(fileSidekiqJob('schedule', now + 60_000, { jid: 'c1', at: now }, base));
    const failure = { error_class: 'Net::ReadTimeout', error_message: 'token=abc refused', retry_count: 2 };
    await run(fileSidekiqJob('retry', now + 30_000, { jid: 'd1', at: now, more: failure }, base));
    await run(fileSidekiqJob('dead', now - 1_000, { jid: 'e1', at: now - 99_000, more: failure }, base));
    const work = [{ thread: 'gq1', job: { jid: 'f1', at: now - 8_000 }, runAt: now - 4_000 }];
    await run(beatSidekiq('host:7:0123456789ab', now, work, base));
    const minute = minuteKey(base, now).slice(base.length);
    await run(countSidekiq({ day: today, processed: 9, failed: 2, minute }, base));
    await run(writeSidekiqOddments(today, base));
  }

  test('is one thing, of every layout, and none of its keys is left over', async () => {
    await fill();
    expect(await whatIsThere()).toEqual({ ids: [address], unrecognised: [], missing: [] });
  });

  test('has its queues, its sorted sets and what its processes are at as lanes', async () => {
    await fill();
    const answer = await queues.read(address);
    expect(answer).toMatchObject({
      source: 'Sidekiq 8.1.7',
      acts: false,
      paused: false,
      processed: { completed: 7, failed: 2 },
      waitingKeys: [`${base}queue:default`, `${base}queue:low`],
    });
    expect(answer.lanes.map(({ id, depth }) => [id, depth])).toEqual([
      ['queue default', 2],
      ['queue low', 1],
      ['busy', 1],
      ['scheduled', 1],
      ['retries', 1],
      ['dead', 1],
    ]);
    // Milliseconds as version 8 writes them, and seconds with a fraction as those before.
    expect(laneOf(answer, 'queue default')!.oldestAt).toBe(now - 9_000);
    expect(laneOf(answer, 'queue low')!.oldestAt).toBeCloseTo(now - 7_000, -1);
    expect(laneOf(answer, 'scheduled')!.nextDueAt).toBeCloseTo(now + 60_000, -1);
    expect(laneOf(answer, 'busy')!.oldestAt).toBe(Math.floor((now - 4_000) / 1000) * 1000);
  });

  test('shows the job that is next first, without its secrets', async () => {
    await fill();
    const { jobs } = await queues.read(address);
    expect(jobs.rows.map(({ id }) => id)).toEqual(['a1', 'a2']);
    expect(jobs.rows[0]).toMatchObject({
      type: 'SendMail',
      enqueuedAt: now - 9_000,
      payload: '["ann@example.org",{"password":"(masked)"}]',
    });
    const retries = await queues.read(address, { lane: 'retries', job: 'd1' });
    expect(retries.jobs.rows[0]).toMatchObject({
      attempts: 3,
      error: 'Net::ReadTimeout: token=(masked) refused',
    });
    expect(retries.job!.fields.map(({ name }) => name)).toContain('args');
    const busy = await queues.read(address, { lane: 'busy' });
    expect(busy.jobs.rows[0]).toMatchObject({ id: 'f1', status: 'busy', enqueuedAt: now - 8_000 });
  });

  test('tells of the past by day, and of an hour by its minutes', async () => {
    await fill();
    const { value, spark, perHour, trouble } = await queues.summary(address);
    expect([value, perHour, trouble]).toEqual([3, 9, null]);
    expect(spark!.at(-1)![1]).toBe(9);
    expect(spark!.at(-2)![1]).toBeNull();
  });
});

test('Sidekiq’s encrypted argument is not shown, and jobs without a process are a trouble', async () => {
  await run(pushSidekiqJob({ jid: 'a1', at: now, args: [7, 'BAhbByIMc2VjcmV0'], more: { encrypt: true } }));
  const { jobs, job } = await queues.read('sidekiq', { job: 'a1' });
  expect(jobs.rows[0]!.payload).toBe('[7,"(masked)"]');
  expect(job!.fields.find(({ name }) => name === 'args')!.value).toBe('[7,"(masked)"]');
  expect((await queues.summary('sidekiq')).trouble).toBe('Jobs wait, but no Sidekiq process is running.');
});

describe.each([
  ['resque', 'resque'],
  ['shop', 'resque-prefixed/shop'],
])('Resque below %s', (namespace, address) => {
  const due = Math.floor(now / 1000) + 600;

  async function fill() {
    await run(pushResqueJob('mail', ['ann@example.org', { apiKey: 'k' }], namespace));
    await run(pushResqueJob('mail', ['bob@example.org'], namespace));
    await run(workResqueJob('host:1:mail', 'mail', now - 4_000, namespace));
    await run(failResqueJob('mail', now - 60_000, namespace));
    await run(delayResqueJob(due, [1], namespace));
    await run(delayResqueJob(due, [2], namespace));
    await run(delayResqueJob(due + 60, [3], namespace));
    await run(writeResqueOddments(namespace));
  }

  test('is one thing, of every layout, and none of its keys is left over', async () => {
    await fill();
    expect(await whatIsThere()).toEqual({ ids: [address], unrecognised: [], missing: [] });
  });

  test('has its queues, workers, delayed and failed jobs as lanes', async () => {
    await fill();
    const answer = await queues.read(address);
    expect(answer).toMatchObject({ source: 'Resque', acts: false, processed: { completed: 0, failed: 1 } });
    expect(answer.lanes.map(({ id, depth }) => [id, depth])).toEqual([
      ['queue mail', 2],
      ['working', 1],
      ['delayed', 3],
      ['failed', 1],
      ['mail_failed', 1],
    ]);
    expect(laneOf(answer, 'delayed')!.nextDueAt).toBe(due * 1000);
    expect(laneOf(answer, 'working')!.oldestAt).toBe(Math.floor((now - 4_000) / 1000) * 1000);
  });

  test('pages through what is delayed, moment by moment', async () => {
    await fill();
    const { jobs } = await queues.read(address, { lane: 'delayed', offset: 1, count: 2 });
    expect(jobs.rows.map(({ payload, dueAt }) => [payload, dueAt])).toEqual([
      ['[2]', due * 1000],
      ['[3]', (due + 60) * 1000],
    ]);
  });

  test('masks secrets, and finds a job without an id by its handle', async () => {
    await fill();
    const { jobs } = await queues.read(address);
    expect(jobs.rows[0]).toMatchObject({
      id: null,
      type: 'SendMail',
      payload: '["ann@example.org",{"apiKey":"(masked)"}]',
    });
    const { job } = await queues.read(address, { lane: 'queue mail', job: jobs.rows[0]!.handle });
    expect(job!.fields.map(({ name }) => name)).toEqual(['class', 'args']);
    const failed = await queues.read(address, { lane: 'failed' });
    expect(failed.jobs.rows[0]).toMatchObject({
      type: 'SendMail',
      finishedAt: Math.floor((now - 60_000) / 1000) * 1000,
      error: 'Net::SMTPFatalError: no such mailbox',
      payload: '[{"password":"(masked)"}]',
    });
  });
});
