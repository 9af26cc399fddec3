import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { Plan, Step } from '@/lib/patterns/plan';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import { addElement } from './add-element';
import { editValue } from './edit-value';
import { expireKeys, persistKey } from './expire-keys';
import { removeElement } from './remove-element';
import { renameKey, renameOver } from './rename-key';

type Part = ActionInput<'key.edit'>['part'];
type Added = ActionInput<'element.add'>['element'];
type Removed = ActionInput<'element.remove'>['element'];

let server: RunningRedis;
let redis: Redis;
let other: Redis;
beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
  other = connect(server.port);
});
beforeEach(() => other.flushall());
afterAll(async () => {
  redis.disconnect();
  other.disconnect();
  await server.stop();
});

const KEY = 'thing';
/** Every byte there is: none of them may be lost on the way. */
const ALL_BYTES = String.fromCharCode(...Array.from({ length: 256 }, (_, byte) => byte));
const bytesOf = async (reply: Promise<Buffer | null>) => (await reply)?.toString('latin1');

const FILL: Record<Removed['type'] | 'string', () => Promise<unknown>> = {
  string: () => other.set(KEY, 'old'),
  hash: () => other.hset(KEY, 'a', 'old', 'b', 'else'),
  list: () => other.rpush(KEY, 'x', 'old', 'y', 'old', 'z'),
  set: () => other.sadd(KEY, 'a', 'b'),
  zset: () => other.zadd(KEY, 1.5, 'a', 2, 'b'),
  stream: () => other.xadd(KEY, '1-1', 'f', 'v'),
};

/** Does something right before the step that holds a command, once. */
function rightBefore(command: string, act: () => Promise<unknown>): (step: Step) => Promise<unknown> {
  let done = false;
  return async ({ commands }) => {
    if (done || !commands.some(([name]) => name === command)) return;
    done = true;
    await act();
  };
}

const run = <T>(plan: Plan<T>, before?: (step: Step) => Promise<unknown>) => runPlan(redis, plan, before);
const edit = (part: Part, before?: (step: Step) => Promise<unknown>, keepsTtl = true) =>
  run(editValue(KEY, part, keepsTtl), before);

const EDITS: [Part, () => Promise<unknown>, unknown][] = [
  [{ type: 'string', before: 'old', after: 'new' }, () => other.get(KEY), 'new'],
  [{ type: 'string', before: 'old', after: '' }, () => other.get(KEY), ''],
  [{ type: 'string', before: 'old', after: ALL_BYTES }, () => bytesOf(other.getBuffer(KEY)), ALL_BYTES],
  [
    { type: 'hash', field: 'a', before: 'old', after: 'new' },
    () => other.hgetall(KEY),
    { a: 'new', b: 'else' },
  ],
  [
    { type: 'list', index: 3, before: 'old', after: 'new' },
    () => other.lrange(KEY, 0, -1),
    ['x', 'old', 'y', 'new', 'z'],
  ],
  [
    { type: 'list', index: -2, before: 'old', after: 'new' },
    () => other.lrange(KEY, 0, -1),
    ['x', 'old', 'y', 'new', 'z'],
  ],
  [{ type: 'zset', member: 'a', before: '1.50', after: '-inf' }, () => other.zscore(KEY, 'a'), '-inf'],
];

