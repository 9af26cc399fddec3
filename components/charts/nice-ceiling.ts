import type { Unit } from '@/lib/metrics/catalogue';

/**
 * The end of an axis that begins at zero: a round number a little above the highest value, whose quarters are
 * round too.
 *
 * @param highest highest value of the chart
 * @param unit bytes are round in powers of two, everything else in powers of ten
 * @returns at least something small, so that a flat zero has an axis
 */
export function niceCeiling(highest: number, unit: Unit): number {
  const binary = unit === 'bytes' || unit === 'bytesPerSecond';
  if (!(highest > 0)) return { ratio: 0.01, bytes: 1024, bytesPerSecond: 1024 }[unit as string] ?? 1;
  const base = binary ? 1024 ** Math.floor(Math.log2(highest) / 10) : 10 ** Math.floor(Math.log10(highest));
  const steps = binary
    ? [1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024]
    : [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10];
  return (steps.find((step) => step * base >= highest) ?? steps.at(-1)!) * base;
}
