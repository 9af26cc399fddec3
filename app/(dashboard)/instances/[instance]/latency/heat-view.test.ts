import { describe, expect, it } from 'vitest';
import type { LatencyResponse } from '@/lib/schemas/latency';
import { beyondTheEnd, bucketText, callsOf, quantilePoints, rowOf, toHeatView } from './heat-view';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');
const quantiles = { p50: null, p99: null, p999: null };
const HISTOGRAM: NonNullable<LatencyResponse['histogram']> = {
  stepMs: 15_000,
  elapsedMs: 30_000,
  boundsUs: [16, 33, 66],
  calls: [90, 0, 10],
  ...quantiles,
  columns: [
    { from: 0, to: 15_000, rates: [9, 0, 1], p50: 12, p99: 60, p999: 66 },
    { from: 15_000, to: 30_000, rates: [0, 0, 0], ...quantiles },
  ],
};

describe('a histogram as a heat map', () => {
  it('by share: each column for itself, and nothing where nothing was called', () => {
    const { columns, most } = toHeatView(HISTOGRAM, 'share');
    expect(columns.map(({ values }) => values)).toEqual([
      [0.9, 0, 0.1],
      [0, 0, 0],
    ]);
    expect(most).toBe(1);
  });

  it('by calls: a second, the busiest cell at full strength', () => {
    const { columns, most } = toHeatView(HISTOGRAM, 'calls');
    expect(columns[0]!.values).toEqual([9, 0, 1]);
    expect(most).toBe(9);
  });

  it('names the edges between the buckets, and draws the quantiles where they lie', () => {
    const { edges, lines } = toHeatView(HISTOGRAM, 'share');
    expect(edges.map(plain)).toEqual(['8 µs', '16 µs', '33 µs', '66 µs']);
    expect(lines.map(({ id, rows }) => [id, rows.map((row) => row && Math.floor(row))])).toEqual([
      ['p50', [0, null]],
      ['p99', [2, null]],
    ]);
  });

  it('without any call has no rows', () => {
    const empty = { ...HISTOGRAM, boundsUs: [], calls: [], columns: [] };
    expect(toHeatView(empty, 'calls')).toMatchObject({ columns: [], edges: [], most: 0 });
    expect(callsOf(empty)).toBe(0);
  });
});

it('a line of a quantile breaks over a gap, and where nothing was called', () => {
  const [first, second] = HISTOGRAM.columns;
  const columns = [first!, second!, { ...first!, from: 60_000, to: 75_000 }];
  expect(quantilePoints({ ...HISTOGRAM, columns }, 'p99').map(([at, us]) => [at, us])).toEqual([
    [15_000, 60],
    [30_000, null],
    [60_000, null],
    [75_000, 60],
  ]);
});

describe('where a duration lies', () => {
  it.each([
    [8, 0],
    [16, 1],
    [Math.SQRT2 * 8, 0.5],
    [33, 2],
    [47, 2.51],
    [66, 3],
    [1, 0],
    [0, 0],
    [100, 3],
  ])('%d µs: row %d', (us, row) => expect(rowOf(us, HISTOGRAM.boundsUs)).toBeCloseTo(row, 2));
});

describe('buckets in words', () => {
  it.each([
    [1, 'up to 1 µs'],
    [2, '1 µs – 2 µs'],
    [33, '16 µs – 33 µs'],
    [4227, '2.11 ms – 4.23 ms'],
    [1_082_130, 'over 541 ms'],
  ])('%d: %s', (upperUs, text) => expect(plain(bucketText(upperUs))).toBe(text));
});

it('counts the calls of which the histogram cannot say how long they took', () => {
  expect(beyondTheEnd(HISTOGRAM)).toBe(0);
  expect(beyondTheEnd({ ...HISTOGRAM, boundsUs: [541_065, 1_082_130], calls: [5, 3] })).toBe(3);
});
