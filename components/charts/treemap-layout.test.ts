import { describe, expect, it } from 'vitest';
import { placeParts } from './treemap-boxes';
import { squarify, type Box } from './treemap-layout';

const WHOLE = { x: 0, y: 0, width: 600, height: 400 };
const area = ({ width, height }: Box) => width * height;
const overlap = (a: Box, b: Box) =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1e-6 &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 1e-6;

describe('squarify', () => {
  it('places the example of the paper as the paper does', () => {
    const boxes = squarify([6, 6, 4, 3, 2, 2, 1], { x: 0, y: 0, width: 6, height: 4 });
    expect(boxes.slice(0, 2)).toEqual([
      { x: 0, y: 0, width: 3, height: 2 },
      { x: 0, y: 2, width: 3, height: 2 },
    ]);
    expect(boxes[2]).toMatchObject({ x: 3, y: 0 });
    expect(boxes[2]!.width).toBeCloseTo(12 / 7);
    expect(boxes[2]!.height).toBeCloseTo(7 / 3);
  });

  it.each([
    ['one', [7]],
    ['equal ones', Array<number>(40).fill(3)],
    ['one that dwarfs the others', [1e12, 5, 4, 1, 1]],
    ['a long tail', Array.from({ length: 80 }, (_, index) => 1000 / (index + 1))],
  ])('gives %s areas as their values are, within the whole and without overlap', (_, values) => {
    const boxes = squarify(values, WHOLE);
    const sum = values.reduce((total, value) => total + value, 0);
    expect(boxes).toHaveLength(values.length);
    boxes.forEach((box, index) => {
      expect(area(box) / area(WHOLE)).toBeCloseTo(values[index]! / sum, 8);
      expect(box.x + box.width).toBeLessThanOrEqual(WHOLE.width + 1e-6);
      expect(box.y + box.height).toBeLessThanOrEqual(WHOLE.height + 1e-6);
      for (const other of boxes.slice(0, index)) expect(overlap(box, other)).toBe(false);
    });
  });

  it('keeps boxes of like values nearly square', () => {
    for (const { width, height } of squarify(Array<number>(20).fill(1), WHOLE))
      expect(Math.max(width / height, height / width)).toBeLessThan(2);
  });

  it('has nothing for nothing', () => expect(squarify([], WHOLE)).toEqual([]));
});

describe('placeParts', () => {
  const part = (id: string, value: number, parts?: ReturnType<typeof leaf>[]) => ({
    ...{ id, value, content: null },
    ...(parts && { parts }),
  });
  const leaf = (id: string, value: number) => ({ id, value, content: null });
  const ids = (parts: Parameters<typeof placeParts>[0]) =>
    placeParts(parts, 600, 400).map(({ part, depth, isFrame }) => [part.id, depth, isFrame]);

  it('draws the parts of a large one in it, below its name', () => {
    const placed = placeParts([part('a', 90, [leaf('a1', 60), leaf('a2', 30)]), part('b', 10)], 600, 400);
    expect(placed.map(({ part, depth }) => [part.id, depth])).toEqual([
      ['a', 0],
      ['a1', 1],
      ['a2', 1],
      ['b', 0],
    ]);
    const [frame, inner] = placed;
    expect(inner!.y).toBeGreaterThan(frame!.y + 20);
    expect(inner!.x + inner!.width).toBeLessThan(frame!.x + frame!.width);
  });

  it('draws an only part as the whole that it is', () =>
    expect(ids([part('a', 9, [leaf('a1', 9)]), part('b', 1)])).toEqual([
      ['a', 0, false],
      ['b', 0, false],
    ]));

  it('puts the largest first, and leaves out nothing, less, and what nobody could hit', () =>
    expect(ids([part('dust', 0.01), part('none', 0), part('small', 5), part('large', 95)])).toEqual([
      ['large', 0, false],
      ['small', 0, false],
    ]));
});
