import { expect, test } from 'vitest';
import { minutePoints } from './read-bullmq';

const MINUTE = 60_000;
const now = 1_795_000_000_000 - (1_795_000_000_000 % MINUTE) + 10_000;
const values = (filed: number[], latest: { at: number; since: number }) =>
  minutePoints(filed, latest, now).map(([, value]) => value);

test('the minute of the last filing has what came since, those before it have what was filed', () => {
  expect(values([5, 7], { at: now - MINUTE, since: 3 }).slice(-5)).toEqual([null, 7, 5, 3, 0]);
});

test('minutes after the last job have none, those before the first filing are unknown', () => {
  const points = minutePoints([], { at: now, since: 2 }, now);
  expect(points).toHaveLength(60);
  expect(points.at(-1)).toEqual([now - 10_000, 2, 2, 2]);
  expect(points.at(-2)![1]).toBeNull();
  expect(values([1], { at: now - 90 * MINUTE, since: 4 }).every((value) => value === 0)).toBe(true);
});
