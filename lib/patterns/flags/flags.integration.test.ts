import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import type { FlagsResponse } from './model';
import { configKey, featuresKey, variantKey, writeBit, writeExperiment, writeSettings } from './write';

const pattern = patternServer<FlagsResponse>('flags');

async function readBitmaps(id: string, query: object = {}) {
  const answer = await pattern.read(id, query);
  if (answer.kind !== 'bitmaps') throw new Error(`${id} are settings`);
  return answer;
}

async function readSettings(id: string, query: object = {}) {
  const answer = await pattern.read(id, query);
  if (answer.kind !== 'settings') throw new Error(`${id} are bitmaps`);
  return answer;
}

describe('recognised', () => {
  test('features of users, groups of experiments, settings', async () => {
    await pattern.run(writeBit(featuresKey('7'), 3));
    await pattern.run(writeExperiment(7));
    await pattern.run(writeExperiment(8));
    await pattern.run(writeSettings('app', { theme: 'autumn' }));
    expect(await pattern.recognised()).toEqual(['config/app', 'experiment', 'features']);
    expect(await pattern.thing('experiment')).toMatchObject({ keys: 2, confidence: 0.95 });
    expect(await pattern.thing('config/app')).toMatchObject({ title: 'config:app', confidence: 0.95 });
  });

  test('bits that happen to spell a text', async () => {
    // Bits 2, 3 and 7 are the character 1, bits 1 to 3 are p.
    for (const bit of [2, 3, 7]) await pattern.run(writeBit(featuresKey('1'), bit));
    for (const bit of [1, 2, 3]) await pattern.run(writeBit(featuresKey('2'), bit));
    expect(await pattern.redis.mget(featuresKey('1'), featuresKey('2'))).toEqual(['1', 'p']);
    expect(await pattern.thing('features')).toMatchObject({ keys: 2 });
  });

  test.each([
    ['a number', () => pattern.redis.set('features:user:7', 7)],
    ['a word', () => pattern.redis.set('experiment:a', 'running')],
    ['JSON', () => pattern.redis.set('features:user:7', '{"beta":true}')],
    ['long JSON', () => pattern.redis.set('features:user:7', JSON.stringify({ beta: 'x'.repeat(100) }))],
    ['a HyperLogLog', () => pattern.redis.pfadd('experiment:a', 'ann')],
    ['a hash', () => pattern.redis.hset('features:user:7', 'beta', '1')],
    ['a string', () => pattern.redis.set('config:app', '{"theme":"autumn"}')],
  ])('not %s', async (_, write) => {
    await write();
    expect(await pattern.recognised()).toEqual([]);
  });
});

