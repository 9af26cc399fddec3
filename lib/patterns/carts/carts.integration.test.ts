import { describe, expect, test } from 'vitest';
import { patternServer } from '@/testing/patterns/pattern-server';
import { runPlan } from '@/testing/patterns/run-plan';
import type { CartsResponse } from './read';
import { cartKey, removeCart, takeCart, writeCartItem } from './write';

const pattern = patternServer<CartsResponse>('carts');

describe('recognised', () => {
  test('all carts are one thing', async () => {
    await pattern.run(writeCartItem('s1', '7', 2));
    await pattern.run(writeCartItem('s2', '8', 1));
    expect(await pattern.thing('cart')).toMatchObject({
      pattern: 'carts',
      title: 'carts',
      keys: 2,
      confidence: 0.95,
    });
  });

  test('items as JSON', async () => {
    await pattern.redis.hset('cart:s1', 'product:7', '{"quantity":2,"price":3.5}');
    expect(await pattern.recognised()).toEqual(['cart']);
    expect((await pattern.read('cart')).rows[0]).toMatchObject({ pieces: 2 });
  });

  test.each([
    ['an object', () => pattern.redis.hset('cart:s1', 'user_id', '7', 'created_at', '2026-01-01T00:00:00')],
    ['a JSON string', () => pattern.redis.set('cart:s1', '{"product:7":2}')],
    ['a list', () => pattern.redis.rpush('cart:s1', 'product:7')],
  ])('not %s', async (_, write) => {
    await write();
    expect(await pattern.recognised()).toEqual([]);
  });
});

describe('read', () => {
  test('what is in them, how long they live, and which stay for ever', async () => {
    await pattern.run(writeCartItem('s1', '7', 2));
    await pattern.run(writeCartItem('s1', '8', 1));
    await pattern.redis.hset('cart:s2', 'product:9', 4);
    const { total, exact, rows, looked, endings, opened } = await pattern.read('cart');
    expect(endings).toMatchObject([{ count: 1 }]);
    expect({ total, exact, looked, opened }).toEqual({
      total: 2,
      exact: true,
      looked: { carts: 2, abandoned: 1 },
      opened: null,
    });
    expect(rows).toEqual([
      { key: 'cart:s1', items: 2, pieces: 3, ttlMs: expect.any(Number), abandoned: false },
      { key: 'cart:s2', items: 1, pieces: 4, ttlMs: null, abandoned: true },
    ]);
    expect((await pattern.summary('cart')).trouble).toMatch(/^1 of 2 carts/);
  });

  test('one opened', async () => {
    await pattern.run(writeCartItem('s1', '7', 2));
    const { opened } = await pattern.read('cart', { cart: 'cart:s1' });
    expect(opened).toMatchObject({
      items: 1,
      complete: true,
      products: [{ product: 'product:7', quantity: 2, value: '2' }],
    });
    expect((await pattern.read('cart', { cart: 'cart:gone' })).opened).toBeNull();
    await pattern.redis.hset('user:1', 'name', 'ann');
    expect((await pattern.read('cart', { cart: 'user:1' })).opened).toBeNull();
  });

  test('a huge one is opened in part and not added up', async () => {
    await pattern.redis.hset(
      'cart:big',
      ...Array.from({ length: 2_000 }, (_, index) => [`product:${index}`, '1']).flat(),
    );
    const { rows, opened } = await pattern.read('cart', { cart: 'cart:big' });
    expect(rows[0]).toMatchObject({ items: 2_000, pieces: null });
    expect(opened).toMatchObject({ complete: false });
    expect(opened!.products).toHaveLength(500);
  });

  test('page by page, over carts that are gone or have become something else', async () => {
    for (const session of ['a', 'b', 'c']) await pattern.run(writeCartItem(session, '7', 1));
    const thing = await pattern.thing('cart');
    await pattern.redis.del('cart:a');
    await pattern.redis.set('cart:b', 'x');
    const { rows, looked } = await pattern.readStale(thing, { count: 2 });
    expect(rows).toEqual([
      { key: 'cart:a', items: null, pieces: null, ttlMs: null, abandoned: false },
      { key: 'cart:b', items: null, pieces: null, ttlMs: null, abandoned: true },
    ]);
    expect(looked.carts).toBe(2);
    expect((await pattern.readStale(thing, { offset: 2 })).rows.map(({ key }) => key)).toEqual(['cart:c']);
  });
});

describe('write', () => {
  test('pieces are added and taken out, and the cart lives on from there', async () => {
    expect(await pattern.run(writeCartItem('s', '7', 3))).toBe(3);
    expect(await pattern.run(writeCartItem('s', '7', -1))).toBe(2);
    expect(await pattern.redis.ttl(cartKey('s'))).toBeGreaterThan(7_000);
    expect(await pattern.run(writeCartItem('s', '7', -5))).toBe(0);
    expect(await pattern.redis.exists(cartKey('s'))).toBe(0);
  });

  test('taking a cart empties it', async () => {
    await pattern.run(writeCartItem('s', '7', 3));
    expect(await pattern.run(takeCart('s'))).toEqual(new Map([['product:7', 3]]));
    expect(await pattern.redis.exists(cartKey('s'))).toBe(0);
    expect(await pattern.run(takeCart('s'))).toEqual(new Map());
  });

  test('what is added while a cart is taken is not lost', async () => {
    await pattern.run(writeCartItem('s', '7', 3));
    const other = pattern.redis.duplicate();
    const taken = runPlan(pattern.redis, takeCart('s'), async ({ atomic }) => {
      if (atomic) await runPlan(other, writeCartItem('s', '9', 1));
    });
    expect(await taken).toBeNull();
    expect(await pattern.run(takeCart('s'))).toEqual(
      new Map(Object.entries({ 'product:7': 3, 'product:9': 1 })),
    );
    other.disconnect();
  });

  test('one is given up', async () => {
    await pattern.run(writeCartItem('s', '7', 3));
    expect(await pattern.run(removeCart(cartKey('s')))).toBe(true);
    expect(await pattern.run(removeCart(cartKey('s')))).toBe(false);
  });
});
