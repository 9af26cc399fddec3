import { expect, test } from 'vitest';
import { countsBackwards, isBeyond } from './scan-order';

test('a cursor goes on from its highest bit to its lowest', () => {
  // A table of eight, in the order in which SCAN goes over it.
  const order = ['4', '2', '6', '1', '5', '3', '7'];
  order.forEach((cursor, at) =>
    order.forEach((place, other) => expect(isBeyond(cursor, place)).toBe(at >= other)),
  );
});

test('and stays in order when the table has grown or shrunk meanwhile', () => {
  // What a table of eight reaches at 1 is the first half of one of four, at 1 too, and of sixteen at 1 and 9.
  expect(isBeyond('9', '1')).toBe(true);
  expect(isBeyond('14', '1')).toBe(false);
  expect(isBeyond('1', '14')).toBe(true);
  expect(isBeyond('18446744073709551615', '9223372036854775808')).toBe(true);
});

test('is known of engines that share that code, and not of a Cluster', () => {
  expect(countsBackwards({ engine: 'redis', mode: 'standalone' })).toBe(true);
  expect(countsBackwards({ engine: 'valkey', mode: 'cluster' })).toBe(false);
  expect(countsBackwards({ engine: 'dragonfly', mode: 'standalone' })).toBe(false);
});
