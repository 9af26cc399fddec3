import { describe, expect, it } from 'vitest';
import { stretchOf, type Row } from '@/testing/stretch-of';
import { describeMetric, type MetricId, type Source } from './catalogue';
import { downsample as downsampleStretches } from './downsample';
import { chooseStep, withParts, type Point } from './series';

const SECOND = 1000;

/** A row every `everyMs` from `fromMs` up to before `toMs`, each with the same value. */
const rows = (metric: MetricId, fromMs: number, toMs: number, everyMs: number, value: number): Row[] =>
  Array.from({ length: Math.ceil((toMs - fromMs) / everyMs) }, (_, index) => ({
    at: fromMs + index * everyMs,
    intervalMs: everyMs,
    values: { [metric]: value },
  }));

const downsample = (metric: MetricId, all: readonly Row[], stepMs: number) =>
  downsampleStretches(metric, [stretchOf(describeMetric(metric).source, all)], stepMs);

const failed = (at: number): Row => ({ at, intervalMs: null, values: {} });
const gapsOf = (points: readonly (readonly unknown[])[]) => points.filter(([, value]) => value === null);

describe('chooseStep', () => {
  it.each([
    [120 * SECOND, 150, 1],
    [300 * SECOND, 150, 2],
    [900 * SECOND, 150, 10],
    [3600 * SECOND, 150, 30],
    [3600 * SECOND, 2, 1800],
    [0, 300, 1],
    [300 * 3600 * SECOND, 300, 3600],
    [30 * 86_400 * SECOND, 300, 3 * 3600],
    [86_400 * 366 * SECOND, 300, 2 * 86_400],
    [86_400 * 3660 * SECOND, 10, 366 * 86_400],
  ])('%i ms on %i points are steps of %i s', (spanMs, points, seconds) => {
    expect(chooseStep(spanMs, points)).toBe(seconds * SECOND);
  });

  it('never gives more points than fit, plus the one that the span begins in', () => {
    for (const points of [2, 7, 80, 150, 300, 2000]) {
      for (let spanMs = 1000; spanMs < 1e11; spanMs *= 1.7) {
        expect(spanMs / chooseStep(spanMs, points)).toBeLessThanOrEqual(points);
      }
    }
    for (const offsetMs of [0, 1, 333, 1999]) {
      const all = rows('usedMemoryBytes', offsetMs, offsetMs + 300 * SECOND, SECOND, 1);
      const points = downsample('usedMemoryBytes', all, chooseStep(300 * SECOND, 150));
      expect(points.length).toBeGreaterThanOrEqual(150);
      expect(points.length).toBeLessThanOrEqual(151);
    }
  });
});

describe('a point', () => {
  it('stands at the end of its step; a sample on the border begins the next one', () => {
    const points = downsample('connectedClients', rows('connectedClients', 0, 4000, 500, 7), 2000);
    expect(points).toEqual([
      [2000, 7, 7, 7],
      [4000, 7, 7, 7],
    ]);
  });

  it('keeps a spike of one second in its maximum, and a dip in its minimum', () => {
    const minute = rows('commandsPerSecond', 0, 60_000, SECOND, 100);
    minute[30]!.values.commandsPerSecond = 9000;
    minute[40]!.values.commandsPerSecond = 1;
    const [point] = downsample('commandsPerSecond', minute, 60_000);
    expect(point).toEqual([60_000, (58 * 100 + 9001) / 60, 1, 9000]);
  });

  it('of a counter is the whole increase divided by the whole time, however the polls were spaced', () => {
    const mixed: Row[] = [
      { at: 1000, intervalMs: 1000, values: { commandsPerSecond: 10 } },
      { at: 6000, intervalMs: 5000, values: { commandsPerSecond: 40 } },
      { at: 7000, intervalMs: null, values: { commandsPerSecond: null } },
    ];
    expect(downsample('commandsPerSecond', mixed, 10_000)).toEqual([[10_000, 210 / 6, 10, 40]]);
  });

  it('of a level is the mean of its samples', () => {
    const levels = [10, 20, 60].map((value, index): Row => {
      return { at: index * 100, intervalMs: null, values: { usedMemoryBytes: value } };
    });
    expect(downsample('usedMemoryBytes', levels, 1000)).toEqual([[1000, 30, 10, 60]]);
  });

  it('of a ratio divides the sums: a busy second weighs more than an idle one', () => {
    const lookups = ([hits, misses]: [number, number], index: number): Row => ({
      at: index * 1000,
      intervalMs: 1000,
      values: {
        hitsPerSecond: hits,
        missesPerSecond: misses,
        hitRatio: hits + misses === 0 ? null : hits / (hits + misses),
      },
    });
    const all = (
      [
        [990, 10],
        [0, 1],
        [0, 0],
      ] as [number, number][]
    ).map(lookups);
    const [[at, ratio, min, max]] = downsample('hitRatio', all, 10_000) as [Point];
    expect([at, min, max]).toEqual([10_000, 0, 0.99]);
    expect(ratio).toBeCloseTo(990 / 1001, 12);
    expect(downsample('hitRatio', all.slice(2), 10_000)).toEqual([[10_000, null, null, null]]);
  });

  it('of a ratio leaves out a sample that lost one of its parts to a reset', () => {
    const row = (at: number, hits: number | null, misses: number, hitRatio: number | null): Row => {
      return { at, intervalMs: 1000, values: { hitsPerSecond: hits, missesPerSecond: misses, hitRatio } };
    };
    const all = [row(0, 50, 50, 0.5), row(1000, null, 100, null), row(2000, 50, 50, 0.5)];
    expect(downsample('hitRatio', all, 10_000)).toEqual([[10_000, 0.5, 0.5, 0.5]]);
  });
});

