import { expect, test } from 'vitest';
import { SizeStrata, STRATA, stratumOf } from './size-strata';

test.each([
  [0, 0],
  [1, 0],
  [2, 1],
  [3, 1],
  [4, 2],
  [72, 6],
  [2 ** 31 - 1, 30],
  [2 ** 31, 31],
  [2 ** 32 - 1, 31],
  [2 ** 32, 32],
  [2 ** 40 + 5, 40],
  [2 ** 47, 47],
  [2 ** 52, STRATA - 1],
])('a key of %d bytes is of stratum %d', (bytes, stratum) => expect(stratumOf(bytes)).toBe(stratum));

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
