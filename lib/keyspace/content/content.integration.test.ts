import { gzipSync } from 'node:zlib';
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Command, Step } from '@/lib/patterns/plan';
import { unpacker } from '@/lib/server/decode-value';
import { runPlan } from '@/testing/patterns/run-plan';
import { connect, startRedis, type RunningRedis } from '@/testing/servers';
import { contentQuery } from '../content-query';
import { contentResponse, type ContentKind, type ContentOf } from '../content-schema';
import { readContent } from './read-content';

const now = Date.parse('2025-06-01T12:00:00Z');
let server: RunningRedis;
let redis: Redis;
/** What was sent for the last page. */
let sent: Command[] = [];

beforeAll(async () => {
  server = await startRedis();
  redis = connect(server.port);
});
beforeEach(() => redis.flushall());
afterAll(async () => {
  redis.disconnect();
  await server.stop();
});

async function open<Kind extends ContentKind>(
  kind: Kind,
  query: Record<string, unknown> & { key: string },
  { reader = redis, before }: { reader?: Redis; before?: (step: Step) => Promise<unknown> } = {},
): Promise<ContentOf<Kind>> {
  const context = { now, server: { engine: 'redis', version: '7.0.15' }, unpack: unpacker() };
  sent = [];
  const answer = await runPlan(reader, readContent(contentQuery.parse(query), context), async (step) => {
    sent.push(...step.commands);
    await before?.(step);
  });
  // What is not JSON would be lost on its way to the browser, and a field that the schema lacks too.
  const wire = JSON.parse(JSON.stringify(answer)) as unknown;
  const parsed = contentResponse.parse(wire);
  expect(wire).toEqual(parsed);
  expect(parsed).toMatchObject({ kind, at: now, database: 0, key: query.key });
  return parsed as ContentOf<Kind>;
}

const names = (count: number, prefix = 'm') =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);
const sentNames = () => [...new Set(sent.map(([name]) => name))];

describe('a string', () => {
  test('is read with its size, decoded', async () => {
    await redis.set('s', gzipSync('{"a":1}'));
    const { value, bytes, next, views } = await open('string', { key: 's' });
    expect(value).toMatchObject({ form: 'json', wrappers: ['gzip'], text: '{"a":1}', truncated: false });
    expect([bytes, next, views]).toEqual([await redis.strlen('s'), null, ['string', 'bitmap']]);
  });

  test('of a number is one', async () => {
    await redis.incrby('n', 42);
    expect((await open('string', { key: 'n' })).value).toMatchObject({ form: 'number', text: '42' });
  });

  test('comes in pages that end with whole characters, put together the whole', async () => {
    const text = 'Grüße, 世界! 🎉 '.repeat(50);
    await redis.set('s', text);
    let [offset, read, pages]: [number | null, string, number] = [0, '', 0];
    while (offset !== null) {
      const page: ContentOf<'string'> = await open('string', { key: 's', offset, bytes: 101 });
      expect(page.value.form).toBe('text');
      expect(page.value.shownBytes).toBeLessThanOrEqual(101);
      read += page.value.text;
      offset = page.next;
      pages++;
    }
    expect(read).toBe(text);
    expect(pages).toBeGreaterThan(5);
  });

  test('opened within a character begins with the next one', async () => {
    await redis.set('s', 'äöü');
    const { offset, value } = await open('string', { key: 's', offset: 1 });
    expect([offset, value.text, value.truncated]).toEqual([2, 'öü', true]);
  });

  test('of bytes comes in pages of all of them, raw where it is asked for', async () => {
    const bytes = Buffer.from(Array.from({ length: 600 }, (_, index) => 128 + (index % 128)));
    await redis.set('s', bytes);
    const first = await open('string', { key: 's', bytes: 256, raw: 'hex' });
    expect(first.value).toMatchObject({ form: 'binary', raw: bytes.subarray(0, 256).toString('hex') });
    expect(first.next).toBe(256);
    const last = await open('string', { key: 's', bytes: 256, offset: 512, raw: 'base64' });
    expect(last.value.raw).toBe(bytes.subarray(512).toString('base64'));
    expect([last.next, last.value.text.slice(0, 8)]).toEqual([null, '00000200']);
  });

  test('that is empty is there, and one behind the end has nothing more', async () => {
    await redis.set('s', '');
    expect(await open('string', { key: 's' })).toMatchObject({ bytes: 0, next: null, value: { text: '' } });
    await redis.set('s', 'abc');
    expect(await open('string', { key: 's', offset: 10 })).toMatchObject({ next: null, value: { text: '' } });
  });

  test('with any bytes in its name', async () => {
    await redis.set(Buffer.from([0xff, 0, 10]), 'x');
    expect((await open('string', { key: 'base64:_wAK' })).value.text).toBe('x');
    await redis.set('', 'nameless');
    expect((await open('string', { key: 'base64:' })).value.text).toBe('nameless');
  });
});

