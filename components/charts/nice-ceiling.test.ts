import { describe, expect, it } from 'vitest';
import { formatParts } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';
import { niceCeiling, tickLabel } from './nice-ceiling';

/** What one unit of a label is worth. */
const WORTH: Record<string, number> = {
  B: 1,
  KiB: 1024,
  MiB: 1024 ** 2,
  GiB: 1024 ** 3,
  TiB: 1024 ** 4,
  '%': 0.01,
  µs: 1,
  ms: 1e3,
  s: 1e6,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  '×': 1,
  '': 1,
};

/** The number that a reader takes from a label. */
function read(value: number, unit: Unit): number {
  const parts = formatParts(value, unit);
  return Number(parts.number.replaceAll(',', '')) * WORTH[parts.unit.replace('/s', '')]!;
}

const UNITS = ['bytes', 'bytesPerSecond', 'count', 'perSecond', 'ratio', 'factor', 'microseconds'] as const;

describe('niceCeiling', () => {
  it.each<[number, Unit, number]>([
    [0.12, 'ratio', 0.12],
    [0.121, 'ratio', 0.16],
    [0.97, 'ratio', 1],
    [1.9, 'ratio', 2],
    [3, 'count', 4],
    [17, 'count', 20],
    [9, 'count', 12],
    [45, 'count', 48],
    [1240, 'perSecond', 1600],
    [99_999, 'perSecond', 100_000],
    [1_000_000, 'perSecond', 1_000_000],
    [90, 'microseconds', 100],
    [1025, 'bytes', 2048],
    [412 * 1024 ** 2, 'bytes', 512 * 1024 ** 2],
    [700 * 1024 ** 2, 'bytes', 768 * 1024 ** 2],
    [1023 * 1024 ** 2, 'bytes', 1024 ** 3],
    [3.1 * 1024 ** 3, 'bytes', 4 * 1024 ** 3],
  ])('ends an axis of %d %s at %d', (highest, unit, ceiling) => {
    expect(niceCeiling(highest, unit)).toBeCloseTo(ceiling, 9);
  });

  it.each(UNITS)('of %s is above the highest value, but little', (unit) => {
    for (let highest = 0.001; highest < 1e12; highest *= 1.037) {
      const ceiling = niceCeiling(highest, unit);
      expect(ceiling, String(highest)).toBeGreaterThanOrEqual(highest);
      if (highest > niceCeiling(0, unit)) expect(ceiling / highest, String(highest)).toBeLessThanOrEqual(2);
    }
  });

  it.each(UNITS)('of %s has quarters that their labels say exactly', (unit) => {
    for (let highest = 0.001; highest < 1e9; highest *= 1.037) {
      const ceiling = niceCeiling(highest, unit);
      for (const quarter of [0.25, 0.5, 0.75, 1].map((part) => part * ceiling)) {
        expect(read(quarter, unit) / quarter, `${quarter} of ${highest}`).toBeCloseTo(1, 9);
      }
    }
  });

  it.each(UNITS)('gives a flat zero of %s an axis too', (unit) => {
    for (const nothing of [0, -5, NaN]) expect(niceCeiling(nothing, unit)).toBeGreaterThan(0);
  });

  it('keeps a value at the very top of its axis', () => {
    for (const round of [1, 10, 100, 1000, 10_000, 1_000_000]) {
      expect(niceCeiling(round, 'perSecond')).toBe(round);
      expect(niceCeiling(round * 1024, 'bytes')).toBeGreaterThanOrEqual(round * 1024);
    }
    for (const power of [10, 11, 20, 30, 31, 40]) expect(niceCeiling(2 ** power, 'bytes')).toBe(2 ** power);
  });
});

describe('tickLabel', () => {
  it('says all ticks in the unit of the last one', () => {
    const labels = [0, 25_000, 50_000, 75_000, 100_000].map((tick) => tickLabel(tick, 100_000, 'count'));
    expect(labels).toEqual(['0', '25\u00a0k', '50\u00a0k', '75\u00a0k', '100\u00a0k']);
    expect(tickLabel(300_000, 1_200_000, 'count')).toBe('0.3\u00a0M');
  });

  it('leaves smaller numbers whole, and bytes in their own units', () => {
    expect(tickLabel(1_500, 2_000, 'count')).toBe('1,500');
    expect(tickLabel(256 * 1024 ** 2, 1024 ** 3, 'bytes')).toBe('256\u00a0MiB');
  });
});
