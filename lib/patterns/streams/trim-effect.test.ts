import { expect, it } from 'vitest';
import { trimEffect } from './trim-effect';

const groups = [
  { name: 'done', lag: 0 },
  { name: 'slow', lag: 8 },
  { name: 'unknown', lag: null },
];

it.each([
  [
    4,
    6,
    [
      ['slow', 4],
      ['unknown', null],
    ],
  ],
  [8, 2, [['unknown', null]]],
  [10, 0, []],
  [
    0,
    10,
    [
      ['slow', 8],
      ['unknown', null],
    ],
  ],
])('of 10 entries to %i takes %i', (maxLength, removes, losses) => {
  const effect = trimEffect(10, groups, maxLength);
  expect(effect.removes).toBe(removes);
  expect(effect.losses.map(({ name, entries }) => [name, entries])).toEqual(losses);
});