describe('a bitmap', () => {
  test('has its bits in a window, and counts of the whole', async () => {
    for (const bit of [0, 9, 20_000, 100_001]) await redis.setbit('b', bit, 1);
    const first = await open('bitmap', { key: 'b' });
    expect(first.views).toEqual(['bitmap', 'string']);
    expect(first).toMatchObject({
      bits: 100_008,
      ones: 4,
      exact: true,
      window: { offset: 0, bits: 16_384, ones: 2 },
    });
    expect([...Buffer.from(first.window.base64, 'base64').subarray(0, 2)]).toEqual([0x80, 0x40]);
    expect(first.slices).toHaveLength(64);
    expect(first.slices.reduce((sum, { ones }) => sum + ones, 0)).toBe(await redis.bitcount('b'));
    expect(first.slices.reduce((sum, { bits }) => sum + bits, 0)).toBe(first.bits);
    const second = await open('bitmap', { key: 'b', offset: first.next });
    expect(second.window).toMatchObject({ offset: 16_384, ones: 1 });
    expect((await open('bitmap', { key: 'b', offset: 100_001 })).next).toBeNull();
  });

  test('of 20 MB is counted in part, and says so', async () => {
    await redis.setrange('b', 20 * 1_048_576 - 1, '\xff');
    for (let slice = 0; slice < 64; slice++)
      await redis.setrange('b', slice * 327_680, Buffer.alloc(327_680, 1));
    const { ones, exact, bits, slices } = await open('bitmap', { key: 'b', view: 'bitmap' });
    expect(exact).toBe(false);
    expect(ones).toBe(bits / 8);
    expect(slices.reduce((sum, { countedBits }) => sum + countedBits, 0)).toBeLessThanOrEqual(
      8 * 4 * 1_048_576,
    );
  });

  test('is any string that is asked for as one', async () => {
    await redis.set('s', 'a');
    expect((await open('bitmap', { key: 's', view: 'bitmap' })).window).toMatchObject({ bits: 8, ones: 3 });
  });
});

describe('a HyperLogLog', () => {
  test.each([0, 5, 300, 2_000, 50_000])(
    'of %i elements says what PFCOUNT says, and is not written',
    async (size) => {
      await redis.pfadd('h');
      for (let start = 0; start < size; start += 1_000)
        await redis.pfadd('h', ...names(Math.min(1_000, size - start), `v${start}-`));
      const before = await redis.getBuffer('h');
      const fresh = await open('hyperloglog', { key: 'h' });
      expect(await redis.getBuffer('h')).toEqual(before);
      const counted = await redis.pfcount('h');
      const cached = await open('hyperloglog', { key: 'h' });
      expect([fresh.estimate, cached.estimate, cached.cached]).toEqual([counted, counted, true]);
      expect(fresh.low).toBeLessThanOrEqual(size);
      expect(fresh.high).toBeGreaterThanOrEqual(size);
      expect(fresh.histogram.reduce((sum, each) => sum + each, 0)).toBe(16_384);
      expect(fresh.zeroRegisters).toBe(fresh.histogram[0]);
    },
  );

  test('can be looked at as a string, and is one where it is damaged', async () => {
    await redis.pfadd('h', 'a');
    expect((await open('string', { key: 'h', view: 'string' })).value.note).toBe('HyperLogLog of Redis');
    await redis.set('damaged', 'HYLL\0rest');
    expect((await open('string', { key: 'damaged' })).views[0]).toBe('hyperloglog');
  });
});

