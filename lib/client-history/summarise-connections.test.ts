import { describe, expect, it } from 'vitest';
import { everyMinute, recordClients, watchOf, type TrueConnection } from '@/testing/recorded-clients';
import { countOverTime } from './count-over-time';
import { onlyRises, summariseConnections } from './summarise-connections';
import { gridOf } from './time-grid';

const MIN = 60_000;
const T0 = 1_700_000_040_000;
const readings = everyMinute(T0, T0 + 60 * MIN);
const now = T0 + 60 * MIN;

function summarise(lives: TrueConnection[], from = T0, to = now) {
  const nodes = [{ connections: recordClients(lives, readings), watches: [watchOf(readings)] }];
  return summariseConnections(nodes, countOverTime(nodes, gridOf(from, to, 60), now), { from, to }, now);
}

describe('the figures of a group', () => {
  it('are what was opened and closed, the peak, the mean, and who is left', () => {
    const figures = summarise([
      { openedAt: T0 - 600 * MIN },
      { openedAt: T0 + 10 * MIN + 1, closedAt: T0 + 20 * MIN + 1 },
      { openedAt: T0 + 10 * MIN + 2, closedAt: T0 + 40 * MIN + 1 },
    ]);
    expect(figures).toMatchObject({ opened: 2, closed: 2, atEnd: 1, peak: 3, rising: false });
    // Seen for 10 and for 30 of 60 minutes.
    expect(figures.mean).toBeCloseTo(1 + 10 / 60 + 30 / 60, 9);
  });

  it('tell the longest age by the end of the span, open or closed', () => {
    expect(summarise([{ openedAt: T0 - 30 * MIN }]).longestSeconds).toBe(90 * 60);
    expect(summarise([{ openedAt: T0 - 30 * MIN, closedAt: T0 + 5 * MIN + 1 }]).longestSeconds).toBe(35 * 60);
    expect(summarise([{ openedAt: T0 - 30 * MIN }], T0, T0 + 10 * MIN).longestSeconds).toBe(40 * 60);
  });

  it('tell the mean lifetime of those that were closed, to half of a pace', () => {
    const { lifetimeSeconds } = summarise([
      { openedAt: T0 - 10 * MIN, closedAt: T0 + 10 * MIN + 20_000 },
      { openedAt: T0 - 20 * MIN, closedAt: T0 + 20 * MIN + 40_000 },
      { openedAt: T0 - 999 * MIN },
    ]);
    const truth = (20 * 60 + 20 + 40 * 60 + 40) / 2;
    expect(Math.abs(lifetimeSeconds! - truth)).toBeLessThanOrEqual(30);
  });

  it('are unknown where nothing was closed, and where nobody watched', () => {
    expect(summarise([{ openedAt: T0 }]).lifetimeSeconds).toBeNull();
    expect(summarise([], T0 - 60 * MIN, T0 - 30 * MIN)).toMatchObject({
      atEnd: null,
      peak: null,
      mean: null,
    });
  });
});

describe('a count that only rises', () => {
  it.each<[string, number[], boolean]>([
    ['one more each time', Array.from({ length: 12 }, (_, i) => 10 + i), true],
    ['steps upwards', [2, 2, 2, 9, 9, 9, 15, 15, 15, 22, 22, 22], true],
    ['a level', Array.from({ length: 12 }, () => 10), false],
    ['one jump to another level', [2, 2, 2, 2, 2, 2, 20, 20, 20, 20, 20, 20], false],
    ['a fall', Array.from({ length: 12 }, (_, i) => 40 - i), false],
    ['a day: up and down again', [1, 5, 9, 14, 18, 20, 18, 14, 9, 5, 3, 1], false],
    ['noise that ends higher', [10, 14, 11, 15, 10, 16, 12, 15, 11, 16, 13, 18], false],
    ['a few more of many', Array.from({ length: 12 }, (_, i) => 1_000 + i), false],
    ['too little to tell', [1, 10, 20, 30], false],
    ['nothing', [], false],
  ])('%s: %j is %s', (_title, counts, expected) => expect(onlyRises(counts)).toBe(expected));

  it('is found in connections that are opened and never closed', () => {
    const leaking = Array.from({ length: 30 }, (_, i) => ({ openedAt: T0 + i * 2 * MIN }));
    expect(summarise(leaking).rising).toBe(true);
    const returned = leaking.map(({ openedAt }) => ({ openedAt, closedAt: openedAt + 6 * MIN }));
    expect(summarise(returned).rising).toBe(false);
  });
});
