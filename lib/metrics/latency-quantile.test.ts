import { describe, expect, it } from 'vitest';
import { reply, VERSIONS } from '@/lib/redis/fixtures/load-fixture';
import { parseLatencyHistogram, type LatencyHistogram } from '@/lib/redis/parse-latency-histogram';
import { histogramIncrease, quantile } from './latency-quantile';

type Cumulative = LatencyHistogram['buckets'];

const histograms = (commands: Record<string, Cumulative>) =>
  new Map(
    Object.entries(commands).map(([name, buckets]): [string, LatencyHistogram] => {
      return [name, { calls: buckets.at(-1)?.[1] ?? 0, buckets }];
    }),
  );

const increase = (before: Record<string, Cumulative>, after: Record<string, Cumulative>) => {
  const buckets = histogramIncrease(histograms(before), histograms(after));
  return buckets && Object.fromEntries(buckets);
};

const SINCE_7 = VERSIONS.filter((version) => version !== 'redis-5.0.14' && version !== 'redis-6.2.16');

describe.each(SINCE_7)('LATENCY HISTOGRAM of %s', (version) => {
  const recorded = parseLatencyHistogram(reply(version, 'LATENCY HISTOGRAM'));

  it('since nothing: every call is in one bucket', () => {
    const calls = [...recorded.values()].reduce((sum, histogram) => sum + histogram.calls, 0);
    const buckets = histogramIncrease(new Map(), recorded)!;
    expect([...buckets.values()].reduce((sum, count) => sum + count, 0)).toBe(calls);
    expect(quantile(buckets, 0.5)).toBeLessThanOrEqual(4);
    expect(quantile(buckets, 1)).toBeGreaterThan(10_000); // the one slow EVAL
  });

  it('since itself: nothing was called, so there is no latency', () => {
    const buckets = histogramIncrease(recorded, recorded)!;
    expect(buckets.size).toBe(0);
    expect(quantile(buckets, 0.99)).toBeNull();
  });

  it('set back to nothing: unknown', () => expect(histogramIncrease(recorded, new Map())).toBeNull());
});

describe('the increase between two replies', () => {
  it('undoes the cumulation, over all commands together', () => {
    expect(
      increase(
        {
          get: [
            [1, 10],
            [2, 15],
            [8, 16],
          ],
          set: [[2, 5]],
        },
        {
          get: [
            [1, 12],
            [2, 18],
            [8, 20],
          ],
          set: [
            [2, 6],
            [4, 8],
          ],
        },
      ),
    ).toEqual({ 1: 2, 2: 2, 4: 2, 8: 1 });
  });

  it('knows that a bucket which one reply leaves out is empty, whichever reply it is', () => {
    expect(
      increase(
        {
          get: [
            [1, 10],
            [8, 11],
          ],
        },
        {
          get: [
            [1, 10],
            [4, 13],
            [8, 14],
          ],
        },
      ),
    ).toEqual({ 4: 3 });
    expect(
      increase(
        { get: [[33, 1]] },
        {
          get: [
            [1, 5],
            [33, 6],
          ],
        },
      ),
    ).toEqual({ 1: 5 });
  });

  it('takes a command that was called for the first time whole', () => {
    expect(increase({ get: [[1, 1]] }, { get: [[1, 1]], eval: [[264, 2]] })).toEqual({ 264: 2 });
  });

  it.each<[string, Record<string, Cumulative>, Record<string, Cumulative>]>([
    ['a command has fewer calls', { get: [[1, 10]] }, { get: [[1, 9]] }],
    ['a command is gone', { get: [[1, 1]], set: [[1, 1]] }, { get: [[1, 5]] }],
    [
      'one bucket fell, though the calls rose',
      {
        get: [
          [1, 5],
          [8, 9],
        ],
      },
      {
        get: [
          [1, 12],
          [8, 13],
        ],
      },
    ],
    [
      'one bucket is gone, though the calls rose',
      {
        get: [
          [1, 5],
          [8, 9],
        ],
      },
      { get: [[1, 20]] },
    ],
  ])('is unknown after a reset: %s', (_title, before, after) => expect(increase(before, after)).toBeNull());
});

describe('quantile', () => {
  it.each([
    [[[8, 10]], 0.5, 6],
    [[[8, 10]], 0, 4],
    [[[8, 10]], 1, 8],
    [
      [
        [2, 98],
        [264, 2],
      ],
      0.98,
      2,
    ],
    [
      [
        [2, 98],
        [264, 2],
      ],
      0.99,
      198,
    ],
    [
      [
        [264, 2],
        [2, 98],
      ],
      0.99,
      198,
    ],
    [
      [
        [1, 1],
        [1_073_741, 1],
      ],
      1,
      1_073_741,
    ],
  ] as [[number, number][], number, number][])('of %j at %d is %d µs', (buckets, q, expected) => {
    expect(quantile(new Map(buckets), q)).toBeCloseTo(expected, 9);
  });

  it('of nothing is unknown', () => expect(quantile(new Map(), 0.5)).toBeNull());
});