describe('an edit', () => {
  test.each(EDITS)(
    '%j is written where the old value stands, and the TTL stays',
    async (part, read, expected) => {
      await FILL[part.type]();
      await other.pexpireat(KEY, Date.now() + 500_000);
      const expiresAt = await other.pexpiretime(KEY);
      expect(await edit(part)).toEqual({ state: 'written' });
      expect(await read()).toEqual(expected);
      expect(await other.pexpiretime(KEY)).toBe(expiresAt);
    },
  );

  test('of a key that never expires leaves it so', async () => {
    await FILL.string();
    await edit({ type: 'string', before: 'old', after: 'new' });
    expect(await other.ttl(KEY)).toBe(-1);
  });

  test('keeps the TTL of a string also where SET knows no KEEPTTL', async () => {
    await other.set(KEY, 'old', 'EX', 500);
    await edit({ type: 'string', before: 'old', after: 'new' }, undefined, false);
    expect(await other.get(KEY)).toBe('new');
    expect(await other.ttl(KEY)).toBeGreaterThan(490);
    await other.set(KEY, 'old');
    await edit({ type: 'string', before: 'old', after: 'new' }, undefined, false);
    expect(await other.ttl(KEY)).toBe(-1);
  });

  test.each<[Part, string]>([
    [{ type: 'string', before: 'older', after: 'new' }, 'old'],
    [{ type: 'string', before: 'ol', after: 'new' }, 'old'],
    [{ type: 'string', before: '', after: 'new' }, 'old'],
    [{ type: 'hash', field: 'a', before: 'else', after: 'new' }, 'old'],
    [{ type: 'list', index: 0, before: 'old', after: 'new' }, 'x'],
    [{ type: 'zset', member: 'a', before: '1.51', after: '3' }, '1.5'],
  ])('%j of another value writes nothing and says what is there', async (part, value) => {
    await FILL[part.type]();
    const before = await other.dumpBuffer(KEY);
    expect(await edit(part)).toEqual({ state: 'changed', current: { bytes: value.length, value } });
    expect(await other.dumpBuffer(KEY)).toEqual(before);
  });

  test.each<Part>([
    { type: 'hash', field: 'none', before: '', after: 'new' },
    { type: 'list', index: 9, before: '', after: 'new' },
    { type: 'zset', member: 'none', before: '0', after: '1' },
  ])('%j of what is not there makes nothing', async (part) => {
    await FILL[part.type]();
    const before = await other.dumpBuffer(KEY);
    expect(await edit(part)).toEqual({ state: 'changed', current: null });
    expect(await other.dumpBuffer(KEY)).toEqual(before);
  });

  test('of a key that is gone makes none, of another type changes none', async () => {
    const part: Part = { type: 'string', before: '', after: 'new' };
    expect(await edit(part)).toEqual({ state: 'gone' });
    expect(await other.exists(KEY)).toBe(0);
    await FILL.hash();
    expect(await edit(part)).toEqual({ state: 'other-type', type: 'hash' });
    expect(await other.type(KEY)).toBe('hash');
  });

  test('of a value that is too large by now fetches none of it', async () => {
    await other.set(KEY, 'x'.repeat(1_048_577));
    await other.config('RESETSTAT');
    expect(await edit({ type: 'string', before: 'old', after: 'new' })).toEqual({
      state: 'changed',
      current: { bytes: 1_048_577, value: null },
    });
    expect(await other.info('commandstats')).not.toContain('cmdstat_getrange');
  });
});

describe('somebody who writes between the look and the write', () => {
  test.each<[Part, string, () => Promise<unknown>, string]>([
    [{ type: 'string', before: 'old', after: 'new' }, 'SET', () => other.set(KEY, 'theirs'), 'theirs'],
    [
      { type: 'hash', field: 'a', before: 'old', after: 'new' },
      'HSET',
      () => other.hset(KEY, 'a', 'theirs'),
      'theirs',
    ],
    [{ type: 'list', index: 1, before: 'old', after: 'new' }, 'LSET', () => other.lpop(KEY), 'y'],
    [
      { type: 'zset', member: 'a', before: '1.5', after: '3' },
      'ZADD',
      () => other.zincrby(KEY, 1, 'a'),
      '2.5',
    ],
  ])('%j keeps their change, and it is named', async (part, write, act, value) => {
    await FILL[part.type]();
    expect(await edit(part, rightBefore(write, act))).toEqual({
      state: 'changed',
      current: { bytes: value.length, value },
    });
  });

  test('to another field costs only one more look', async () => {
    await FILL.hash();
    const part: Part = { type: 'hash', field: 'a', before: 'old', after: 'new' };
    expect(
      await edit(
        part,
        rightBefore('HSET', () => other.hset(KEY, 'b', 'theirs')),
      ),
    ).toEqual({
      state: 'written',
    });
    expect(await other.hgetall(KEY)).toEqual({ a: 'new', b: 'theirs' });
  });

  test('all the time is told so in the end, and nothing is written', async () => {
    await FILL.hash();
    let writes = 0;
    const busy = async ({ commands }: Step) => {
      if (commands[0]?.[0] === 'HSET') await other.hset(KEY, 'b', (writes += 1));
    };
    const part: Part = { type: 'hash', field: 'a', before: 'old', after: 'new' };
    expect(await edit(part, busy)).toEqual({ state: 'busy' });
    expect(await other.hget(KEY, 'a')).toBe('old');
  });

  test('and removes the key: an edit does not bring it back', async () => {
    await FILL.string();
    const part: Part = { type: 'string', before: 'old', after: 'new' };
    expect(
      await edit(
        part,
        rightBefore('SET', () => other.unlink(KEY)),
      ),
    ).toEqual({ state: 'gone' });
    expect(await other.exists(KEY)).toBe(0);
  });
});

