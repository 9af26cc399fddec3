import { describe, expect, it } from 'vitest';
import { everyMinute, recordClients, watchOf, type TrueConnection } from '@/testing/recorded-clients';
import { countOverTime } from './count-over-time';
import type { TimeGrid } from './time-grid';

const MIN = 60_000;
const T0 = 1_700_000_040_000; // a whole minute
const readings = everyMinute(T0, T0 + 20 * MIN);
const now = T0 + 20 * MIN;
const grid = (stepMin: number, steps: number): TimeGrid => ({ start: T0, stepMs: stepMin * MIN, steps });
const count = (lives: TrueConnection[], at = grid(5, 4)) =>
  countOverTime([{ connections: recordClients(lives, readings), watches: [watchOf(readings)] }], at, now);

describe('the count over time', () => {
  it('is that of the reading before, with mean, minimum and maximum of each step', () => {
    const { open } = count([
      { openedAt: T0 - 99 * MIN },
      // Seen at minutes 2 to 3, gone at 4: two minutes of the first five.
      { openedAt: T0 + 2 * MIN - 1, closedAt: T0 + 3 * MIN + 1 },
    ]);
    expect(open).toEqual([
      [T0 + 5 * MIN, 1 + 2 / 5, 1, 2],
      [T0 + 10 * MIN, 1, 1, 1],
      [T0 + 15 * MIN, 1, 1, 1],
      [T0 + 20 * MIN, 1, 1, 1],
    ]);
  });

  it('knows nothing of a connection that came and went between two readings', () => {
    const { open, opened } = count([{ openedAt: T0 + MIN + 1, closedAt: T0 + 2 * MIN - 1 }]);
    expect(open.map(([, , , max]) => max)).toEqual([0, 0, 0, 0]);
    expect(opened).toEqual([0, 0, 0, 0]);
  });

  it('agrees with the readings themselves, whatever came and went', () => {
    let seed = 7;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const lives = Array.from({ length: 400 }, (): TrueConnection => {
      const openedAt = T0 + Math.floor((random() * 25 - 5) * MIN);
      return { openedAt, closedAt: random() < 0.3 ? undefined : openedAt + Math.floor(random() * 9 * MIN) };
    });
    const counts = readings.map(
      (at) => lives.filter(({ openedAt, closedAt = Infinity }) => openedAt <= at && closedAt > at).length,
    );
    count(lives).open.forEach(([, mean, min, max], step) => {
      const of = counts.slice(step * 5, step * 5 + 5);
      expect(mean).toBeCloseTo(of.reduce((a, b) => a + b) / 5, 9);
      expect([min, max]).toEqual([Math.min(...of), Math.max(...of)]);
    });
  });

  it('holds for a pace and a half after the last reading, and not into the future', () => {
    const watches = [watchOf(everyMinute(T0, T0 + 2 * MIN))];
    const connections = recordClients([{ openedAt: T0 }], everyMinute(T0, T0 + 2 * MIN));
    const known = (at: number) =>
      countOverTime([{ connections, watches }], grid(1, 5), at).open.map(([, mean]) => mean);
    expect(known(T0 + 2 * MIN)).toEqual([1, 1, null, null, null]);
    expect(known(T0 + 2 * MIN + 1)).toEqual([1, 1, 1, null, null]);
    expect(known(T0 + 99 * MIN)).toEqual([1, 1, 1, 1, null]);
  });
});

describe('a pause', () => {
  const before = everyMinute(T0, T0 + 4 * MIN);
  const after = everyMinute(T0 + 15 * MIN, T0 + 20 * MIN);
  const all = [...before, ...after];
  const lives: TrueConnection[] = [
    { openedAt: T0 - MIN },
    { openedAt: T0 + 1, closedAt: T0 + 8 * MIN },
    { openedAt: T0 + 9 * MIN },
    { openedAt: T0 + 16 * MIN + 1 },
    { openedAt: T0 + 10 * MIN, closedAt: T0 + 17 * MIN + 1 },
  ];
  const counted = countOverTime(
    [{ connections: recordClients(lives, all), watches: [watchOf(before), watchOf(after)] }],
    grid(5, 4),
    now,
  );

  it('is a gap, not a zero and not a line', () => {
    expect(counted.open.map(([, mean]) => mean === null)).toEqual([false, false, true, false]);
    expect(counted.opened).toEqual([1, 0, null, 1]);
    expect(counted.closed).toEqual([0, 0, null, 1]);
  });

  it('is no spike of openings or closings at its end: nobody knows when they were', () => {
    // Two were opened and one was closed meanwhile; the first reading after it only finds them so.
    expect(counted.opened.reduce<number>((sum, each) => sum + (each ?? 0), 0)).toBe(2);
    expect(counted.closed.reduce<number>((sum, each) => sum + (each ?? 0), 0)).toBe(1);
  });
});

describe('several nodes', () => {
  it('add up, each by its own readings', () => {
    const late = everyMinute(T0 + 30_000, T0 + 19 * MIN + 30_000);
    const counted = countOverTime(
      [
        { connections: recordClients([{ openedAt: T0 }], readings), watches: [watchOf(readings)] },
        {
          connections: recordClients([{ openedAt: T0 }, { openedAt: T0 }], late),
          watches: [watchOf(late, 'b:6379')],
        },
      ],
      grid(10, 2),
      now,
    );
    expect(counted.open.map(([, mean, min, max]) => [mean, min, max])).toEqual([
      [3, 3, 3],
      [3, 3, 3],
    ]);
  });

  it('are told as far as they were watched: one that nobody watched does not hide the others', () => {
    const counted = countOverTime(
      [
        { connections: recordClients([{ openedAt: T0 }], readings), watches: [watchOf(readings)] },
        { connections: [], watches: [] },
      ],
      grid(20, 1),
      now,
    );
    expect(counted.open[0]!.slice(1)).toEqual([1, 1, 1]);
  });
});

it('churn is counted where it was: openings to the second, closings at the reading that missed them', () => {
  const { opened, closed } = count(
    [
      { openedAt: T0 + 4 * MIN + 59_000, closedAt: T0 + 9 * MIN + 30_000 },
      { openedAt: T0 + 12 * MIN + 5_000 },
      { openedAt: T0 + 12 * MIN + 6_000 },
    ],
    grid(5, 4),
  );
  expect(opened).toEqual([1, 0, 2, 0]);
  expect(closed).toEqual([0, 0, 1, 0]);
});
