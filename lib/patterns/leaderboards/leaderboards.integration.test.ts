import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contextAt, recogniseAll } from '@/testing/patterns/recognise-all';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import type { PastSample, Thing } from '../pattern';
import { together } from '../plan';
import type { LeaderboardResponse } from './model';
import { leaderboardSampling } from './movement';
import { leaderboardView, summariseLeaderboard } from './read';
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

async function read(id: string, query: object = {}, past: PastSample[] = []): Promise<LeaderboardResponse> {
  return readThing(await recognised(id), query, past);
}

/** A thing as it was recognised, whatever has happened since. */
async function readThing(
  thing: Thing,
  query: object = {},
  past: PastSample[] = [],
  reader = redis,
): Promise<LeaderboardResponse> {
  const context = { ...contextAt(now), past };
  const answer = await runPlan(
    reader,
    leaderboardView.read(thing, leaderboardView.query.parse(query), context),
  );
  // What is not JSON would be lost on its way to the browser.
  return leaderboardView.response.parse(JSON.parse(JSON.stringify(answer))) as LeaderboardResponse;
}

/** What is kept of a thing's present, as if it had been taken so long ago. */
async function sampleOf(id: string, agoMs: number, reader = redis): Promise<PastSample> {
  const values = await runPlan(reader, leaderboardSampling.sample(await recognised(id), contextAt(now)));
  return { at: now - agoMs, values };
}

const summaryOf = async (id: string) =>
  runPlan(redis, summariseLeaderboard(await recognised(id), contextAt(now)));

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

  test('a key that is gone, of another type, or of another thing, as an empty board', async () => {
    const thing = await recognised('leaderboard/g');
    await redis.del('leaderboard:g');
    expect(await readThing(thing, { member: 'a' })).toMatchObject({ total: 0, rows: [], found: null });
    await redis.set('leaderboard:g', 'text');
    expect(await readThing(thing, { member: 'a' })).toMatchObject({ total: 0, rows: [], distribution: [] });
    await redis.zadd('secrets', 1, 'one');
    expect(await readThing(thing, { key: 'secrets' })).toMatchObject({ key: null, total: 0, rows: [] });
  });

  test('infinite scores and members of any bytes', async () => {
    await redis.zadd('leaderboard:g', '+inf', Buffer.from([0xff, 0x00]));
    const { rows, distribution } = await read('leaderboard/g', { count: 1 });
    expect(rows[0]).toMatchObject({ member: 'base64:_wA', score: 'inf' });
    expect(distribution).toEqual([]);
    expect((await read('leaderboard/g', { member: 'base64:_wA' })).found).toMatchObject({ position: 1 });
  });
});