describe('bitmaps', () => {
  test('sizes, first bits, and one bit asked of all', async () => {
    for (const bit of [0, 9, 200]) await pattern.run(writeBit(featuresKey('7'), bit));
    await pattern.run(writeBit(featuresKey('8'), 9));
    const { total, rows, opened, overlaps } = await readBitmaps('features', {
      id: 9,
      key: 'features:user:7',
    });
    expect([total, overlaps]).toEqual([2, []]);
    expect(rows).toEqual([
      { key: 'features:user:7', bytes: 26, ones: 3, hasId: true, ttlMs: null },
      { key: 'features:user:8', bytes: 2, ones: 1, hasId: true, ttlMs: null },
    ]);
    expect(opened).toMatchObject({ set: [0, 9, 200], complete: true });
    expect((await readBitmaps('features', { id: 1 })).rows.map(({ hasId }) => hasId)).toEqual([false, false]);
  });

  test('bits far behind the beginning are found', async () => {
    await pattern.run(writeBit(variantKey('a'), 5_000_000));
    const { opened } = await readBitmaps('experiment', { key: 'experiment:a' });
    expect(opened).toMatchObject({ ones: 1, set: [5_000_000], complete: true });
  });

  test('a huge one is neither counted nor searched, and the card says so', async () => {
    await pattern.redis.setbit('experiment:a', 80_000_000, 1);
    const { rows, opened } = await readBitmaps('experiment', { key: 'experiment:a', id: 80_000_000 });
    expect(rows).toMatchObject([{ bytes: 10_000_001, ones: null, hasId: true }]);
    expect(opened).toMatchObject({ set: [], complete: false });
    expect((await pattern.summary('experiment')).trouble).toMatch(/^A bitmap takes 9\.54\sMiB/);
  });

  test('groups of an experiment and who is in two of them', async () => {
    for (let user = 0; user < 100; user++) await pattern.run(writeExperiment(user));
    for (const user of [1, 3, 4]) await pattern.run(writeBit(variantKey('variant_c'), user));
    const { rows, overlaps } = await readBitmaps('experiment');
    expect(rows.map(({ key, ones }) => [key, ones])).toEqual([
      ['experiment:variant_a', 50],
      ['experiment:variant_b', 50],
      ['experiment:variant_c', 3],
    ]);
    expect(overlaps).toEqual([
      { a: 'experiment:variant_a', b: 'experiment:variant_b', both: 0 },
      { a: 'experiment:variant_a', b: 'experiment:variant_c', both: 2 },
      { a: 'experiment:variant_b', b: 'experiment:variant_c', both: 1 },
    ]);
  });

  test('overlaps beyond the first piece that is read', async () => {
    for (const key of ['a', 'b']) await pattern.run(writeBit(variantKey(key), 1_000_000));
    expect((await readBitmaps('experiment')).overlaps).toEqual([
      { a: 'experiment:a', b: 'experiment:b', both: 1 },
    ]);
  });

  test('those that are gone or have become something else', async () => {
    for (const key of ['a', 'b']) await pattern.run(writeBit(variantKey(key), 1));
    const thing = await pattern.thing('experiment');
    await pattern.redis.del('experiment:a');
    await pattern.redis.del('experiment:b');
    await pattern.redis.hset('experiment:b', 'x', '1');
    expect(await pattern.readStale(thing, { id: 1, key: 'experiment:b' })).toMatchObject({
      rows: [
        { key: 'experiment:a', bytes: null, ones: 0, hasId: false },
        { key: 'experiment:b', bytes: null, ones: null, hasId: null },
      ],
      opened: null,
    });
  });
});

describe('settings', () => {
  test('values, but for secrets', async () => {
    await pattern.run(
      writeSettings('app', {
        theme: 'autumn',
        max_cart_items: '40',
        payment_api_key: 'demo-key-that-opens-nothing',
        database: 'postgres://shop:hunter2@db/shop',
      }),
    );
    const answer = await readSettings('config/app');
    expect(answer).toEqual({
      kind: 'settings',
      key: configKey('app'),
      total: 4,
      ttlMs: null,
      rows: [
        { name: 'database', value: 'postgres://shop:(masked)@db/shop' },
        { name: 'max_cart_items', value: '40' },
        { name: 'payment_api_key', value: null },
        { name: 'theme', value: 'autumn' },
      ],
      masked: 1,
      nextCursor: null,
    });
    expect(await pattern.summary('config/app')).toMatchObject({ value: 4, caption: 'settings' });
  });

  test('many, page by page, each once', async () => {
    const settings = Object.fromEntries(Array.from({ length: 1_500 }, (_, index) => [`name${index}`, 'x']));
    await pattern.run(writeSettings('app', settings));
    const seen = new Set<string>();
    for (let cursor: string | null = '0'; cursor !== null;) {
      const page: Awaited<ReturnType<typeof readSettings>> = await readSettings('config/app', { cursor });
      for (const { name } of page.rows) seen.add(name);
      cursor = page.nextCursor;
    }
    expect(seen.size).toBe(1_500);
  });

  test('only those of the thing; also once they are gone', async () => {
    await pattern.run(writeSettings('app', { theme: 'autumn' }));
    await pattern.redis.hset('session:1', 'user_id', '7');
    expect(await readSettings('config/app', { key: 'session:1' })).toMatchObject({ key: null, rows: [] });
    const thing = await pattern.thing('config/app');
    await pattern.redis.del('config:app');
    expect(await pattern.readStale(thing)).toMatchObject({ total: 0, rows: [] });
    await pattern.redis.set('config:app', 'x');
    expect(await pattern.readStale(thing)).toMatchObject({ total: null, rows: [] });
  });
});

test('a bit is switched on and off; an id that makes a huge string is refused', async () => {
  expect(await pattern.run(writeBit('experiment:a', 7))).toBe(false);
  expect(await pattern.run(writeBit('experiment:a', 7, false))).toBe(true);
  await expect(pattern.run(writeBit('experiment:a', 4_000_000_000))).rejects.toThrow(RangeError);
});
