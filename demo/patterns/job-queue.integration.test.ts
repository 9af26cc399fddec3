import { type Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connect, startRedis, type RunningRedis } from '../../testing/servers';
import { createRandom } from '../random';
import { finishJob, moveDueJobs, sweepJobs, takeJob, writeJob, type Job } from './job-queue';
import { claimPriorityJob, finishPriorityJob, releasePriorityJobs, writePriorityJob } from './priority-queue';

let server: RunningRedis;
let redis: Redis;
const random = createRandom(1);
const now = Date.UTC(2026, 10, 21);
const clock = () => now;
const later = (seconds: number) => now + seconds * 1_000;

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

const stored = async (id: string) => JSON.parse((await redis.hget('jobs:mail', id)) ?? 'null') as Job | null;

describe('the job queue', () => {
  test('hands out jobs in order and keeps their state beside', async () => {
    const ids = [
      await writeJob(redis, now, random, 'mail', 'first'),
      await writeJob(redis, now, random, 'mail', 'second'),
    ];
    const job = await takeJob(redis, clock, 'mail', 1);
    expect(job).toMatchObject({ id: ids[0], type: 'first', status: 'processing', started_at: now / 1_000 });
    expect(await redis.smembers('queue:mail:processing')).toEqual([ids[0]]);
    await finishJob(redis, later(2), 'mail', job!, 'completed', 'sent');
    expect(await stored(ids[0]!)).toMatchObject({ status: 'completed', finished_at: later(2) / 1_000 });
    expect(await redis.exists('queue:mail:processing')).toBe(0);
    expect(await redis.lrange('queue:mail', 0, -1)).toEqual([ids[1]]);
  });

  test('gives nothing when there is nothing', async () => {
    expect(await takeJob(redis, clock, 'mail', 0.01)).toBeNull();
  });

  test('holds a delayed job back until it is due', async () => {
    const id = await writeJob(redis, now, random, 'mail', 'reminder', { delaySeconds: 60 });
    expect(await moveDueJobs(redis, later(59), 'mail')).toBe(0);
    expect(await moveDueJobs(redis, later(60), 'mail')).toBe(1);
    expect(await redis.lrange('queue:mail', 0, -1)).toEqual([id]);
    expect(await redis.exists('queue:mail:delayed')).toBe(0);
  });

  test('queues again the job of a worker that died, once', async () => {
    const id = await writeJob(redis, now, random, 'mail', 'm');
    await takeJob(redis, clock, 'mail', 1);
    expect(await sweepJobs(redis, later(59), 'mail')).toEqual({ forgotten: 0, requeued: 0 });
    expect(await sweepJobs(redis, later(61), 'mail')).toEqual({ forgotten: 0, requeued: 1 });
    expect(await sweepJobs(redis, later(62), 'mail')).toEqual({ forgotten: 0, requeued: 0 });
    expect(await redis.lrange('queue:mail', 0, -1)).toEqual([id]);
    expect(await redis.exists('queue:mail:processing')).toBe(0);
  });

  test('finds a job that was lost between the list and the worker, and lets waiting ones wait', async () => {
    const lost = await writeJob(redis, now, random, 'mail', 'm');
    await redis.lpop('queue:mail');
    await writeJob(redis, now, random, 'mail', 'still waiting');
    await writeJob(redis, now, random, 'mail', 'not due yet', { delaySeconds: 9_999 });
    expect(await sweepJobs(redis, later(121), 'mail')).toEqual({ forgotten: 0, requeued: 1 });
    expect(await redis.lrange('queue:mail', -1, -1)).toEqual([lost]);
  });

  test('forgets what finished a while ago, so that the hash does not grow for ever', async () => {
    for (const status of ['completed', 'failed'] as const) {
      await writeJob(redis, now, random, 'mail', 'm');
      await finishJob(redis, now, 'mail', (await takeJob(redis, clock, 'mail', 1))!, status, '');
    }
    expect(await sweepJobs(redis, later(299), 'mail')).toMatchObject({ forgotten: 0 });
    expect(await sweepJobs(redis, later(301), 'mail')).toMatchObject({ forgotten: 2 });
    expect(await redis.dbsize()).toBe(0);
  });
});

describe('the priority queue', () => {
  test('hands out the important first, loses nothing on the way and ends empty', async () => {
    for (const priority of [1, 9, 5]) {
      await writePriorityJob(redis, now, random, 'reports', 'sales', priority);
    }
    const first = (await claimPriorityJob(redis, now, 'reports'))!;
    expect(JSON.parse(first)).toMatchObject({ priority: 9 });
    expect(await redis.zcard('queue:reports')).toBe(2);
    expect(await releasePriorityJobs(redis, later(59), 'reports', 60)).toBe(0);
    expect(await releasePriorityJobs(redis, later(60), 'reports', 60)).toBe(1);
    expect((await redis.zrange('queue:reports', '0', '0'))[0]).toBe(first);
    for (let job; (job = await claimPriorityJob(redis, now, 'reports'));) {
      await finishPriorityJob(redis, 'reports', job);
    }
    expect(await redis.dbsize()).toBe(0);
  });
});