describe('a list', () => {
  const values = async (query: Record<string, unknown>) => (await open('list', { key: 'l', ...query })).items;

  test('comes in pages from either end, with the indexes of the first', async () => {
    await redis.rpush('l', ...names(250, 'v'));
    const first = await open('list', { key: 'l' });
    expect([first.length, first.items.length, first.next, first.cutShort]).toEqual([250, 100, 100, false]);
    expect(first.items[99]).toMatchObject({ index: 99, value: { text: 'v99' } });
    expect((await open('list', { key: 'l', offset: 200 })).next).toBeNull();
    const last = await values({ order: 'backwards', count: 3 });
    expect(last.map(({ index, value }) => [index, value.text])).toEqual([
      [249, 'v249'],
      [248, 'v248'],
      [247, 'v247'],
    ]);
    expect((await values({ order: 'backwards', offset: 249 })).map(({ index }) => index)).toEqual([0]);
    expect(await values({ offset: 250 })).toEqual([]);
  });

  test('tells where an element stands', async () => {
    await redis.rpush('l', 'a', 'b', 'a', 'c', 'a');
    expect((await open('list', { key: 'l', find: 'a' })).found).toEqual({ indexes: [0, 2, 4], looked: 5 });
    expect((await open('list', { key: 'l', find: 'a', order: 'backwards' })).found!.indexes).toEqual([
      4, 2, 0,
    ]);
    expect((await open('list', { key: 'l', find: 'x' })).found!.indexes).toEqual([]);
  });

  test('cuts elements, and opens one whole', async () => {
    await redis.rpush('l', 'x', 'y'.repeat(10_000));
    const { items, opened } = await open('list', { key: 'l', open: '-1' });
    expect(items[1]!.value).toMatchObject({ bytes: 10_000, truncated: true });
    expect(items[1]!.value.text).toHaveLength(4_096);
    expect(opened).toMatchObject({ index: 1, value: { truncated: false } });
    expect(opened!.value.text).toHaveLength(10_000);
    expect((await open('list', { key: 'l', open: '7' })).opened).toBeNull();
  });

  test('of large elements has pages of a megabyte, and all of them in the end', async () => {
    for (let index = 0; index < 30; index++) await redis.rpush('l', String(index).padEnd(100_000, 'x'));
    const seen: number[] = [];
    let offset: number | null = 0;
    while (offset !== null) {
      const page: ContentOf<'list'> = await open('list', { key: 'l', offset });
      expect(page.items.length).toBeLessThanOrEqual(11);
      expect(page.cutShort).toBe(page.next !== null);
      seen.push(...page.items.map(({ index }) => index));
      offset = page.next;
    }
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });

  test('of elements that are too large for anybody is not read', async () => {
    await redis.rpush('l', Buffer.alloc(20_000_000), Buffer.alloc(20_000_000));
    await expect(open('list', { key: 'l' })).rejects.toMatchObject({ reason: 'too-large' });
    expect(sentNames()).toEqual(['TYPE', 'LLEN', 'MEMORY']);
  });
});

/** Follows `next` to the end. */
async function all<Kind extends 'set' | 'hash'>(
  kind: Kind,
  query: Record<string, unknown> & { key: string },
) {
  const pages: ContentOf<Kind>[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await open<'set' | 'hash'>(kind, { ...query, ...(cursor !== undefined && { cursor }) });
    pages.push(page as ContentOf<Kind>);
    cursor = page.next;
    expect(pages.length).toBeLessThan(500);
  }
  return pages;
}

