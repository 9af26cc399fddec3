import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import type { PresenceResponse } from './read';
import { removeAbsent, removeOnline, writeHeartbeat } from './write';

const pattern = patternServer<PresenceResponse>('presence');

describe('recognised', () => {
  test('the set and its heartbeats are one thing', async () => {
    await pattern.run(writeHeartbeat('7', pattern.now));
    await pattern.run(writeHeartbeat('8', pattern.now));
    const thing = await pattern.thing('users-online');
    expect(thing.parts.map(({ layout, keys }) => [layout, keys]).sort()).toEqual([
      ['heartbeat', 2],
      ['online', 1],
    ]);
    expect(thing).toMatchObject({ pattern: 'presence', keys: 3, confidence: 0.95 });
  });

  test('the set of document 001', async () => {
    await pattern.redis.sadd('online:users', 'ann');
    expect(await pattern.recognised()).toEqual(['online-users']);
  });

  test.each([
    ['a counter', () => pattern.redis.set('users:online', 7)],
    ['a set of long texts', () => pattern.redis.sadd('users:online', 'x'.repeat(500))],
    ['a ranking', () => pattern.redis.zadd('online:users', 7, 'ann')],
  ])('not %s', async (_, write) => {
    await write();
    expect(await pattern.recognised()).toEqual([]);
  });
});

describe('read', () => {
  test('who is there, since when, and for how long they count as being there', async () => {
    await pattern.run(writeHeartbeat('7', pattern.now));
    const { total, rows, nextCursor, heartbeats, explanation } = await pattern.read('users-online');
    expect({ total, nextCursor, explanation }).toEqual({ total: 1, nextCursor: null, explanation: null });
    expect(rows[0]).toMatchObject({ user: '7', seenAt: Math.floor(pattern.now / 1000) * 1000 });
    expect(rows[0]!.aliveForMs).toBeGreaterThan(50_000);
    expect(heartbeats).toMatchObject({ keys: 1, looked: 1, alive: 1, stuck: [] });
  });

  test('document 003 never writes a heartbeat: nobody leaves, and it is said', async () => {
    await pattern.redis.sadd('users:online', '7', '8');
    await pattern.redis.expire('user:7:heartbeat', 60);
    const { heartbeats, explanation, rows } = await pattern.read('users-online');
    expect(heartbeats).toMatchObject({ keys: 0, looked: 2, alive: 0 });
    expect(heartbeats!.stuck.sort()).toEqual(['7', '8']);
    expect(rows.every(({ aliveForMs }) => aliveForMs === null)).toBe(true);
    expect(explanation).toMatch(/^Nobody on this set has a heartbeat/);
    expect((await pattern.summary('users-online')).trouble).toMatch(/^None of 2 users/);
  });

  test('those who left and are still listed', async () => {
    await pattern.run(writeHeartbeat('7', pattern.now));
    await pattern.redis.sadd('users:online', '8');
    const { heartbeats, explanation } = await pattern.read('users-online');
    expect(heartbeats).toMatchObject({ alive: 1, stuck: ['8'] });
    expect(explanation).toMatch(/^1 of 2 users/);
    expect((await pattern.summary('users-online')).trouble).toBeNull();
  });

  test('a set without heartbeats is not blamed for having none', async () => {
    await pattern.redis.sadd('online:users', 'ann');
    const { heartbeats, explanation } = await pattern.read('online-users');
    expect([heartbeats, explanation]).toEqual([null, expect.stringMatching(/^Nothing says/)]);
    expect(await pattern.summary('online-users')).toMatchObject({
      value: 1,
      caption: 'online',
      trouble: null,
    });
  });

  test('many, page by page, each once; and one found', async () => {
    const users = Array.from({ length: 1_500 }, (_, index) => `user${index}`);
    await pattern.redis.sadd('users:online', ...users);
    const seen = new Set<string>();
    for (let cursor: string | null = '0'; cursor !== null;) {
      const page: PresenceResponse = await pattern.read('users-online', { cursor, count: 200 });
      expect(page.rows.length).toBeLessThan(400);
      for (const { user } of page.rows) seen.add(user);
      cursor = page.nextCursor;
    }
    expect(seen.size).toBe(1_500);
    const { found, heartbeats } = await pattern.read('users-online', { user: 'user9' });
    expect(found).toMatchObject({ user: 'user9', online: true, aliveForMs: null });
    expect(heartbeats).toMatchObject({ looked: 1_000, alive: 0 });
    expect(heartbeats!.stuck).toHaveLength(50);
    expect((await pattern.read('users-online', { user: 'nobody' })).found).toMatchObject({ online: false });
  });

  test('heartbeats alone are users too', async () => {
    await pattern.redis.set('user:7:heartbeat', 'x', 'EX', 60);
    const { key, total, rows } = await pattern.read('users-online');
    expect({ key, total }).toEqual({ key: null, total: 1 });
    expect(rows[0]).toMatchObject({ user: '7', seenAt: null });
  });

  test('a set that has become something else', async () => {
    await pattern.redis.sadd('users:online', '7');
    const thing = await pattern.thing('users-online');
    await pattern.redis.del('users:online');
    expect(await pattern.readStale(thing)).toMatchObject({ total: 0, rows: [] });
    await pattern.redis.set('users:online', 'x');
    expect(await pattern.readStale(thing)).toMatchObject({ total: null, rows: [], explanation: null });
  });
});

describe('leaving', () => {
  test('those without a heartbeat are taken off', async () => {
    await pattern.run(writeHeartbeat('7', pattern.now));
    await pattern.redis.sadd('users:online', '8', '9');
    expect(await pattern.run(removeAbsent())).toBe(2);
    expect(await pattern.redis.smembers('users:online')).toEqual(['7']);
    expect(await pattern.run(removeAbsent())).toBe(0);
  });

  test('who comes back meanwhile stays', async () => {
    await pattern.redis.sadd('users:online', '8');
    const plan = removeAbsent();
    let step = plan.next();
    while (!step.done && !step.value.atomic) step = plan.next(await answers(step.value.commands));
    const other = pattern.redis.duplicate();
    await other.set('user:8:heartbeat', 1, 'EX', 60);
    other.disconnect();
    if (step.done) throw new Error('it ended before it changed anything');
    const multi = pattern.redis.multi();
    for (const [name, ...args] of step.value.commands) multi.call(name, ...args.map(String));
    expect(await multi.exec()).toBeNull();
    expect(plan.next([])).toMatchObject({ done: true, value: null });
    expect(await pattern.redis.smembers('users:online')).toEqual(['8']);
  });

  test('one', async () => {
    await pattern.redis.sadd('users:online', '8');
    expect(await pattern.run(removeOnline('users:online', '8'))).toBe(true);
    expect(await pattern.run(removeOnline('users:online', '8'))).toBe(false);
  });
});

async function answers(commands: readonly (readonly (string | number)[])[]) {
  const replies: never[] = [];
  for (const [name, ...args] of commands)
    replies.push((await pattern.redis.call(String(name), ...args.map(String))) as never);
  return replies;
}
