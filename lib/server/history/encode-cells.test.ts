import { describe, expect, it } from 'vitest';
import { emptyCells, type Cells } from '@/lib/metrics/stretch';
import { randomOf } from '@/testing/random-of';
import { readCells, writeCells } from './encode-cells';
import { readNumbers, writeNumbers } from './encode-numbers';
import { ByteReader, ByteWriter } from './varint-bytes';

const throughNumbers = (values: number[]) => {
  const writer = new ByteWriter();
  writeNumbers(writer, values);
  return [...readNumbers(new ByteReader(writer.finish()), values.length)];
};

describe('numbers come back exactly as they were', () => {
  it.each<[string, number[]]>([
    ['none', []],
    ['one', [42]],
    ['all the same', Array.from({ length: 100 }, () => -7)],
    ['a steady rise', Array.from({ length: 100 }, (_, n) => 1_795_219_200_000 + n * 5_000)],
    ['of either sign', [0, -1, 1, -64, 64, -8192, 8192, -1e9, 1e9]],
    ['decimals', [1.23, 0.01, 99.99, 0.000001, 12]],
    ['what no six decimals hold', [Math.PI, 1e-9, 1 / 3]],
    ['as large as they come', [Number.MAX_SAFE_INTEGER, 1e300, -1e300, 2 ** 50]],
    ['large decimals', [123_456_789.123456, 987_654_321.654321]],
  ])('%s', (_, values) => expect(throughNumbers(values)).toEqual(values));

  it.each([1, 2, 3])('at random (seed %i)', (seed) => {
    const random = randomOf(seed);
    for (let turn = 0; turn < 200; turn += 1) {
      const power = 10 ** Math.floor(random() * 7);
      const values = Array.from(
        { length: Math.floor(random() * 50) },
        () => Math.round((random() - 0.5) * 10 ** (random() * 12)) / power,
      ).map((value) => value + 0);
      expect(throughNumbers(values)).toEqual(values);
    }
  });
});

const column = (rows: readonly (null | Partial<Record<keyof Cells, number>>)[]): Cells => {
  const cells = emptyCells(rows.length);
  rows.forEach((row, index) => {
    for (const part of ['sum', 'weight', 'min', 'max', 'last'] as const)
      cells[part][index] = row?.[part] ?? 0;
  });
  return cells;
};

const through = (kind: 'counter' | 'gauge', cells: Cells, usual: number[]) => {
  const writer = new ByteWriter();
  writeCells(writer, kind, cells, Float64Array.from(usual));
  const other = Float64Array.from(usual, () => 1);
  const rows = Float64Array.from(usual);
  const reader = new ByteReader(writer.finish());
  return kind === 'counter' ? readCells(reader, other, rows) : readCells(reader, rows, other);
};

describe('a column comes back', () => {
  it('of a gauge: single samples, spread ones and holes', () => {
    const flat = column([
      { sum: 5, weight: 1, min: 5, max: 5, last: 5 },
      null,
      { sum: 7, weight: 1, min: 7, max: 7, last: 7 },
    ]);
    expect(through('gauge', flat, [1, 1, 1])).toEqual(flat);
    const spread = column([
      null,
      { sum: 6.15, weight: 5, min: 1.01, max: 1.5, last: 1.2 },
      { sum: 2.4, weight: 2, min: 1.2, max: 1.2, last: 1.2 },
    ]);
    expect(through('gauge', spread, [5, 5, 2])).toEqual(spread);
    expect(through('gauge', spread, [5, 4, 1])).toEqual(spread);
    const odd = column([{ sum: Math.PI + Math.E, weight: 2, min: Math.E, max: Math.PI, last: Math.PI }]);
    expect(through('gauge', odd, [2])).toEqual(odd);
  });

  it('of a counter: exactly its increases and milliseconds, its extremes to a thousandth of the mean', () => {
    const rows = column([
      { sum: 1000, weight: 10_000.123, min: 20.01, max: 390.7 },
      null,
      { sum: 0, weight: 5000, min: 0, max: 0 },
      { sum: 0.123456, weight: 5000, min: 0.01, max: 0.05 },
    ]);
    const read = through('counter', rows, [10_000.123, 0, 5000, 6000]);
    expect(read.sum).toEqual(rows.sum);
    expect(read.weight).toEqual(rows.weight);
    rows.weight.forEach((weight, row) => {
      const slack = weight === 0 ? 0 : (0.00051 * (rows.sum[row]! * 1000)) / weight;
      expect(Math.abs(read.min[row]! - rows.min[row]!)).toBeLessThanOrEqual(slack);
      expect(Math.abs(read.max[row]! - rows.max[row]!)).toBeLessThanOrEqual(slack);
    });
  });
});