describe('a set', () => {
  test.each([
    ['of a table', 1_000, 'm'],
    ['of numbers in one block', 400, ''],
    ['in one block', 120, 'm'],
  ])('%s comes in pages that are not larger than asked for', async (_title, size, prefix) => {
    await redis.sadd('s', ...names(size, prefix));
    const pages = await all('set', { key: 's', count: 50 });
    for (const { members } of pages) expect(members.length).toBeLessThanOrEqual(65);
    const found = pages.flatMap(({ members }) => members.map(({ name }) => name));
    expect(new Set(found)).toEqual(new Set(names(size, prefix)));
    expect(pages[0]!.length).toBe(size);
  });

  test('is searched by glob, and tells whether a member is there', async () => {
    await redis.sadd('s', ...names(5_000), 'needle:1', 'needle:2');
    const pages = await all('set', { key: 's', match: 'needle:*' });
    expect(pages.flatMap(({ members }) => members.map(({ name }) => name)).sort()).toEqual([
      'needle:1',
      'needle:2',
    ]);
    expect((await open('set', { key: 's', find: 'm77' })).found).toBe(true);
    expect((await open('set', { key: 's', find: 'nobody' })).found).toBe(false);
  });

  test('says of a search that stops early that it does', async () => {
    for (let start = 0; start < 100_000; start += 5_000) await redis.sadd('s', ...names(5_000, `m${start}-`));
    const page = await open('set', { key: 's', match: 'nothing', count: 10 });
    expect(page).toMatchObject({ members: [], cutShort: true });
    expect(page.next).not.toBeNull();
  });

  test('has members of any bytes, the empty one among them', async () => {
    await redis.sadd('s', Buffer.from([255, 0]), '');
    const { members } = await open('set', { key: 's' });
    expect(members.map(({ name }) => name).sort()).toEqual(['base64:', 'base64:_wA']);
    expect((await open('set', { key: 's', find: 'base64:' })).found).toBe(true);
  });
});

describe('a sorted set', () => {
  beforeEach(async () => {
    await redis.zadd('z', ...Array.from({ length: 300 }, (_, index) => [index / 2, `m${index}`]).flat());
  });
  const rows = ({ members }: ContentOf<'zset'>) =>
    members.map(({ name, score, rank }) => [name, score, rank]);

  test('by rank from either end', async () => {
    const first = await open('zset', { key: 'z', count: 2 });
    expect(rows(first)).toEqual([
      ['m0', '0', 0],
      ['m1', '0.5', 1],
    ]);
    expect([first.by, first.length, first.nextOffset, first.inRange]).toEqual(['rank', 300, 2, null]);
    const last = await open('zset', { key: 'z', count: 2, order: 'backwards', offset: 1 });
    expect(rows(last)).toEqual([
      ['m298', '149', 298],
      ['m297', '148.5', 297],
    ]);
    expect((await open('zset', { key: 'z', offset: 250 })).nextOffset).toBeNull();
  });

  test.each([
    ['2', '3', ['m4', 'm5', 'm6']],
    ['(2', '(3', ['m5']],
    ['148.9', '+inf', ['m298', 'm299']],
    ['-inf', '(0.5', ['m0']],
    ['7', '5', []],
  ])('between the scores %s and %s', async (min, max, expected) => {
    const page = await open('zset', { key: 'z', min, max });
    expect(page.members.map(({ name }) => name)).toEqual(expected);
    expect([page.by, page.inRange, page.nextOffset]).toEqual(['score', expected.length, null]);
    const backwards = await open('zset', { key: 'z', min, max, order: 'backwards' });
    expect(backwards.members.map(({ name }) => name)).toEqual(expected.toReversed());
    for (const { name, rank } of page.members) expect(rank).toBe(Number(name!.slice(1)));
    for (const { name, rank } of backwards.members) expect(rank).toBe(Number(name!.slice(1)));
  });

  test('between scores in pages', async () => {
    const page = await open('zset', { key: 'z', min: '10', max: '20', count: 8, offset: 16 });
    expect(page.members.map(({ name }) => name)).toEqual(['m36', 'm37', 'm38', 'm39', 'm40']);
    expect(page.inRange).toBe(21);
  });

  test('by glob, and with the place of a member', async () => {
    await redis.zadd('z', 'inf', 'best');
    const page = await open('zset', { key: 'z', match: 'm29?' });
    expect(page.by).toBe('match');
    expect(page.members.map(({ name }) => name).sort()).toEqual(names(300).slice(290));
    expect((await open('zset', { key: 'z', find: 'best' })).found).toEqual({ rank: 300, score: 'inf' });
    expect((await open('zset', { key: 'z', find: 'nobody' })).found).toBeNull();
  });

  test('of places is shown on a map first', async () => {
    await redis.geoadd('g', 13.361389, 38.115556, 'palermo', 15.087269, 37.502669, 'catania');
    await redis.geoadd('g', -73.98, 40.75, 'new york', 151.2, -33.87, 'sydney');
    const map = await open('geo', { key: 'g' });
    expect(map.views).toEqual(['geo', 'zset']);
    const positions = await redis.geopos('g', ...map.points.map(({ text }) => text));
    map.points.forEach(({ longitude, latitude }, index) => {
      expect(longitude).toBeCloseTo(Number(positions[index]![0]), 9);
      expect(latitude).toBeCloseTo(Number(positions[index]![1]), 9);
    });
    expect(map.box!.south).toBeCloseTo(-33.87, 2);
    expect(await open('geo', { key: 'g', count: 3 })).toMatchObject({ next: 3, points: { length: 3 } });
    expect((await open('zset', { key: 'g', view: 'zset' })).members).toHaveLength(4);
    expect((await open('zset', { key: 'g', find: 'palermo', match: 'p*' })).members).toHaveLength(1);
  });

  test('of times in microseconds, which look like places, is not', async () => {
    await redis.zadd('t', 1_748_779_200_000_000, 'a', 1_748_779_300_000_000, 'b');
    expect((await open('zset', { key: 't' })).views).toEqual(['zset', 'geo']);
    expect((await open('zset', { key: 'z', view: 'geo' })).views).toEqual(['zset']);
  });
});

