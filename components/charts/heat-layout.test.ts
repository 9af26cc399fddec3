import { describe, expect, it } from 'vitest';
import {
  cellAt,
  heatCells,
  heatScale,
  heatStrength,
  nextCell,
  stepPath,
  type HeatColumn,
  type HeatPlot,
} from './heat-layout';

const PLOT: HeatPlot = { left: 10, top: 5, width: 100, height: 40, from: 1000, to: 2000, rows: 4 };
const COLUMNS: HeatColumn[] = [
  { from: 900, to: 1100, values: [1, 0, 0, 0] },
  { from: 1100, to: 1200, values: [0, 10, 0, 1] },
  { from: 1500, to: 1600, values: [0, 0, 0, 0] },
];

describe('how strongly a value is drawn', () => {
  it.each([
    [0, 100, 0],
    [-1, 100, 0],
    [5, 0, 0],
    [NaN, 100, 0],
    [100, 100, 1],
    [200, 100, 1],
    [10, 100, 0.75],
    [1, 100, 0.5],
  ])('%d of at most %d: %d', (value, most, strength) =>
    expect(heatStrength(value, most)).toBeCloseTo(strength, 9),
  );

  it('a single call among millions is still seen', () => {
    expect(heatStrength(1, 1e9)).toBeGreaterThan(0);
  });

  it('the legend names powers of ten up to the strongest', () => {
    expect(heatScale(1)).toEqual([0.0001, 0.001, 0.01, 0.1, 1]);
  });
});

describe('the cells', () => {
  it('are only those with something in them, the lowest row at the bottom, cut at the edge of the span', () => {
    const cells = heatCells(PLOT, COLUMNS, 10);
    expect(cells).toEqual([
      { column: 0, row: 0, x: 10, y: 35, width: 10, height: 10, strength: 0.75 },
      { column: 1, row: 1, x: 20, y: 25, width: 10, height: 10, strength: 1 },
      { column: 1, row: 3, x: 20, y: 5, width: 10, height: 10, strength: 0.75 },
    ]);
  });

  it('are none outside of the span', () => {
    expect(heatCells(PLOT, [{ from: 2000, to: 2100, values: [1] }], 1)).toEqual([]);
  });

  it.each([
    [15, 40, { column: 0, row: 0 }],
    [25, 30, { column: 1, row: 1 }],
    [25, 6, { column: 1, row: 3 }],
    [45, 30, null],
    [25, 46, null],
    [25, 4, null],
  ])('at %d, %d: %j', (x, y, cell) => expect(cellAt(PLOT, COLUMNS, x, y)).toEqual(cell));
});

describe('arrow keys', () => {
  const size = { columns: 3, rows: 4 };
  it.each([
    ['ArrowUp', { column: 1, row: 2 }],
    ['ArrowDown', { column: 1, row: 0 }],
    ['ArrowLeft', { column: 0, row: 1 }],
    ['ArrowRight', { column: 2, row: 1 }],
    ['Home', { column: 0, row: 1 }],
    ['End', { column: 2, row: 1 }],
    ['Tab', null],
  ])('%s', (key, cell) => expect(nextCell({ column: 1, row: 1 }, key, size)).toEqual(cell));

  it('do not lead out of the picture', () => {
    expect(nextCell({ column: 2, row: 3 }, 'ArrowUp', size)).toEqual({ column: 2, row: 3 });
    expect(nextCell({ column: 2, row: 3 }, 'ArrowRight', size)).toEqual({ column: 2, row: 3 });
  });
});

describe('a line over the cells', () => {
  it('is level within a column, goes on to the next, and breaks over a gap', () => {
    expect(stepPath(PLOT, COLUMNS, [1, 2.5, 4])).toBe('M10 35H20L20 20H30M60 5H70');
  });

  it('breaks where the value is not known', () => {
    expect(stepPath(PLOT, COLUMNS, [1, null, 4])).toBe('M10 35H20M60 5H70');
    expect(stepPath(PLOT, COLUMNS, [])).toBe('');
  });
});
