import { expect, it } from 'vitest';
import { histogramBars, sumOf, type Edge } from './histogram-bars';

const MINUTE_MS = 60_000;
const bucket = (from: number, to: number | null, keys: number) => ({ from, to, keys, bytes: keys * 100 });
const histogram = (...buckets: ReturnType<typeof bucket>[]) => ({
  buckets,
  without: { keys: 9, bytes: 900 },
});

it('shows the buckets between the first and the last that hold keys, empty ones too', () => {
  const bars = histogramBars(
    histogram(
      bucket(0, 32, 0),
      bucket(32, 64, 3),
      bucket(64, 128, 0),
      bucket(128, 256, 1),
      bucket(256, null, 0),
    ),
    'bytes',
    'keys',
  );
  expect(bars.map(({ label, value }) => [label, value])).toEqual([
    ['32\u00a0B', 3],
    ['64\u00a0B', 0],
    ['128\u00a0B', 1],
  ]);
});

it.each<[string, Edge, [number, number | null], string, string]>([
  ['the first', 'milliseconds', [0, MINUTE_MS], '< 1 min', 'less than 1 min'],
  ['one in the middle', 'seconds', [3600, 7200], '1 h', '1 h up to 2 h'],
  ['the last', 'milliseconds', [60 * MINUTE_MS, null], '1 h', '1 h or more'],
  ['one of a single number', 'count', [5, 6], '5', '5'],
])('names %s by its ends', (_, edge, [from, to], label, title) =>
  expect(histogramBars(histogram(bucket(from, to, 1)), edge, 'keys')[0]).toMatchObject({ label, title }),
);

it('measures bytes or keys, without those that have no such value', () => {
  const two = histogram(bucket(0, 32, 3), bucket(32, 64, 1));
  expect(histogramBars(two, 'bytes', 'bytes').map(({ value }) => value)).toEqual([300, 100]);
  expect(sumOf(two, 'bytes')).toBe(400);
});

it('draws nothing of nothing', () =>
  expect(histogramBars(histogram(bucket(0, 32, 0)), 'bytes', 'keys')).toEqual([]));
