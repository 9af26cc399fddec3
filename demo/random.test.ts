import { describe, expect, test } from 'vitest';
import { createRandom } from './random';

const many = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

describe('createRandom', () => {
  test('gives the same numbers for the same seed and others for the next one', () => {
    const [first, again, other] = [createRandom(1), createRandom(1), createRandom(2)];
    const numbers = many(100, first.next);
    expect(many(100, again.next)).toEqual(numbers);
    expect(many(100, other.next).filter((value) => numbers.includes(value))).toEqual([]);
  });

  test.each([0, 1, -7, 2 ** 32 - 1])('seed %i fills the range evenly', (seed) => {
    const random = createRandom(seed);
    const buckets = new Array<number>(10).fill(0);
    for (const value of many(20_000, () => random.int(10))) buckets[value]!++;
    expect(Math.min(...buckets)).toBeGreaterThan(1_850);
    expect(Math.max(...buckets)).toBeLessThan(2_150);
  });

  test('keeps to the bounds', () => {
    const random = createRandom(3);
    expect(new Set(many(500, () => random.between(2, 5)))).toEqual(new Set([2, 3, 4, 5]));
    expect(Math.max(...many(500, () => random.skewed(10)))).toBeLessThan(10);
    expect(new Set(many(100, () => random.pick(['a', 'b'])))).toEqual(new Set(['a', 'b']));
    expect(many(50, () => random.chance(0))).not.toContain(true);
    expect(many(50, () => random.chance(1))).not.toContain(false);
  });

  test('skewed prefers the low numbers', () => {
    const random = createRandom(4);
    const low = many(1_000, () => random.skewed(1_000)).filter((value) => value < 100).length;
    expect(low).toBeGreaterThan(350);
  });

  test('poisson has the mean that was asked for', () => {
    const random = createRandom(5);
    expect(many(50, () => random.poisson(0)).every((count) => count === 0)).toBe(true);
    const total = many(5_000, () => random.poisson(3)).reduce((sum, count) => sum + count, 0);
    expect(total / 5_000).toBeCloseTo(3, 0);
  });

  test('hex and uuid have their forms', () => {
    const random = createRandom(6);
    expect(random.hex(11)).toMatch(/^[0-9a-f]{11}$/);
    const ids = many(200, random.uuid);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(new Set(ids).size).toBe(200);
  });
});
