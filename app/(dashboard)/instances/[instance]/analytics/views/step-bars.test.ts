import { expect, it } from 'vitest';
import type { Point } from '@/lib/metrics/series';
import { toBars } from './step-bars';

const NOW = 1_795_000_000_000;
const steps = (count: number): Point[] =>
  Array.from({ length: count }, (_, index) => [NOW - (count - 1 - index) * 1000, 1, 1, 1]);

it('is a bar for each step, the one that is not over partial', () => {
  const { bars, barMs } = toBars(steps(4), 1000, NOW - 500);
  expect(barMs).toBe(1000);
  expect(bars.map(({ value, partial }) => [value, partial])).toEqual([
    [1, false],
    [1, false],
    [1, false],
    [1, true],
  ]);
  expect(bars[0]!.id).toBe(String(NOW - 4000));
});

it('adds neighbours up where there are too many, and says how long a bar is', () => {
  const { bars, barMs } = toBars(steps(300), 1000, NOW);
  expect(barMs).toBe(4000);
  expect(bars).toHaveLength(75);
  expect(bars.reduce((sum, { value }) => sum + value!, 0)).toBe(300);
});

it('does not know a sum of which it does not know a part', () => {
  const points: Point[] = [...steps(199), [NOW + 1000, null, null, null]];
  expect(toBars(points, 1000, NOW + 5000).bars.at(-1)!.value).toBeNull();
});

it('is nothing of nothing', () => expect(toBars([], 1000, NOW).bars).toEqual([]));
