import { expect, test } from 'vitest';
import { estimateTotal, evenSample } from './estimate';

test('a complete sample has no margin', () => {
  expect(estimateTotal([100, 300], 2)).toEqual({ total: 400, margin: 0, mean: 200, sampled: 2 });
});

test('mean ± 1.96·s/√n, times the population, smaller where much of it was looked at', () => {
  // s = √2, n = 2: 1.96 × 1 × √(998/999) of each of 1000.
  const { total, margin } = estimateTotal([9, 11], 1000)!;
  expect(total).toBe(10_000);
  expect(margin).toBeCloseTo(1960 * Math.sqrt(998 / 999), 6);
});

test('nothing says nothing, and one value says nothing of others', () => {
  expect(estimateTotal([], 10)).toBeNull();
  expect(estimateTotal([7], 10)).toMatchObject({ total: 70, margin: null });
  expect(estimateTotal([7], 1)).toMatchObject({ total: 7, margin: 0 });
});

test('a sample is spread over the whole list', () => {
  expect(evenSample([1, 2, 3], 5)).toEqual([1, 2, 3]);
  expect(evenSample([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5)).toEqual([0, 2, 4, 6, 8]);
});
