import { expect, it } from 'vitest';
import { reply, VERSIONS } from '@/lib/redis/fixtures/load-fixture';
import { parseLatencyHistogram, type LatencyHistogram } from '@/lib/redis/parse-latency-histogram';
import { histogramIncrease, quantile } from './latency-quantile';

type Cumulative = LatencyHistogram['buckets'];

/** The upper bounds that Redis prints: 1024 ns doubled, at the precision of its two-digit HDR histogram. */
const BOUNDS_US = Array.from({ length: 21 }, (_, power) => {
  const precisionNs = 2 ** Math.max(0, power + 10 - 7);
  return Math.floor((1024 * 2 ** power + precisionNs - 1) / 1000);
});

/** A reply of LATENCY HISTOGRAM for calls that took so many microseconds: cumulative, empty buckets left out. */
function bucketed(samplesUs: readonly number[]): Cumulative {
  return BOUNDS_US.flatMap((upperUs, index): Cumulative => {
    const upTo = (bound: number) => samplesUs.filter((sample) => sample <= bound).length;
    const count = upTo(upperUs);
    return count > (index === 0 ? 0 : upTo(BOUNDS_US[index - 1]!)) ? [[upperUs, count]] : [];
  });
}

const repliesOf = (samplesUs: readonly number[]) =>
  new Map([['get', { calls: samplesUs.length, buckets: bucketed(samplesUs) }]]);

it('the buckets of this test are those of real servers', () => {
  const recorded = VERSIONS.slice(2)
    .flatMap((version) => [...parseLatencyHistogram(reply(version, 'LATENCY HISTOGRAM')).values()])
    .flatMap(({ buckets }) => buckets.map(([upperUs]) => upperUs));
  expect(recorded.length).toBeGreaterThan(150);
  expect(recorded.filter((upperUs) => !BOUNDS_US.includes(upperUs))).toEqual([]);
});

it.each(Array.from({ length: 20 }, (_, seed) => seed))(
  'a quantile is within a factor of two of the true quantile of the interval (random calls %i)',
  (seed) => {
    let state = seed + 1;
    const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    const calls = (count: number) =>
      Array.from({ length: count }, () => Math.ceil(10 ** (random() * (1 + (seed % 5)))));
    const [old, fresh] = [calls(300), calls(200)];
    const buckets = histogramIncrease(repliesOf(old), repliesOf([...old, ...fresh]))!;
    const ordered = [...fresh].sort((a, b) => a - b);
    for (const q of [0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1]) {
      const truth = ordered[Math.ceil(q * ordered.length) - 1]!;
      const told = quantile(buckets, q)!;
      expect(Math.max(told / truth, truth / told), `q ${q}: ${told} for ${truth}`).toBeLessThanOrEqual(2);
    }
  },
);