describe('an element', () => {
  test.each<[Added, () => Promise<unknown>, unknown]>([
    [{ type: 'hash', field: 'c', value: '' }, () => other.hgetall(KEY), { a: 'old', b: 'else', c: '' }],
    [{ type: 'list', end: 'first', value: 'new' }, () => other.lindex(KEY, 0), 'new'],
    [{ type: 'list', end: 'last', value: 'new' }, () => other.lindex(KEY, -1), 'new'],
    [{ type: 'set', member: 'c' }, async () => (await other.smembers(KEY)).sort(), ['a', 'b', 'c']],
    [{ type: 'zset', member: 'c', score: '1e3' }, () => other.zscore(KEY, 'c'), '1000'],
  ])('%j is added, and the TTL stays', async (element, read, expected) => {
    await FILL[element.type]();
    await other.expire(KEY, 500);
    expect(await run(addElement(KEY, element))).toEqual({ state: 'added' });
    expect(await read()).toEqual(expected);
    expect(await other.ttl(KEY)).toBeGreaterThan(490);
  });

  test.each<Added>([
    { type: 'hash', field: 'a', value: 'new' },
    { type: 'set', member: 'a' },
    { type: 'zset', member: 'a', score: '99' },
  ])('%j that is there already stays as it is', async (element) => {
    await FILL[element.type]();
    const before = await other.dumpBuffer(KEY);
    expect(await run(addElement(KEY, element))).toEqual({ state: 'there' });
    expect(await other.dumpBuffer(KEY)).toEqual(before);
  });

  test('is added to no key that has gone, and to none of another type', async () => {
    const element: Added = { type: 'list', end: 'last', value: 'new' };
    expect(await run(addElement(KEY, element))).toEqual({ state: 'gone' });
    expect(await other.exists(KEY)).toBe(0);
    await FILL.string();
    expect(await run(addElement(KEY, element))).toEqual({ state: 'other-type', type: 'string' });
  });

  test.each<[Removed, () => Promise<unknown>, unknown]>([
    [{ type: 'hash', field: 'a', before: 'old' }, () => other.hkeys(KEY), ['b']],
    [{ type: 'hash', field: 'a' }, () => other.hkeys(KEY), ['b']],
    [{ type: 'list', index: 1, before: 'old' }, () => other.lrange(KEY, 0, -1), ['x', 'y', 'old', 'z']],
    [{ type: 'list', index: 3, before: 'old' }, () => other.lrange(KEY, 0, -1), ['x', 'old', 'y', 'z']],
    [{ type: 'list', index: -2, before: 'old' }, () => other.lrange(KEY, 0, -1), ['x', 'old', 'y', 'z']],
    [{ type: 'set', member: 'a' }, () => other.smembers(KEY), ['b']],
    [{ type: 'zset', member: 'a', before: '1.5' }, () => other.zrange(KEY, '0', '-1'), ['b']],
  ])('%j is removed, that one alone', async (element, read, expected) => {
    await FILL[element.type]();
    expect(await run(removeElement(KEY, element, 'mark'))).toEqual({ state: 'removed', last: false });
    expect(await read()).toEqual(expected);
  });

  test('that is the last one takes the key with it; an empty stream stays', async () => {
    await other.sadd(KEY, 'a');
    expect(await run(removeElement(KEY, { type: 'set', member: 'a' }, 'mark'))).toEqual({
      state: 'removed',
      last: true,
    });
    await FILL.stream();
    expect(await run(removeElement(KEY, { type: 'stream', id: '1-1' }, 'mark'))).toEqual({
      state: 'removed',
      last: false,
    });
    expect(await other.xlen(KEY)).toBe(0);
  });

  test.each<Removed>([
    { type: 'hash', field: 'none' },
    { type: 'set', member: 'none' },
    { type: 'zset', member: 'none' },
    { type: 'stream', id: '9-9' },
  ])('%j that is not there is missing', async (element) => {
    await FILL[element.type]();
    expect(await run(removeElement(KEY, element, 'mark'))).toEqual({ state: 'missing' });
  });

  test('of a list that moved on since stays, whatever came into its place', async () => {
    await FILL.list();
    const element: Removed = { type: 'list', index: 1, before: 'old' };
    const before = rightBefore('LSET', () => other.lpush(KEY, 'w'));
    expect(await run(removeElement(KEY, element, 'mark'), before)).toEqual({
      state: 'changed',
      current: { bytes: 1, value: 'x' },
    });
    expect(await other.lrange(KEY, 0, -1)).toEqual(['w', 'x', 'old', 'y', 'old', 'z']);
  });
});

