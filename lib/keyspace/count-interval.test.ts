import { describe, expect, test } from 'vitest';
import { countInterval, FEW } from './count-interval';

/** n over k, exactly. */
function choose(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let result = 1n;
  for (let i = 1; i <= k; i++) result = (result * BigInt(n - k + i)) / BigInt(i);
  return result;
}

/** In what part of all samples the interval holds the true number: every outcome, weighed by its probability. */
function coverage(kind: number, sample: number, population: number): number {
  const all = choose(population, sample);
  let held = 0n;
  for (let found = 0; found <= Math.min(kind, sample); found++) {
    const { low, high } = countInterval(found, sample, population);
    if (low <= kind && kind <= high) held += choose(kind, found) * choose(population - kind, sample - found);
  }
  return Number((held * 1_000_000n) / all) / 1_000_000;
}

describe('the true number is in the interval', () => {
  test.each([
    [60, 20],
    [60, 55],
    [300, 30],
    [300, 150],
    [600, 240],
  ])('of %d keys of which %d were seen, whatever it is', (population, sample) => {
    const step = population > 100 ? 7 : 1;
    for (let kind = 0; kind <= population; kind += step)
      expect(coverage(kind, sample, population), `${kind}`).toBeGreaterThan(0.955);
  });
});

describe('ends', () => {
  test('what was seen is certain: all', () => {
    expect(countInterval(7, 100, 100)).toEqual({ low: 7, high: 7 });
  });

  test('none seen of a tenth: there may be some', () => {
    const { low, high } = countInterval(0, 10_000, 100_000);
    expect(low).toBe(0);
    // 0.9^k = 0.0125
    expect(high).toBe(Math.floor(Math.log(0.0125) / Math.log(0.9)));
  });

  test('all seen are of the kind: there may be some others', () => {
    const { low, high } = countInterval(10_000, 10_000, 100_000);
    expect(high).toBe(100_000);
    expect(low).toBe(100_000 - Math.floor(Math.log(0.0125) / Math.log(0.9)));
  });

  test('a few are not taken for more than were found', () => {
    for (let found = 1; found < FEW; found++) expect(countInterval(found, 1_000, 1_000_000).low).toBe(found);
    expect(countInterval(20, 1_000, 1_000_000).low).toBeGreaterThan(9_000);
  });

  test('exact and approximate intervals meet', () => {
    for (const [sample, population] of [
      [5_000, 50_000],
      [100_000, 50_000_000],
    ] as const) {
      const exact = countInterval(50, sample, population);
      const approximate = countInterval(51, sample, population);
      const scale = population / sample;
      expect(Math.abs(exact.low - approximate.low) / scale).toBeLessThan(2);
      expect(Math.abs(exact.high - approximate.high) / scale).toBeLessThan(2);
    }
  });

  test('never outside what is possible', () => {
    for (let found = 0; found <= 200; found++) {
      const { low, high } = countInterval(found, 200, 210);
      expect(low).toBeGreaterThanOrEqual(found);
      expect(high).toBeLessThanOrEqual(found + 10);
      expect(low).toBeLessThanOrEqual(high);
    }
  });

  test('half of a million, from a tenth, is known to less than a hundredth', () => {
    const { low, high } = countInterval(50_000, 100_000, 1_000_000);
    expect(high - low).toBeLessThan(10_000);
    expect(low + high).toBeCloseTo(1_000_000, -2);
  });
});