describe('a hash', () => {
  test.each([
    ['of a table', 2_000],
    ['in one block', 100],
  ])('%s comes in pages', async (_title, size) => {
    await redis.hset('h', Object.fromEntries(names(size).map((name) => [name, `value of ${name}`])));
    const pages = await all('hash', { key: 'h', count: 60 });
    const fields = pages.flatMap((page) => page.fields);
    for (const page of pages) expect(page.fields.length).toBeLessThanOrEqual(77);
    expect(Object.fromEntries(fields.map(({ name, value }) => [name, value!.text]))).toEqual(
      await redis.hgetall('h'),
    );
    expect(pages[0]).toMatchObject({ length: size, fieldTtls: 'unsupported' });
  });

  test('is searched by glob, and opens one field', async () => {
    await redis.hset('h', { name: 'Zoë', note: 'x'.repeat(5_000), photo: Buffer.from([255, 216, 255, 0]) });
    expect((await open('hash', { key: 'h', match: 'n*' })).fields).toHaveLength(2);
    const { found, fields } = await open('hash', { key: 'h', open: 'note' });
    expect(fields).toEqual([]);
    expect(found).toMatchObject({ name: 'note', bytes: 5_000, value: { truncated: false }, ttlMs: null });
    expect((await open('hash', { key: 'h', find: 'photo' })).found!.value!.note).toBe('JPEG image');
    expect((await open('hash', { key: 'h', find: 'nothing' })).found).toBeNull();
  });

  test('does not bring a field that is too large', async () => {
    await redis.hset('h', 'large', Buffer.alloc(9_000_000));
    await expect(open('hash', { key: 'h' })).rejects.toMatchObject({ reason: 'too-large' });
    await redis.hset('h', Object.fromEntries(names(50).map((name) => [name, 'x'])));
    expect((await open('hash', { key: 'h', open: 'large' })).found).toMatchObject({
      bytes: 9_000_000,
      value: null,
    });
    expect(sentNames()).not.toContain('HGET');
  });
});

