import { describe, expect, it } from 'vitest';
import type { LatencyHistogram } from '@/lib/redis/parse-latency-histogram';
import { QUANTILES, toLatencyHeat, type BucketSeries } from './latency-heat';
import { BUCKET_BOUNDS_US, histogramIncrease } from './latency-quantile';
import type { Point } from './series';

const series = (label: string, rates: [at: number, rate: number | null][], increase = 0): BucketSeries => ({
  label,
  points: rates.map(([at, rate]): Point => [at, rate, rate, rate]),
  increase,
  elapsedMs: 30_000,
});

describe('the buckets of a span side by side', () => {
  it('stand in order of their bounds, and the empty ones between two others are there too', () => {
    const heat = toLatencyHeat(
      [series('132', [[15_000, 1]], 15), series('1056', [[15_000, 0]], 0), series('16', [[15_000, 2]], 30)],
      15_000,
    );
    expect(heat.boundsUs).toEqual([16, 33, 66, 132]);
    expect(heat.calls).toEqual([30, 0, 0, 15]);
    expect(heat.columns.map(({ rates }) => rates)).toEqual([[2, 0, 0, 1]]);
    expect(heat.elapsedMs).toBe(30_000);
  });

  it('a reading of several steps is as wide as its time, and nothing is drawn over a gap', () => {
    const { columns } = toLatencyHeat(
      [
        series(
          '4',
          [
            [15_000, 1],
            [75_000, 1],
            [80_000, null],
            [400_000, 1],
            [415_000, 1],
            [800_000, 1],
          ],
          9,
        ),
      ],
      5_000,
    );
    expect(columns.map(({ from, to }) => [from, to])).toEqual([
      [10_000, 15_000],
      [15_000, 75_000],
      [395_000, 400_000],
      [400_000, 415_000],
      [795_000, 800_000],
    ]);
  });

  it('a span without a call has columns and no quantiles; one without readings has nothing', () => {
    const quiet = toLatencyHeat([series('4', [[15_000, 0]])], 15_000);
    expect(quiet).toMatchObject({ boundsUs: [], calls: [], p50: null, p99: null, p999: null });
    expect(quiet.columns).toMatchObject([{ from: 0, to: 15_000, rates: [], p99: null }]);
    expect(toLatencyHeat([], 15_000)).toMatchObject({ columns: [], elapsedMs: 0 });
  });

  it('the quantiles of the span are those of its calls, and not of its columns', () => {
    // A thousand quick calls in the first step, one slow call alone in the second.
    const heat = toLatencyHeat(
      [
        series(
          '2',
          [
            [15_000, 1000 / 15],
            [30_000, 0],
          ],
          1000,
        ),
        series(
          '8454',
          [
            [15_000, 0],
            [30_000, 1 / 15],
          ],
          1,
        ),
      ],
      15_000,
    );
    expect(heat.columns.map(({ p50 }) => p50! > 4000)).toEqual([false, true]);
    expect(heat.p99).toMatchObject({ fromUs: 1, toUs: 2 });
  });

  it('what took a second is known to have taken long, and not how long', () => {
    const heat = toLatencyHeat([series('1082130', [[15_000, 1]], 15)], 15_000);
    expect(heat.p50).toMatchObject({ fromUs: 541_065, toUs: null });
  });
});

/** A reply of LATENCY HISTOGRAM for calls that took so many microseconds: cumulative, empty buckets left out. */
function replyOf(callsUs: readonly number[]): Map<string, LatencyHistogram> {
  const counts = BUCKET_BOUNDS_US.map((bound) => callsUs.filter((us) => us <= bound).length);
  counts[counts.length - 1] = callsUs.length;
  const buckets = BUCKET_BOUNDS_US.flatMap((bound, index): [number, number][] =>
    counts[index]! > (counts[index - 1] ?? 0) ? [[bound, counts[index]!]] : [],
  );
  return new Map([['get', { calls: callsUs.length, buckets }]]);
}

describe('a generator that knows how long each call took', () => {
  it.each(Array.from({ length: 12 }, (_, seed) => seed))(
    'agrees on every count, and its true quantiles lie within the bounds (%i)',
    (seed) => {
      let state = seed + 1;
      const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
      const steps = Array.from({ length: 8 }, () =>
        Array.from({ length: 40 + Math.floor(random() * 400) }, () =>
          Math.ceil(10 ** (random() * (2 + (seed % 5)))),
        ),
      );
      const before = Array.from({ length: 300 }, () => Math.ceil(random() * 5_000));
      const buckets = new Map<number, BucketSeries>();
      const all: number[] = [...before];
      steps.forEach((calls, step) => {
        const then = replyOf(all);
        all.push(...calls);
        const increase = histogramIncrease(then, replyOf(all))!;
        for (const upperUs of BUCKET_BOUNDS_US) {
          const known = buckets.get(upperUs) ?? { ...series(String(upperUs), []), elapsedMs: 0 };
          const count = increase.get(upperUs) ?? 0;
          const rate = count / 15;
          buckets.set(upperUs, {
            ...known,
            points: [...known.points, [(step + 1) * 15_000, rate, rate, rate]],
            increase: known.increase! + count,
            elapsedMs: known.elapsedMs + 15_000,
          });
        }
      });
      const heat = toLatencyHeat([...buckets.values()], 15_000);

      const fresh = steps.flat();
      expect(heat.calls.reduce((sum, count) => sum + count, 0)).toBe(fresh.length);
      heat.boundsUs.forEach((upperUs, index) => {
        const lowerUs = BUCKET_BOUNDS_US[BUCKET_BOUNDS_US.indexOf(upperUs) - 1] ?? 0;
        expect(heat.calls[index]).toBe(fresh.filter((us) => us > lowerUs && us <= upperUs).length);
      });
      const ordered = fresh.sort((a, b) => a - b);
      for (const [name, q] of Object.entries(QUANTILES)) {
        const truth = ordered[Math.ceil(q * ordered.length) - 1]!;
        const told = heat[name as keyof typeof QUANTILES]!;
        expect(truth, name).toBeGreaterThan(told.fromUs);
        if (told.toUs !== null) expect(truth, name).toBeLessThanOrEqual(told.toUs);
      }
      heat.columns.forEach(({ rates }, step) => {
        expect(rates.reduce((sum, rate) => sum + rate, 0) * 15).toBeCloseTo(steps[step]!.length, 6);
      });
    },
  );
});
