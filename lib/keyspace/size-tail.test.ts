import { expect, test } from 'vitest';
import { SizeStrata } from './size-strata';
import { SizeTail } from './size-tail';

const strataOf = (sizes: readonly number[]) => {
  const strata = new SizeStrata();
  for (const bytes of sizes) strata.add(bytes);
  return strata;
};

/** The sizes of a power law, at even steps of the probability. */
const power = (flatness: number) =>
  Array.from({ length: 1_000 }, (_, index) => 64 * ((index + 0.5) / 1_000) ** -flatness);

test('keys of one size have no tail', () => {
  expect(new SizeTail(strataOf(Array<number>(1_000).fill(72)), 10_000).largestUnseen(1_000)).toBe(72);
});

test.each([0.3, 0.6, 0.9])('a power law of flatness %d goes on above the largest key seen', (flatness) => {
  const sizes = power(flatness);
  const largest = new SizeTail(strataOf(sizes), 10_000).largestUnseen(1_000);
  // Of 9,000 unseen keys one is expected beyond 64 × 9,000^flatness, and 1/40 of one beyond 40^flatness times that.
  const expected = 64 * (9_000 * 40) ** flatness;
  expect(largest).toBeGreaterThan(expected / 3);
  expect(largest).toBeLessThan(expected * 3);
});

test('the fewer keys of a group, the smaller is the largest of them', () => {
  const tail = new SizeTail(strataOf(power(0.9)), 10_000);
  expect(tail.largestUnseen(10)).toBeLessThan(tail.largestUnseen(1_000) / 20);
  expect(tail.largestUnseen(0)).toBe(0);
});

test('fewer keys than make a tail are one', () => {
  expect(new SizeTail(strataOf([100]), 2).largestUnseen(1)).toBe(100);
});
