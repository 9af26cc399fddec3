import { describe, expect, it } from 'vitest';
import { niceAxis, tickText } from './nice-axis';

describe('niceAxis', () => {
  it.each<[string, number, number, number[]]>([
    ['what varies little keeps away from zero', 20.8, 21.4, [20.8, 21, 21.2, 21.4, 21.6]],
    ['what varies much begins at zero', 3, 90, [0, 25, 50, 75, 100]],
    ['negative values have room', -12, 7, [-20, -10, 0, 10, 20]],
    ['what is below zero ends there', -90, -3, [-100, -75, -50, -25, 0]],
    ['a flat line runs through the middle', 5, 5, [4, 4.5, 5, 5.5, 6]],
    ['flat zero has an axis', 0, 0, [-1, -0.5, 0, 0.5, 1]],
    ['nothing has one too', Infinity, -Infinity, [0, 0.25, 0.5, 0.75, 1]],
  ])('%s: %d to %d', (_, lowest, highest, ticks) => expect(niceAxis(lowest, highest).ticks).toEqual(ticks));

  it('holds all values, whatever they are', () => {
    for (let size = 1e-6; size < 1e12; size *= 7.3) {
      for (const [low, high] of [
        [size, size * 1.01],
        [-size, size / 3],
        [-size * 3, -size],
      ] as const) {
        const { from, to, ticks } = niceAxis(low, high);
        const rounding = size * 1e-9;
        expect(from).toBeLessThanOrEqual(low + rounding);
        expect(to).toBeGreaterThanOrEqual(high - rounding);
        expect(new Set(ticks).size).toBe(5);
      }
    }
  });
});

describe('tickText', () => {
  const texts = (low: number, high: number) => {
    const axis = niceAxis(low, high);
    return axis.ticks.map((tick) => tickText(tick, axis));
  };
  it.each<[number, number, string[]]>([
    [20.8, 21.4, ['20.8', '21', '21.2', '21.4', '21.6']],
    [64_000.5, 64_001.5, ['64,000.5', '64,000.75', '64,001', '64,001.25', '64,001.5']],
    [0, 3_600_000, ['0', '1M', '2M', '3M', '4M']],
  ])('%d to %d', (low, high, expected) => expect(texts(low, high)).toEqual(expected));
});
