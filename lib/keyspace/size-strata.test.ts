import { expect, test } from 'vitest';
import { SizeStrata, STRATA, stratumFrom, stratumOf, stratumTo } from './size-strata';

test.each([
  [0, 0],
  [1, 0],
  [31, 0],
  [32, 1],
  [63, 1],
  [64, 2],
  [72, 2],
  [2 ** 31 - 1, 26],
  [2 ** 31, 27],
  [2 ** 32 - 1, 27],
  [2 ** 32, 28],
  [2 ** 35 + 5, STRATA - 1],
  [2 ** 52, STRATA - 1],
])('a key of %d bytes is of stratum %d', (bytes, stratum) => {
  expect(stratumOf(bytes)).toBe(stratum);
  expect(stratumFrom(stratum)).toBeLessThanOrEqual(bytes);
  expect(stratumTo(stratum)).toBeGreaterThan(bytes);
});

test('counted apart and put together is counted at once', () => {
  const sizes = [56, 72, 100, 128, 5_000, 2 ** 33];
  const [first, second, all] = [new SizeStrata(), new SizeStrata(), new SizeStrata()];
  sizes.forEach((bytes, index) => {
    (index % 2 === 0 ? first : second).add(bytes);
    all.add(bytes);
  });
  first.addAll(second);
  first.addAll(new SizeStrata());
  expect(first).toEqual(all);
  expect(all).toMatchObject({
    keys: 6,
    bytes: sizes.reduce((sum, bytes) => sum + bytes),
    least: 56,
    largest: 2 ** 33,
  });
  expect([...all.keysIn].reduce((sum, keys) => sum + keys)).toBe(6);
});
