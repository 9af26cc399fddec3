import { describe, expect, it } from 'vitest';
import { histogram } from './histogram';

const MINUTE_MS = 60_000;

describe('histogram', () => {
  it('counts in buckets of a round width, those between that are empty too', () => {
    expect(histogram([-5, 0, 3, 42], 'number', 5)).toEqual([
      { from: -10, to: 0, count: 1 },
      { from: 0, to: 10, count: 2 },
      { from: 10, to: 20, count: 0 },
      { from: 20, to: 30, count: 0 },
      { from: 30, to: 40, count: 0 },
      { from: 40, to: 50, count: 1 },
    ]);
  });

  it('divides time as clocks do', () => {
    const buckets = histogram([95 * MINUTE_MS, 118 * MINUTE_MS, 119 * MINUTE_MS], 'milliseconds', 6);
    expect(buckets[0]).toEqual({ from: 95 * MINUTE_MS, to: 100 * MINUTE_MS, count: 1 });
    expect(buckets.at(-1)).toEqual({ from: 115 * MINUTE_MS, to: 120 * MINUTE_MS, count: 2 });
  });

  it.each([
    [[7, 7, 7], [{ from: 7, to: 8, count: 3 }]],
    [[], []],
    [[NaN, Infinity], []],
  ])('of %o', (values, buckets) => expect(histogram(values, 'number')).toEqual(buckets));

  it.each([[[0.001, 0.002, 0.0137]], [[1, 1e12]], [[-3e9, 4]], [[0, 400 * 86_400_000 * 365]]])(
    'has few buckets and loses nothing: %o',
    (values) => {
      for (const kind of ['number', 'milliseconds'] as const) {
        const buckets = histogram(values, kind);
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(buckets.length).toBeLessThanOrEqual(60);
      }
    },
  );
});
