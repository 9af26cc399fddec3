import { describe, expect, it } from 'vitest';
import { addPoints, dividePoints, scalePoints } from './point-arithmetic';
import type { Point } from './series';

const at = (moment: number, value: number | null): Point => [moment, value, value, value];

describe('points', () => {
  it('add up moment by moment; what is unknown adds nothing', () => {
    const sum = addPoints([
      [at(1000, 1), at(2000, 2), at(3000, null)],
      [at(2000, 5), at(3000, null), at(4000, 7)],
    ]);
    expect(sum).toEqual([at(1000, 1), at(2000, 7), at(3000, null), at(4000, 7)]);
  });

  it('add up their extremes too', () => {
    expect(addPoints([[[1000, 2, 1, 3]], [[1000, 20, 10, 30]]])).toEqual([[1000, 22, 11, 33]]);
    expect(addPoints([])).toEqual([]);
  });

  it('are scaled, gaps stay gaps', () => {
    expect(scalePoints([[1000, 2, 1, 4], at(2000, null), at(3000, 0)], 0.5)).toEqual([
      [1000, 1, 0.5, 2],
      at(2000, null),
      at(3000, 0),
    ]);
  });

  it('divide where both are known; nothing divided by nothing is unknown, not zero', () => {
    const time: Point[] = [[1000, 900, 100, 2000], at(2000, 0), at(3000, null), at(4000, 5)];
    const calls: Point[] = [at(1000, 30), at(2000, 0), at(3000, 2)];
    expect(dividePoints(time, calls)).toEqual([at(1000, 30), at(2000, null), at(3000, null), at(4000, null)]);
  });
});
