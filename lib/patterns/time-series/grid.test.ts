import { describe, expect, it } from 'vitest';
import { makeGrid, stepsOf, toGrid, usualDistance, type Reading } from './grid';

const MINUTE = 60_000;
const from = 1_732_180_020_000;
const everyMinute = (...values: number[]): Reading[] =>
  values.map((value, index) => [from + index * MINUTE, value]);

describe('readings on a grid', () => {
  it('mean, minimum and maximum of each step, at its end', () => {
    const { points, gaps } = toGrid(everyMinute(1, 2, 6, 10), 2 * MINUTE, MINUTE);
    const start = Math.floor(from / (2 * MINUTE)) * 2 * MINUTE;
    expect(start).toBe(from - MINUTE);
    expect(points).toEqual([
      [start + 2 * MINUTE, 1, 1, 1],
      [start + 4 * MINUTE, 4, 2, 6],
      [start + 6 * MINUTE, 10, 10, 10],
    ]);
    expect(gaps).toBe(0);
  });

  it('a silence five times as long as usual is a gap', () => {
    const [a, b] = [from + 3 * MINUTE, from + 20 * MINUTE];
    const { points, gaps } = toGrid(
      [
        [from, 1],
        [a, 2],
        [b, 3],
      ],
      MINUTE,
      3 * MINUTE,
    );
    expect(points).toEqual([
      [from + MINUTE, 1, 1, 1],
      [a + MINUTE, 2, 2, 2],
      [a + 2 * MINUTE, null, null, null],
      [b + MINUTE, 3, 3, 3],
    ]);
    expect(gaps).toBe(1);
  });

  it('none where nobody knows what is usual', () => {
    expect(
      toGrid(
        [
          [from, 1],
          [from + 900 * MINUTE, 2],
        ],
        MINUTE,
        null,
      ),
    ).toMatchObject({ gaps: 0 });
  });

  it('nothing of nothing', () => expect(toGrid([], MINUTE, null)).toEqual({ points: [], gaps: 0 }));
});

it('the usual distance is the median, of four at least', () => {
  expect(usualDistance([0, 10, 20, 30, 1_000])).toBe(10);
  expect(usualDistance([0, 10, 20, 30])).toBeNull();
});

it.each([300, 2_000, 2])('a grid of %i points has hardly more steps', (points) => {
  for (const span of [1, 500, 61_000, 86_400_000, 3 * 365 * 86_400_000]) {
    expect(stepsOf(makeGrid(from, from + span, points)).length).toBeLessThanOrEqual(points + 1);
  }
});
