import { describe, expect, it } from 'vitest';
import { createRandom } from '@/demo/random';
import {
  amountBelow,
  LENGTH_EDGES,
  LogHistogram,
  sumOfHistograms,
  SIZE_EDGES,
  TTL_EDGES,
} from './log-histogram';

const HOUR_MS = 3_600_000;

it('counts keys and bytes, and those without a value apart', () => {
  const ttl = new LogHistogram(TTL_EDGES);
  ttl.add(-1, 1_000);
  ttl.add(0, 10);
  ttl.add(HOUR_MS - 1, 20);
  ttl.add(HOUR_MS, 40);
  ttl.add(Number.MAX_SAFE_INTEGER, 5);
  const { buckets, without } = ttl.snapshot();
  expect(without).toEqual({ keys: 1, bytes: 1_000 });
  expect(buckets.filter(({ keys }) => keys > 0)).toEqual([
    { from: 0, to: 1_000, keys: 1, bytes: 10 },
    { from: HOUR_MS / 2, to: HOUR_MS, keys: 1, bytes: 20 },
    { from: HOUR_MS, to: 3 * HOUR_MS, keys: 1, bytes: 40 },
    { from: 365 * 24 * HOUR_MS, to: null, keys: 1, bytes: 5 },
  ]);
  expect(amountBelow(ttl.snapshot(), HOUR_MS)).toEqual({ keys: 2, bytes: 30 });
});

describe('any value', () => {
  it('is in the bucket that holds it', () => {
    const random = createRandom(1);
    for (let round = 0; round < 500; round += 1) {
      const value = Math.floor(2 ** (random.next() * 50));
      const histogram = new LogHistogram(SIZE_EDGES);
      histogram.add(value, value);
      const [bucket] = histogram.snapshot().buckets.filter(({ keys }) => keys > 0);
      expect(bucket!.from).toBeLessThanOrEqual(value);
      expect(bucket!.to ?? Infinity).toBeGreaterThan(value);
    }
  });
});

it('puts a collection that has just as many elements as a setting says with the smaller ones', () => {
  const lengths = new LogHistogram(LENGTH_EDGES);
  for (const length of [128, 129]) lengths.add(length, 1);
  expect(lengths.snapshot().buckets.filter(({ keys }) => keys > 0)).toMatchObject([
    { to: 129 },
    { from: 129 },
  ]);
});

it('adds up over nodes', () => {
  const [one, other, both] = [1, 2, 3].map(() => new LogHistogram(SIZE_EDGES));
  const random = createRandom(2);
  for (let round = 0; round < 300; round += 1) {
    const value = Math.floor(random.next() * 1e6) - 100_000;
    (round % 3 ? one! : other!).add(value, 7);
    both!.add(value, 7);
  }
  expect(sumOfHistograms([one!.snapshot(), other!.snapshot()])).toEqual(both!.snapshot());
});
