import { expect, it } from 'vitest';
import { toRuns } from './bit-runs';

it.each([
  [[], []],
  [[7], [{ from: 7, to: 7 }]],
  [
    [0, 1, 2, 5, 7, 8],
    [
      { from: 0, to: 2 },
      { from: 5, to: 5 },
      { from: 7, to: 8 },
    ],
  ],
])('%o', (bits, runs) => expect(toRuns(bits)).toEqual(runs));
