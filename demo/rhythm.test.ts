import { describe, expect, test } from 'vitest';
import { dayShape, loadAt } from './rhythm';

const start = Date.UTC(2026, 10, 21, 10);
const seconds = (count: number) => Array.from({ length: count }, (_, second) => start + second * 1_000);

describe('loadAt', () => {
  test('stays within half and one and a half of the ordinary load while there is no sale', () => {
    for (const now of seconds(3_600)) {
      const { intensity, flashSale } = loadAt(now, start);
      expect(intensity).toBeGreaterThan(0.5);
      expect(intensity).toBeLessThan(flashSale ? 3 : 1.5);
    }
  });

  test('has the first sale after two and a half minutes and one every seven minutes', () => {
    const sales = seconds(3_600).filter((now) => loadAt(now, start).flashSale);
    const begins = sales.filter((now) => !sales.includes(now - 1_000)).map((now) => (now - start) / 1_000);
    expect(begins.map((second) => Math.round(second / 10) * 10)).toEqual([
      150, 570, 990, 1410, 1830, 2250, 2670, 3090, 3510,
    ]);
    expect(sales.length / begins.length).toBeLessThan(60);
  });

  test('a sale doubles the traffic and looks for what the cache does not hold', () => {
    const [before, during] = [loadAt(start + 148_000, start), loadAt(start + 170_000, start)];
    expect(during.intensity / before.intensity).toBeGreaterThan(1.6);
    expect(during.coldShare).toBeGreaterThan(before.coldShare + 0.3);
  });

  test('the cold share is a share at every moment of the day', () => {
    for (let now = start; now < start + 86_400_000; now += 7_000) {
      const { coldShare } = loadAt(now, start);
      expect(coldShare).toBeGreaterThan(0);
      expect(coldShare).toBeLessThan(0.5);
    }
  });
});

test('a day has its quiet and its busy hour', () => {
  const hours = Array.from({ length: 24 }, (_, hour) => dayShape(Date.UTC(2026, 10, 21, hour)));
  expect(hours.indexOf(Math.min(...hours))).toBe(4);
  expect(hours.indexOf(Math.max(...hours))).toBe(16);
  expect(hours.reduce((sum, value) => sum + value, 0) / 24).toBeCloseTo(1);
});
