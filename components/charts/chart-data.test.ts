import { describe, expect, it } from 'vitest';
import type { Point } from '@/lib/metrics/series';
import { beforeOf, lonePoints, summarise, timeTicks, toRows, type ChartSeries, valueAt } from './chart-data';

const series = (id: string, points: Point[]): ChartSeries => ({ id, label: id, colour: 'red', points });
const GAP = (at: number): Point => [at, null, null, null];

describe('valueAt', () => {
  const points = series('used', [[1000, 5, 5, 5], GAP(2000), [3000, 6, 6, 6]]).points;
  it.each([
    [999, null],
    [1000, 5],
    [1999, 5],
    [2500, null],
    [9000, 6],
  ])('at %i is %s: the last point up to there, never one drawn in between', (at, value) => {
    expect(valueAt(points, at)).toBe(value);
  });
});

describe('toRows', () => {
  it('lays series side by side by moment', () => {
    const rows = toRows([
      series('used', [
        [1000, 5, 5, 5],
        [2000, 6, 6, 6],
      ]),
      series('peak', [
        [1000, 9, 9, 9],
        [2000, 9, 9, 9],
      ]),
    ]);
    expect(rows).toEqual([
      { at: 1000, used: 5, peak: 9 },
      { at: 2000, used: 6, peak: 9 },
    ]);
  });

  it("draws a line straight through the moments that are another series' own", () => {
    const rows = toRows([
      series('fast', [
        [1000, 1, 1, 1],
        [2000, 2, 2, 2],
      ]),
      series('slow', [[1500, 7, 7, 7]]),
    ]);
    expect(rows).toEqual([
      { at: 1000, fast: 1 },
      { at: 1500, fast: 1.5, slow: 7 },
      { at: 2000, fast: 2 },
    ]);
  });

  it('draws nothing between a point and a gap', () => {
    const rows = toRows([series('fast', [[1000, 1, 1, 1], GAP(2000)]), series('slow', [[1500, 7, 7, 7]])]);
    expect(rows[1]).toEqual({ at: 1500, slow: 7 });
  });

  it('has null at a gap, so that the line breaks', () => {
    const rows = toRows([series('used', [[1000, 5, 5, 5], GAP(2000), [3000, 6, 6, 6]])]);
    expect(rows.map(({ used }) => used)).toEqual([5, null, 6]);
  });

  it('closes an envelope at the line where there is nothing between minimum and maximum, and at a gap', () => {
    const rows = toRows([series('ops', [[1000, 5, 1, 90], [2000, 5, 5, 5], GAP(3000)])]);
    expect(rows.map((row) => row['ops:envelope'])).toEqual([[1, 90], [5, 5], undefined]);
  });

  it('leads an envelope straight through the moments of other series, as it does its line', () => {
    const rows = toRows([
      series('ops', [
        [1000, 4, 0, 10],
        [2000, 6, 4, 20],
      ]),
      series('other', [[1500, 1, 1, 1]]),
    ]);
    expect(rows[1]).toEqual({ at: 1500, ops: 5, 'ops:envelope': [2, 15], other: 1 });
  });

  it('has no envelope where a series is nowhere more than its line', () => {
    expect(toRows([series('used', [[1000, 5, 5, 5]])])).toEqual([{ at: 1000, used: 5 }]);
  });

  it('puts moments in order, whatever the order of the series', () => {
    const rows = toRows([
      series('a', [[3000, 1, 1, 1]]),
      series('b', [
        [1000, 1, 1, 1],
        [2000, 1, 1, 1],
      ]),
    ]);
    expect(rows.map(({ at }) => at)).toEqual([1000, 2000, 3000]);
  });

  it('has no rows without points', () => expect(toRows([series('a', [])])).toEqual([]));
});

describe('summarise', () => {
  it.each<[string, Point[], ReturnType<typeof summarise>]>([
    ['nothing', [], { last: null, mean: null, max: null }],
    ['gaps only', [GAP(1), GAP(2)], { last: null, mean: null, max: null }],
    ['one point', [[1, 4, 4, 4]], { last: 4, mean: 4, max: 4 }],
    [
      'zeros',
      [
        [1, 0, 0, 0],
        [2, 0, 0, 0],
      ],
      { last: 0, mean: 0, max: 0 },
    ],
    ['a gap at the end', [[1, 4, 4, 4], [2, 8, 8, 8], GAP(3)], { last: 8, mean: 6, max: 8 }],
    [
      'a spike inside a step',
      [
        [1, 4, 1, 900],
        [2, 8, 8, 8],
      ],
      { last: 8, mean: 6, max: 900 },
    ],
    ['a point without an envelope', [[1, 4, null, null]], { last: 4, mean: 4, max: 4 }],
    [
      'negative values',
      [
        [1, -4, -4, -4],
        [2, -8, -8, -8],
      ],
      { last: -8, mean: -6, max: -4 },
    ],
  ])('of %s', (_title, points, expected) => expect(summarise(points)).toEqual(expected));
});