describe('a stream', () => {
  beforeEach(async () => {
    for (let index = 1; index <= 250; index++)
      await redis.xadd('x', `${index}-0`, 'n', String(index), 'json', '{"a":1}');
  });
  const ids = ({ entries }: ContentOf<'stream'>) => entries!.rows.map(({ id }) => id);

  test('begins with the newest, and goes on in both directions', async () => {
    const first = await open('stream', { key: 'x' });
    expect(first).toMatchObject({
      length: 250,
      firstId: '1-0',
      lastId: '250-0',
      entriesAdded: 250,
      view: 'entries',
    });
    expect([ids(first)[0], ids(first).length, first.entries!.next]).toEqual([
      '250-0',
      100,
      '150-18446744073709551615',
    ]);
    const second = await open('stream', { key: 'x', cursor: first.entries!.next });
    expect(ids(second)[0]).toBe('150-0');
    const oldest = await open('stream', { key: 'x', order: 'forwards', count: 3 });
    expect([ids(oldest), oldest.entries!.next]).toEqual([['1-0', '2-0', '3-0'], '3-1']);
    expect((await open('stream', { key: 'x', cursor: '40-0' })).entries!.next).toBeNull();
    expect(first.entries!.rows[0]!.fields[1]).toMatchObject({ name: 'json', value: { form: 'json' } });
  });

  test('opens one entry whole', async () => {
    const id = (await redis.xadd('x', '*', 'text', 'x'.repeat(6_000)))!;
    const { entries } = await open('stream', { key: 'x', open: id });
    expect(entries!.rows).toHaveLength(1);
    expect(entries!.rows[0]!.fields[0]!.value.text).toHaveLength(6_000);
    expect((await open('stream', { key: 'x', open: 'nonsense' })).entries!.rows).toEqual([]);
  });

  test('shows its groups, their consumers, what is pending and what is still to come', async () => {
    await redis.xgroup('CREATE', 'x', 'idle', '$');
    await redis.xgroup('CREATE', 'x', 'busy', '0');
    await redis.xreadgroup('GROUP', 'busy', 'ann', 'COUNT', 150, 'STREAMS', 'x', '>');
    await redis.xreadgroup('GROUP', 'busy', 'bob', 'COUNT', 10, 'STREAMS', 'x', '>');
    const page = await open('stream', { key: 'x', view: 'groups' });
    expect([page.entries, page.groupsOf, page.refused]).toEqual([null, 2, null]);
    expect(page.groups).toMatchObject([
      { name: 'busy', consumers: 2, pending: 160, lag: 90 },
      { name: 'idle', consumers: 0, pending: 0, lag: 0 },
    ]);
    expect(page.group).toMatchObject({ name: 'busy', pending: { total: 160, after: '100-0' } });
    expect(page.group!.consumers).toMatchObject([
      { name: 'ann', pending: 150 },
      { name: 'bob', pending: 10 },
    ]);
    const bob = await open('stream', { key: 'x', view: 'groups', group: 'busy', consumer: 'bob' });
    expect(bob.group!.pending).toMatchObject({ total: 10, after: null });
    expect(bob.group!.pending.rows[0]).toMatchObject({
      id: '151-0',
      consumer: 'bob',
      deliveries: 1,
      gone: false,
    });
    expect((await open('stream', { key: 'x', view: 'groups', group: 'nobody' })).group).toBeNull();
  });

  test('may be empty and there', async () => {
    await redis.xtrim('x', 'MAXLEN', 0);
    expect(await open('stream', { key: 'x' })).toMatchObject({
      length: 0,
      entries: { rows: [], next: null },
    });
  });
});

