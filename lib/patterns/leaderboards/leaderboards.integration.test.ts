import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import { leaderboardView, type LeaderboardResponse } from './read';
import { incrementScore, leaderboardKey, monthlyBoard, removeMember, writeBestScore } from './write';

let server: RunningRedis;
let redis: Redis;
const now = Date.now();

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

async function recognised(id: string) {
  const { things } = await recogniseAll(redis, now);
  return things.find((thing) => thing.id === id)!;
}

async function read(id: string, query: object = {}): Promise<LeaderboardResponse> {
  const plan = leaderboardView.read(await recognised(id), leaderboardView.query.parse(query), contextAt(now));
  const answer = await runPlan(redis, plan);
  return leaderboardView.response.parse(answer) as LeaderboardResponse;
}

describe('recognised', () => {
  test('by name and scores, with the reason', async () => {
    await runPlan(redis, incrementScore(leaderboardKey('global'), 'ann', 5, monthlyBoard));
    const thing = await recognised('leaderboard/global');
    expect(thing).toMatchObject({ pattern: 'leaderboards', title: 'global', keys: 1, confidence: 0.95 });
    expect(thing.parts[0]!.why).toBe(
      'name matches leaderboard:{name}, value is a sorted set of points, TTL 30 d',
    );
  });

  test('by scores alone, less sure', async () => {
    await redis.zadd('sales:alltime', 12, 'tea', 7, 'coffee');
    expect(await recognised('ranking/sales%3Aalltime')).toMatchObject({
      confidence: 0.7,
      title: 'sales:alltime',
    });
  });

  test.each([
    ['a log of requests', ['1732180000.5', '1732180000.5:a1']],
    ['events by time', ['1732180000', '{"type":"view"}']],
    ['places', ['3673983964876493', 'store:berlin']],
    ['values by time', ['21.5', '1732180000']],
  ])('not %s', async (_, [score, member]) => {
    await redis.zadd('leaderboard:x', score!, member!);
    const { things } = await recogniseAll(redis, now);
    expect(things.filter(({ pattern }) => pattern === 'leaderboards')).toEqual([]);
  });

  test.each([
    ['an index by letters', ['0', 'ann', '0', 'bob']],
    ['ids in their order', ['1001', '1001', '1002', '1002']],
    ['times in nanoseconds', ['1795255000000000123', 'a', '1795255000000000456', 'b']],
  ])('not %s, where no name says so', async (_, pairs) => {
    await redis.zadd('things', ...pairs);
    const { things } = await recogniseAll(redis, now);
    expect(things).toEqual([]);
  });

  test('as no access, where the ACL leaves the key out', async () => {
    await redis.zadd('leaderboard:secret', 1, 'ann');
    await redis.zadd('leaderboard:open', 1, 'ann');
    await redis.acl('SETUSER', 'reader', 'on', '>reader', '~leaderboard:open', '+@read', '+scan');
    const reader = connect(server.port, 'reader');
    const { things } = await recogniseAll(reader, now);
    reader.disconnect();
    const access = Object.fromEntries(things.map(({ id, access }) => [id, access]));
    expect(access).toEqual({ 'leaderboard/open': 'readable', 'leaderboard/secret': 'denied' });
  });
});

describe('read', () => {
  beforeEach(async () => {
    for (const [index, member] of ['a', 'b', 'c', 'd', 'e'].entries())
      await runPlan(redis, incrementScore('leaderboard:g', member, [50, 40, 40, 30, 10][index]!));
  });

  test('the best first, ties sharing a place', async () => {
    const { rows, total, ttlMs } = await read('leaderboard/g', { count: 4 });
    expect(rows.map(({ member, position, place, tied }) => [member, position, place, tied])).toEqual([
      ['a', 1, 1, false],
      ['c', 2, 2, true],
      ['b', 3, 2, true],
      ['d', 4, 4, false],
    ]);
    expect([total, ttlMs]).toEqual([5, null]);
  });

  test('from the bottom, and page by page', async () => {
    const { rows } = await read('leaderboard/g', { order: 'bottom', offset: 1, count: 2 });
    expect(rows.map(({ member, position }) => [member, position])).toEqual([
      ['d', 2],
      ['b', 3],
    ]);
  });

  test('a member, its place and those around', async () => {
    const { found } = await read('leaderboard/g', { member: 'd', around: 1 });
    expect(found).toMatchObject({ member: 'd', place: 4, position: 4, score: 30, tiedWith: 0 });
    expect(found!.around.map(({ member }) => member)).toEqual(['b', 'd', 'e']);
    expect((await read('leaderboard/g', { member: 'nobody' })).found).toBeNull();
  });

  test('a range of scores, with the positions on the whole board', async () => {
    const { rows, inRange } = await read('leaderboard/g', { min: 20, max: 45 });
    expect(inRange).toBe(3);
    expect(rows.map(({ member, position }) => [member, position])).toEqual([
      ['c', 2],
      ['b', 3],
      ['d', 4],
    ]);
  });

  test('the spread of scores counts everybody once', async () => {
    const { distribution } = await read('leaderboard/g');
    expect(distribution.reduce((sum, { members }) => sum + members, 0)).toBe(5);
    expect(distribution.at(-1)).toMatchObject({ to: 50, members: 1 });
  });

  test('infinite scores and members of any bytes', async () => {
    await redis.zadd('leaderboard:g', '+inf', Buffer.from([0xff, 0x00]));
    const { rows, distribution } = await read('leaderboard/g', { count: 1 });
    expect(rows[0]).toMatchObject({ member: 'base64:_wA', score: 'inf' });
    expect(distribution).toEqual([]);
    expect((await read('leaderboard/g', { member: 'base64:_wA' })).found).toMatchObject({ position: 1 });
  });
});

test('a better score is kept, a worse one is not, and removing says whether there was one', async () => {
  expect(await runPlan(redis, writeBestScore('ann', 'quiz', 7))).toBe(7);
  expect(await runPlan(redis, writeBestScore('ann', 'quiz', 5))).toBe(7);
  expect(await redis.get('player:ann:best_score:quiz')).toBe('7');
  await redis.zadd('leaderboard:g', 1, 'a');
  expect(await runPlan(redis, removeMember('leaderboard:g', 'a'))).toBe(true);
  expect(await runPlan(redis, removeMember('leaderboard:g', 'a'))).toBe(false);
});