describe('a gap', () => {
  it.each<[Source, MetricId, number]>([
    ['info', 'usedMemoryBytes', 5],
    ['commands', 'readsPerSecond', 15],
    ['slowlog', 'slowCommandsPerSecond', 30],
    ['latency', 'latencyP99Microseconds', 60],
  ])(
    'of %s is a silence of more than three of its slowest polls, and one point says so',
    (_, metric, poll) => {
      const silent = (seconds: number) => [
        ...rows(metric, 0, 10_000, SECOND, 5),
        ...rows(metric, (9 + seconds) * SECOND, (9 + seconds) * SECOND + 5000, SECOND, 5),
      ];
      expect(gapsOf(downsample(metric, silent(3 * poll), SECOND))).toEqual([]);
      expect(gapsOf(downsample(metric, silent(3 * poll + 11), SECOND))).toEqual([[11_000, null, null, null]]);
    },
  );

  it('is no gap where watchers come and go: polls of 1 s and of 5 s make one line', () => {
    const all = [
      ...rows('connectedClients', 0, 30_000, SECOND, 3),
      ...rows('connectedClients', 30_000, 60_000, 5 * SECOND, 3),
      ...rows('connectedClients', 60_000, 90_000, SECOND, 3),
    ];
    const points = downsample('connectedClients', all, SECOND);
    expect(gapsOf(points)).toEqual([]);
    expect(points).toHaveLength(66);
  });

  it('is a failed poll too: it is a sample without values', () => {
    const all = [
      ...rows('connectedClients', 0, 3000, SECOND, 3),
      failed(3000),
      failed(4000),
      ...rows('connectedClients', 5000, 7000, SECOND, 4),
    ];
    expect(downsample('connectedClients', all, SECOND).map(([at, value]) => [at, value])).toEqual([
      [1000, 3],
      [2000, 3],
      [3000, 3],
      [4000, null],
      [5000, null],
      [6000, 4],
      [7000, 4],
    ]);
  });

  it('shorter than a step hides in the step and bends nothing', () => {
    const all = [...rows('commandsPerSecond', 0, 4000, SECOND, 8), failed(4000), failed(5000)];
    expect(downsample('commandsPerSecond', all, 10_000)).toEqual([[10_000, 8, 8, 8]]);
  });

  it('never falls on the moment of the point after it', () => {
    const [early, late] = [1, 59_999].map((at) => rows('usedMemoryBytes', at, at + 1, SECOND, 1)[0]!);
    expect(downsample('usedMemoryBytes', [early!, late!], 30_000).map(([at]) => at)).toEqual([
      30_000, 60_000,
    ]);
    const next = downsample('usedMemoryBytes', [early!, { ...late!, at: 60_000 }], 30_000);
    expect(next.map(([at]) => at)).toEqual([30_000, 60_000, 90_000]);
    expect(gapsOf(next)).toHaveLength(1);
  });

  it('is nothing at all where there are no samples', () => {
    expect(downsample('usedMemoryBytes', [], SECOND)).toEqual([]);
  });
});

it('withParts names what a metric is made of, each once', () => {
  expect(withParts('hitRatio')).toEqual(['hitRatio', 'hitsPerSecond', 'missesPerSecond']);
  expect(withParts('usedMemoryBytes')).toEqual(['usedMemoryBytes']);
});
