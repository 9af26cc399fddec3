import { describe, expect, test } from 'vitest';
import type { SlowlogEntry } from '@/lib/redis/parse-slowlog';
import { readNewEntries } from './read-new-entries';

/** A log that holds the newest `size` of ids 0 … `newest`, and grows with each question if it is told to. */
function ring({ newest, size, grows = 0 }: { newest: number; size: number; grows?: number }) {
  const asked: number[] = [];
  let last = newest;
  const ask = async (count: number): Promise<SlowlogEntry[]> => {
    asked.push(count);
    const ids = Array.from({ length: Math.min(count, size, last + 1) }, (_, index) => last - index);
    last += grows;
    return ids.map((id) => ({
      ...{ id, at: id, durationUs: 1, args: ['PING'] },
      ...{ argumentsTotal: null, clientAddress: null, clientName: null },
    }));
  };
  return { ask, asked };
}

const ids = async (log: ReturnType<typeof ring>, next: number | null) =>
  (await readNewEntries(log.ask, next)).map(({ id }) => id);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('what is new', () => {
  test('is nothing after one question for one entry', async () => {
    const log = ring({ newest: 499, size: 128 });
    expect(await ids(log, 500)).toEqual([]);
    expect(log.asked).toEqual([1]);
  });

  test('is one entry after one question', async () => {
    const log = ring({ newest: 500, size: 128 });
    expect(await ids(log, 500)).toEqual([500]);
    expect(log.asked).toEqual([1]);
  });

  test('is asked for by its number, and comes oldest first', async () => {
    const log = ring({ newest: 560, size: 128 });
    expect(await ids(log, 500)).toEqual(range(500, 560));
    expect(log.asked).toHaveLength(2);
    expect(log.asked[1]).toBeLessThan(100);
  });

  test('is the whole ring the first time', async () => {
    expect(await ids(ring({ newest: 9_000, size: 128 }), null)).toEqual(range(8_873, 9_000));
    expect(await ids(ring({ newest: 20, size: 128 }), null)).toEqual(range(0, 20));
    expect(await ids(ring({ newest: 1_999, size: 1_000 }), null)).toEqual(range(1_000, 1_999));
  });

  test('is what is left of it where the ring has gone over the rest', async () => {
    expect(await ids(ring({ newest: 9_000, size: 128 }), 500)).toEqual(range(8_873, 9_000));
  });

  test('has no hole, though the log grows while it is asked, and by the asking itself', async () => {
    for (const grows of [1, 5]) {
      const found = await ids(ring({ newest: 600, size: 1_000, grows }), 500);
      expect(found).toEqual(range(500, found.at(-1)!));
      expect(found.at(-1)).toBeGreaterThanOrEqual(600);
    }
  });

  test('is bounded, however much there is', async () => {
    const log = ring({ newest: 1_000_000, size: 1_000_000 });
    expect(await ids(log, 5)).toHaveLength(4_096);
    expect(Math.max(...log.asked)).toBe(4_096);
    expect(await ids(ring({ newest: 1_000_000, size: 1_000_000 }), null)).toHaveLength(4_096);
  });

  test('is nothing in an empty log', async () => {
    expect(await ids(ring({ newest: -1, size: 128 }), null)).toEqual([]);
    expect(await ids(ring({ newest: -1, size: 128 }), 500)).toEqual([]);
  });

  test('cannot be told where ids begin anew without a restart', async () => {
    await expect(ids(ring({ newest: 3, size: 128 }), 500)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
  });
});
