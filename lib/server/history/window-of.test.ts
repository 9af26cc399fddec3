import { describe, expect, it } from 'vitest';
import { SampleRing } from './sample-ring';
import { windowOf } from './window-of';

/** One sample each second, from second 1 on; `null` is unknown. */
function ringOf(rows: readonly { [metric: string]: number | null }[]): SampleRing {
  const ring = new SampleRing('info');
  rows.forEach((row, index) =>
    ring.push({
      at: (index + 1) * 1000,
      intervalMs: index === 0 ? null : 1000,
      answered: true,
      values: Object.entries(row).flatMap(([metric, value]) =>
        value === null ? [] : [[metric, value] as const],
      ) as [string, number][],
    }),
  );
  return ring;
}

describe('a window', () => {
  it('of a gauge has the mean of its samples, and its last value minus its first', () => {
    const ring = ringOf([10, 20, 60].map((usedMemoryBytes) => ({ usedMemoryBytes })));
    expect(windowOf(ring, 'usedMemoryBytes', 0, 3000)).toEqual({
      mean: 30,
      min: 10,
      max: 60,
      increase: 50,
      changes: 2,
      known: 2 / 3,
    });
  });

  it('of a counter has its increase, and its rate over the time that could be compared', () => {
    const ring = ringOf([null, 4, 8].map((evictedKeysPerSecond) => ({ evictedKeysPerSecond })));
    expect(windowOf(ring, 'evictedKeysPerSecond', 1000, 3000)).toEqual({
      mean: 6,
      min: 4,
      max: 8,
      increase: 12,
      changes: 1,
      known: 1,
    });
  });

  it('of a ratio is of the sums of its parts, so that busy seconds count for more', () => {
    const ring = ringOf([
      {},
      { hitsPerSecond: 0, missesPerSecond: 2 },
      { hitsPerSecond: 98, missesPerSecond: 0 },
    ]);
    expect(windowOf(ring, 'hitRatio', 1000, 3000)).toEqual({
      mean: 0.98,
      min: 0,
      max: 1,
      increase: 1,
      changes: 1,
      known: 1,
    });
  });

  it('begins after its start and ends with its end', () => {
    const ring = ringOf([1, 2, 3, 4].map((keys) => ({ keys })));
    expect(windowOf(ring, 'keys', 1000, 3000)).toMatchObject({ min: 2, max: 3 });
  });

  it('knows less where samples are missing, and is null where there is none', () => {
    const ring = ringOf([{ keys: 1 }, { keys: null }, { keys: null }, { keys: 5 }]);
    expect(windowOf(ring, 'keys', 1000, 4000)).toEqual({
      mean: 5,
      min: 5,
      max: 5,
      increase: 0,
      changes: 0,
      known: 1 / 3,
    });
    expect(windowOf(ring, 'keys', 1000, 3000)).toBeNull();
    expect(windowOf(ring, 'hitRatio', 0, 9000)).toBeNull();
    expect(windowOf(ring, 'keys', 9000, 19_000)).toBeNull();
  });
});