describe('movement', () => {
  test('the first sample says at once what has changed since', async () => {
    await redis.zadd('leaderboard:g', 50, 'ann', 40, 'bob', 30, 'cem');
    const past = [await sampleOf('leaderboard/g', 60_000)];
    await redis.zadd('leaderboard:g', 60, 'bob', 45, 'new');
    const { rows, found, movement } = await read('leaderboard/g', { member: 'cem' }, past);
    expect(movement).toEqual({
      sampled: true,
      moments: [now - 60_000],
      since: now - 60_000,
      kept: 3,
      complete: true,
    });
    expect(rows.map(({ member, place, before }) => [member, place, before])).toEqual([
      ['bob', 1, { place: 2, score: 40 }],
      ['ann', 2, { place: 1, score: 50 }],
      ['new', 3, null],
      ['cem', 4, { place: 3, score: 30 }],
    ]);
    expect(found).toMatchObject({ place: 4, before: { place: 3, score: 30 } });
    expect(found!.around.map(({ before }) => before?.place)).toEqual([2, 1, undefined, 3]);
  });

  test('the moment that is asked for is the one compared with', async () => {
    await redis.zadd('leaderboard:g', 1, 'ann', 2, 'bob');
    const past = [await sampleOf('leaderboard/g', 3_600_000)];
    await redis.zadd('leaderboard:g', 3, 'ann');
    past.push(await sampleOf('leaderboard/g', 60_000));
    const at = async (query: object) => {
      const { rows, movement } = await read('leaderboard/g', query, past);
      return [movement.since, rows.find(({ member }) => member === 'ann')!.before?.place];
    };
    expect(await at({})).toEqual([now - 3_600_000, 2]);
    expect(await at({ since: now })).toEqual([now - 60_000, 1]);
  });

  test('of a large board the best are kept, and how many members there were', async () => {
    for (let member = 1; member <= 1_000; member += 100)
      await redis.zadd(
        'leaderboard:g',
        ...Array.from({ length: 100 }, (_, n) => [member + n, `m${member + n}`]).flat(),
      );
    const past = [await sampleOf('leaderboard/g', 60_000)];
    expect(past[0]!.values.value).toBe(1_000);
    const { rows, movement } = await read('leaderboard/g', { offset: 199, count: 2 }, past);
    expect(movement).toMatchObject({ kept: 200, complete: false });
    expect(rows.map(({ member, before }) => [member, before?.place])).toEqual([
      ['m801', 200],
      ['m800', undefined],
    ]);
  });

  test('of several boards the first four are kept, each with its own ranks', async () => {
    const boards = ['a', 'b', 'c', 'd', 'e'].map((name) => `weekly${name}:2026`);
    for (const [index, board] of boards.entries()) await redis.zadd(board, 10 + index, 'ann', 5, 'bob');
    const things = await Promise.all(
      (await recogniseAll(redis, now)).things.map(async (thing) => ({
        thing,
        values: await runPlan(redis, leaderboardSampling.sample(thing, contextAt(now))),
      })),
    );
    const all = { ...things[0]!.thing, parts: things.flatMap(({ thing }) => thing.parts) };
    const values = await runPlan(redis, leaderboardSampling.sample(all, contextAt(now)));
    expect(values.value).toBe(10);
    const past = [{ at: now - 60_000, values }];
    const shown = async (key: string) => readThing(all, { key }, past);
    for (const [index, key] of boards.slice(0, 4).entries())
      expect((await shown(key)).rows[0]!.before).toEqual({ place: 1, score: 10 + index });
    expect((await shown(boards[4]!)).movement).toMatchObject({ sampled: false, since: null });
  });

  test('infinite scores and members of any bytes', async () => {
    await redis.zadd('leaderboard:g', '+inf', Buffer.from([0xff, 0x00]), 1, 'ann');
    const past = [await sampleOf('leaderboard/g', 60_000)];
    await redis.zadd('leaderboard:g', '+inf', 'ann', '-inf', Buffer.from([0xff, 0x00]));
    const { rows } = await read('leaderboard/g', {}, past);
    expect(rows.map(({ member, score, before }) => [member, score, before])).toEqual([
      ['ann', 'inf', { place: 2, score: 1 }],
      ['base64:_wA', '-inf', { place: 1, score: 'inf' }],
    ]);
  });

  test('a board that the ACL refuses, or that is none any more, is left out of the sample', async () => {
    await redis.zadd('leaderboard:g', 1, 'ann');
    await redis.acl('SETUSER', 'nobody', 'on', '>nobody', '~other', '+@read');
    const nobody = connect(server.port, 'nobody');
    expect((await sampleOf('leaderboard/g', 0, nobody)).values).toEqual({});
    nobody.disconnect();
    const thing = await recognised('leaderboard/g');
    await redis.set('leaderboard:g', 'text');
    expect(await runPlan(redis, leaderboardSampling.sample(thing, contextAt(now)))).toEqual({});
  });
});

