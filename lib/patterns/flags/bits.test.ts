import { expect, test } from 'vitest';
import { countCommon, setBits } from './bits';

test('bits are numbered from the highest of the first byte', () => {
  expect(setBits('\x81\x00\x40', 10)).toEqual([0, 7, 17]);
  expect(setBits('\xff', 3)).toEqual([0, 1, 2]);
  expect(setBits('\x80', 3, 800)).toEqual([800]);
  expect(setBits('', 3)).toEqual([]);
});

test('bits of both, as far as the shorter one goes', () => {
  expect(countCommon('\xf0\xff', '\x3c')).toBe(2);
  expect(countCommon('', '\xff')).toBe(0);
});