describe('what cannot be read is said', () => {
  test('a key that is gone, before or in between', async () => {
    await expect(open('string', { key: 'nothing' })).rejects.toMatchObject({ reason: 'gone' });
    for (const [name, ...args] of [
      ['set', 'k', 'v'],
      ['rpush', 'k', 'v'],
      ['hset', 'k', 'f', 'v'],
      ['zadd', 'k', '1', 'v'],
      ['xadd', 'k', '*', 'f', 'v'],
    ] as const) {
      await redis.call(name, ...args);
      const before = ({ commands }: Step) =>
        commands[0]![0] === 'TYPE' ? Promise.resolve() : redis.del('k');
      await expect(open('string', { key: 'k' }, { before })).rejects.toMatchObject({ reason: 'gone' });
    }
  });

  test('one whose place another type took', async () => {
    await redis.rpush('k', 'v');
    const before = async ({ commands }: Step) => {
      if (commands[0]![0] !== 'LLEN') return;
      await redis.del('k');
      await redis.set('k', 'v');
    };
    await expect(open('list', { key: 'k' }, { before })).rejects.toThrow(/^WRONGTYPE/);
  });

  test('one that the ACL does not cover, and a command that it refuses', async () => {
    await redis.call('ACL', 'SETUSER', 'reader', 'on', '>reader', '~k*', '+@read', '-hscan', '+ping');
    const reader = connect(server.port, 'reader');
    try {
      await redis.set('other', 'v');
      await redis.hset('k', 'f', 'v');
      await expect(open('string', { key: 'other' }, { reader })).rejects.toThrow(/^NOPERM.* key/);
      await expect(open('hash', { key: 'k' }, { reader })).rejects.toThrow(/^NOPERM.*'hscan' command/);
      await redis.call('ACL', 'SETUSER', 'reader', '-memory|usage', '-xinfo|groups');
      await redis.sadd('ks', ...names(300));
      expect((await open('set', { key: 'ks' }, { reader })).members.length).toBeGreaterThan(99);
      await redis.xgroup('CREATE', 'kx', 'g', '0', 'MKSTREAM');
      expect(await open('stream', { key: 'kx', view: 'groups' }, { reader })).toMatchObject({
        groups: [],
        refused: /xinfo/,
      });
    } finally {
      reader.disconnect();
    }
  });
});

describe('the server does not notice', () => {
  /**
   * Commands of the slow log that are in it again each time they are sent. A machine that is busy stops a server for
   * longer than 5 ms now and then, whatever it does.
   */
  async function slowCommands(): Promise<string[][]> {
    const entries = (await redis.call('SLOWLOG', 'GET', 100)) as [number, number, number, string[]][];
    const slow: string[][] = [];
    for (const [, , , command] of entries) {
      let stays = true;
      for (let attempt = 0; attempt < 20 && stays; attempt++) {
        await redis.call('SLOWLOG', 'RESET');
        await redis.call(command[0]!, ...command.slice(1));
        stays = (await redis.call('SLOWLOG', 'LEN')) !== 0;
      }
      if (stays) slow.push(command);
    }
    return slow;
  }

  test('pages of a hash of a million fields and a string of 200 MB: no command takes 5 ms', async () => {
    const fill =
      "for i = 1, 10000 do redis.call('HSET', KEYS[1], 'field:' .. (ARGV[1] + i), 'value ' .. i) end";
    for (let from = 0; from < 1_000_000; from += 10_000) await redis.eval(fill, 1, 'h', from);
    await redis.setrange('s', 200_000_000 - 1, 'x');
    await redis.config('SET', 'slowlog-log-slower-than', '5000');
    await redis.call('SLOWLOG', 'RESET');
    const first = await open('hash', { key: 'h' });
    expect(first.length).toBe(1_000_000);
    expect(first.fields.length).toBeGreaterThanOrEqual(100);
    let cursor = first.next;
    for (let page = 0; page < 20; page++)
      cursor = (await open('hash', { key: 'h', cursor, count: 500 })).next;
    await open('hash', { key: 'h', match: '*nowhere*' });
    await open('hash', { key: 'h', find: 'field:77777' });
    for (const offset of [0, 1_000_000, 199_990_000])
      await open('string', { key: 's', view: 'string', offset });
    await open('bitmap', { key: 's', view: 'bitmap' });
    expect(await slowCommands()).toEqual([]);
  }, 180_000);

  test('which would be found out: what is slow each time is told', async () => {
    await redis.config('SET', 'slowlog-log-slower-than', '0');
    await redis.call('SLOWLOG', 'RESET');
    await redis.set('k', 'v');
    expect(await slowCommands()).toContainEqual(['set', 'k', 'v']);
    await redis.config('SET', 'slowlog-log-slower-than', '5000');
  });
});
