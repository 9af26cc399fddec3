import { expect, test } from 'vitest';
import { barsBetween, placesOf } from './scores';

test('equal scores share a place, and the next one is left out', () => {
  expect(placesOf([90, 80, 80, 80, 10])).toEqual([1, 2, 2, 2, 5]);
  expect(placesOf([Infinity, Infinity, 3, -Infinity])).toEqual([1, 1, 3, 4]);
  expect(placesOf([])).toEqual([]);
});

test('bars lie side by side from the lowest score to the highest', () => {
  const bars = barsBetween(0.1, 0.7);
  expect(bars).toHaveLength(24);
  expect([bars[0]!.from, bars.at(-1)!.to]).toEqual([0.1, 0.7]);
  bars.slice(1).forEach(({ from }, index) => expect(from).toBe(bars[index]!.to));
});

test('one score is one bar; none, or infinite ones, cannot be drawn', () => {
  expect(barsBetween(5, 5)).toEqual([{ from: 5, to: 5 }]);
  expect(barsBetween(undefined, undefined)).toEqual([]);
  expect(barsBetween(0, Infinity)).toEqual([]);
});