describe('best scores', () => {
  const id = 'best-score/quiz';
  const play = (scores: Record<string, number>) =>
    runPlan(
      redis,
      together(Object.entries(scores).map(([player, score]) => writeBestScore(player, 'quiz', score))),
    );

  beforeEach(() => play({ ann: 50, bob: 40, cem: 40, dan: 30, eve: 10.5 }));

  test('are ranked as a board, with ties', async () => {
    const { key, keys, total, looked, rows } = await read(id, { count: 4 });
    expect({ key, keys, total }).toEqual({ key: null, keys: [], total: 5 });
    expect(looked).toEqual({ players: 5, of: 5, exact: true });
    expect(
      rows.map(({ member, position, place, score, tied }) => [member, position, place, score, tied]),
    ).toEqual([
      ['ann', 1, 1, 50, false],
      ['cem', 2, 2, 40, true],
      ['bob', 3, 2, 40, true],
      ['dan', 4, 4, 30, false],
    ]);
  });

  test('from the bottom, within a range, and page by page', async () => {
    const { rows } = await read(id, { order: 'bottom', offset: 1, count: 2 });
    expect(rows.map(({ member, position }) => [member, position])).toEqual([
      ['dan', 2],
      ['bob', 3],
    ]);
    const range = await read(id, { min: 20, max: 45, offset: 2 });
    expect(range.inRange).toBe(3);
    expect(range.rows.map(({ member, position }) => [member, position])).toEqual([['dan', 4]]);
  });

  test('a player with those around, and nobody', async () => {
    const { found } = await read(id, { member: 'cem', around: 1 });
    expect(found).toMatchObject({ member: 'cem', place: 2, position: 2, tiedWith: 1, score: 40 });
    expect(found!.around.map(({ member }) => member)).toEqual(['ann', 'cem', 'bob']);
    const nobody = await read(id, { member: 'no:body' });
    expect(nobody).toMatchObject({ found: null, looked: { players: 5, of: 5 } });
  });

  test('the spread of scores counts everybody once', async () => {
    const { distribution } = await read(id);
    expect(distribution.reduce((sum, { members }) => sum + members, 0)).toBe(5);
    expect(distribution.at(-1)).toMatchObject({ to: 50, members: 1 });
  });

  test('keys that are gone, of another type or no numbers are left out; a new one is found', async () => {
    const thing = await recognised(id);
    await redis.del('player:ann:best_score:quiz', 'player:bob:best_score:quiz');
    await redis.lpush('player:bob:best_score:quiz', 'x');
    await redis.set('player:cem:best_score:quiz', 'much');
    await play({ zoe: 70 });
    const { rows, found, total } = await readThing(thing, { member: 'zoe' });
    expect(rows.map(({ member }) => member)).toEqual(['zoe', 'dan', 'eve']);
    expect([total, found?.place]).toEqual([3, 1]);
  });

  test('players whose keys the ACL leaves out have no rank, and then nobody is compared', async () => {
    await redis.acl('SETUSER', 'fan', 'on', '>fan', '~player:[ab]*', '+@read');
    const fan = connect(server.port, 'fan');
    const past = [await sampleOf(id, 60_000)];
    const { rows, looked, movement } = await readThing(await recognised(id), {}, past, fan);
    fan.disconnect();
    expect(rows.map(({ member }) => member)).toEqual(['ann', 'bob']);
    expect(looked).toEqual({ players: 2, of: 5, exact: true });
    expect(movement).toMatchObject({ sampled: false, since: null });
  });

  test('of very many players a part is looked at, which is said, and nothing is compared', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3_200 }, (_, index) => [`player:p${index}:best_score:chess`, index]),
    );
    await redis.mset(many);
    const { total, looked, found, movement } = await read('best-score/chess', { member: 'p999' });
    expect(looked).toMatchObject({ of: 3_200, exact: true });
    // Whoever is looked for is looked at besides.
    expect([total, looked!.players, found?.score]).toEqual([3_001, 3_001, 999]);
    expect(movement).toMatchObject({ sampled: false, since: null });
    expect((await sampleOf('best-score/chess', 0)).values).toEqual({ value: 3_200 });
    expect(await summaryOf('best-score/chess')).toMatchObject({
      value: 3_200,
      caption: expect.stringMatching(/^players; the best of 500 looked at has [\d,]+$/) as string,
    });
  });

  test('move since a moment; who was not seen then is not called new', async () => {
    const past = [await sampleOf(id, 60_000)];
    await play({ eve: 60, zoe: 20 });
    const { rows, movement } = await read(id, {}, past);
    expect(movement).toMatchObject({ sampled: true, since: now - 60_000, kept: 5, complete: false });
    expect(rows.map(({ member, place, before }) => [member, place, before?.place])).toEqual([
      ['eve', 1, 5],
      ['ann', 2, 1],
      ['cem', 3, 2],
      ['bob', 3, 2],
      ['dan', 5, 4],
      ['zoe', 6, undefined],
    ]);
  });

  test('the card says how many players there are, and the best score', async () => {
    expect(await summaryOf(id)).toMatchObject({ value: 5, caption: 'players, the best has 50' });
  });
});

test('a card counts the members, of boards that are no sorted sets any more too', async () => {
  await redis.zadd('leaderboard:g', 1, 'a', 2, 'b');
  expect(await summaryOf('leaderboard/g')).toMatchObject({ value: 2, caption: 'members' });
  const thing = await recognised('leaderboard/g');
  await redis.set('leaderboard:g', 'text');
  expect(await runPlan(redis, summariseLeaderboard(thing, contextAt(now)))).toMatchObject({ value: 0 });
});

test('a better score is kept, a worse one is not, and removing says whether there was one', async () => {
  expect(await runPlan(redis, writeBestScore('ann', 'quiz', 7))).toBe(7);
  expect(await runPlan(redis, writeBestScore('ann', 'quiz', 5))).toBe(7);
  expect(await redis.get('player:ann:best_score:quiz')).toBe('7');
  await redis.zadd('leaderboard:g', 1, 'a');
  expect(await runPlan(redis, removeMember('leaderboard:g', 'a'))).toBe(true);
  expect(await runPlan(redis, removeMember('leaderboard:g', 'a'))).toBe(false);
});