describe('timeTicks', () => {
  const MINUTE = 60_000;
  const HOUR = 60 * MINUTE;
  const START = Date.UTC(2026, 10, 20, 12, 0, 0);

  it.each([
    ['two minutes', START, 2 * MINUTE, 30_000],
    ['five minutes', START, 5 * MINUTE, MINUTE],
    ['five minutes from odd to odd', START + 12_345, 5 * MINUTE, MINUTE],
    ['a quarter of an hour', START, 15 * MINUTE, 5 * MINUTE],
    ['an hour', START + 1, HOUR, 15 * MINUTE],
    ['a day', START, 24 * HOUR, 6 * HOUR],
    ['a week', START, 7 * 24 * HOUR, 48 * HOUR],
    ['a year', START, 366 * 24 * HOUR, 2160 * HOUR],
  ])('of %s are at most five, evenly apart, and inside', (_title, from, span, stepMs) => {
    const ticks = timeTicks(from, from + span);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks.length).toBeLessThanOrEqual(5);
    ticks.forEach((tick, index) => {
      expect(tick % stepMs).toBe(0);
      expect(tick).toBeGreaterThan(from);
      expect(tick).toBeLessThanOrEqual(from + span);
      if (index > 0) expect(tick - ticks[index - 1]!).toBe(stepMs);
    });
  });

  it('are never more than five, whatever the span and where it begins', () => {
    for (let span = 1000; span < 1e11; span *= 1.3) {
      for (const from of [START, START + 1, START + 7777, START + 59_999]) {
        expect(timeTicks(from, from + span).length, `${span} from ${from}`).toBeLessThanOrEqual(5);
      }
    }
  });

  it('of days begin at midnight by the clock of the reader', () => {
    const ticks = timeTicks(START, START + 4 * 24 * HOUR, 2 * HOUR);
    expect(ticks.map((tick) => new Date(tick + 2 * HOUR).toISOString().slice(11, 16))).toEqual(
      ticks.map(() => '00:00'),
    );
  });

  it('of no span are none', () => {
    expect(timeTicks(START, START)).toEqual([]);
    expect(timeTicks(START, START - MINUTE)).toEqual([]);
  });
});

describe('lonePoints', () => {
  const known = (at: number): Point => [at, 1, 1, 1];
  it.each([
    ['one alone', [known(1000)], [1000]],
    ['one between two gaps', [known(1000), known(2000), GAP(3000), known(4000), GAP(5000)], [4000]],
    ['neighbours', [known(1000), known(2000)], []],
    ['none', [GAP(1000)], []],
  ])('%s', (_, points, lone) => expect([...lonePoints(points)]).toEqual(lone));
});

describe('beforeOf', () => {
  const compared = (id: string, previous: Point[]) => ({ ...series(id, []), previous });

  it('draws one line for each series that is compared, without its spread', () => {
    const lines = beforeOf([compared('ops', [[1000, 5, 1, 90]]), series('errors', [])], false);
    expect(lines.map(({ id, points }) => [id, points])).toEqual([['ops:before', [[1000, 5, 5, 5]]]]);
  });

  it('draws one line for all layers, their sum', () => {
    const lines = beforeOf(
      [
        compared('a', [[1000, 5, 5, 5], GAP(2000), [3000, 1, 1, 1]]),
        compared('b', [[1000, 7, 7, 7], GAP(2000), [3000, 2, 2, 2]]),
      ],
      true,
    );
    expect(lines.map(({ points }) => points)).toEqual([
      [
        [1000, 12, 12, 12],
        [2000, null, null, null],
        [3000, 3, 3, 3],
      ],
    ]);
  });

  it('draws nothing where nothing is compared', () =>
    expect(beforeOf([series('ops', [])], true)).toEqual([]));
});