describe('a new name', () => {
  test('is given with the TTL, unless it is taken', async () => {
    await other.set(KEY, 'v', 'EX', 500);
    expect(await run(renameKey(KEY, 'new'))).toEqual({ state: 'renamed' });
    expect(await other.ttl('new')).toBeGreaterThan(490);
    await other.hset(KEY, 'f', 'v');
    expect(await run(renameKey('new', KEY))).toEqual({
      state: 'taken',
      type: 'hash',
      bytes: await other.memory('USAGE', KEY),
    });
    expect(await other.mget('new')).toEqual(['v']);
    expect(await other.type(KEY)).toBe('hash');
    expect(await run(renameKey('none', 'nowhere'))).toEqual({ state: 'gone' });
  });

  test('takes the place of another key by UNLINK, never by RENAME', async () => {
    await other.set(KEY, 'v', 'EX', 500);
    await other.hset('new', 'f', 'v');
    await other.config('RESETSTAT');
    expect(await run(renameOver(KEY, 'new'))).toEqual({ state: 'renamed' });
    expect(await other.get('new')).toBe('v');
    expect(await other.ttl('new')).toBeGreaterThan(490);
    expect(await other.exists(KEY)).toBe(0);
    const stats = await other.info('commandstats');
    expect(stats).toContain('cmdstat_unlink');
    expect(stats).not.toContain('cmdstat_rename:');
  });

  test('leaves the other key alone where the first one goes in between', async () => {
    await other.set(KEY, 'v');
    await other.set('new', 'theirs');
    const before = rightBefore('UNLINK', () => other.unlink(KEY));
    expect(await run(renameOver(KEY, 'new'), before)).toEqual({ state: 'gone' });
    expect(await other.get('new')).toBe('theirs');
  });
});

describe('a time to live', () => {
  const NO_KEY = { set: 0, kept: 0, gone: 0, refused: 0, ttlMs: null };

  test('is set in seconds or by a moment, and taken away', async () => {
    await FILL.string();
    expect(await run(expireKeys([KEY], { seconds: 90 }))).toEqual({
      ...NO_KEY,
      set: 1,
      ttlMs: expect.closeTo(90_000, -4),
    });
    const at = Date.now() + 600_000;
    expect(await run(expireKeys([KEY], { at }))).toMatchObject({ set: 1 });
    expect(await other.pexpiretime(KEY)).toBe(at);
    expect(await run(persistKey(KEY))).toBe('persisted');
    expect(await other.ttl(KEY)).toBe(-1);
    expect(await run(persistKey(KEY))).toBe('never-expired');
    expect(await run(persistKey('none'))).toBe('gone');
    expect(await run(expireKeys(['none'], { seconds: 90 }))).toEqual({ ...NO_KEY, gone: 1 });
  });

  test.each([0, Date.UTC(2020, 0), Date.now()])(
    'that ended at %i is refused: it would delete',
    async (at) => {
      await FILL.string();
      expect(await run(expireKeys([KEY], { at }))).toBe('past');
      expect(await other.get(KEY)).toBe('old');
      expect(await other.ttl(KEY)).toBe(-1);
    },
  );

  test('stays where the condition is not met', async () => {
    await FILL.string();
    expect(await run(expireKeys([KEY], { seconds: 90, condition: 'XX' }))).toEqual({
      ...NO_KEY,
      kept: 1,
    });
    expect(await run(expireKeys([KEY], { seconds: 90, condition: 'NX' }))).toMatchObject({ set: 1 });
    const shorter = await run(expireKeys([KEY], { seconds: 10, condition: 'GT' }));
    expect(shorter).toEqual({ ...NO_KEY, kept: 1, ttlMs: expect.closeTo(90_000, -4) });
    expect(await run(expireKeys([KEY], { seconds: 10, condition: 'LT' }))).toMatchObject({ set: 1 });
  });
});
