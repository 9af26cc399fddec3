import { expect, test } from 'vitest';
import { ttlBars } from './ttl-bars';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

test('spans are said in the unit of their beginning, and those without an end come last', () => {
  const ends = [0, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, DAY, 7 * DAY];
  const ttl = ends.map((fromMs, index) => ({ fromMs, toMs: ends[index + 1] ?? null, keys: index }));
  const bars = ttlBars({ ttl, withoutTtl: 9 });
  expect(bars.map(({ label }) => label)).toEqual([
    '< 1 min',
    '1–10 min',
    '10–60 min',
    '1–6 h',
    '6–24 h',
    '1–7 d',
    '> 7 d',
    'never',
  ]);
  expect(bars.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 9]);
});
