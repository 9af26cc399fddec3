import { formatParts, formatValue } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';

/** The smallest axis: the quarters of a smaller one would be finer than their labels can say. */
const SMALLEST: Partial<Record<Unit, number>> = {
  ratio: 0.02,
  microseconds: 2,
  count: 4,
  bytes: 1024,
  bytesPerSecond: 1024,
};

/** Their quarters have two digits at most: 4.8 and not 5, which would put 1.25 on the axis. */
const DECIMAL_STEPS = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 4.8, 6, 8, 10];
const BINARY_STEPS = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024];

/**
 * The end of an axis that begins at zero: a round number a little above the highest value, whose quarters are
 * round too.
 *
 * @param highest highest value of the chart
 * @param unit bytes are round in powers of two, everything else in powers of ten
 * @returns at least something small, so that a flat zero has an axis
 */
export function niceCeiling(highest: number, unit: Unit): number {
  const smallest = SMALLEST[unit] ?? 1;
  if (!(highest > smallest)) return smallest;
  const binary = unit === 'bytes' || unit === 'bytesPerSecond';
  const base = binary ? 1024 ** Math.floor(Math.log2(highest) / 10) : 10 ** Math.floor(Math.log10(highest));
  const steps = binary ? BINARY_STEPS : DECIMAL_STEPS;
  const ceiling = (steps.find((step) => step * base >= highest) ?? steps.at(-1)!) * base;
  // Nobody counts two and a half.
  return unit === 'count' ? Math.ceil(ceiling / 4) * 4 : ceiling;
}

/**
 * What stands at such an axis: all ticks in thousands where the end is, since `75,000` under `100 k` reads like more.
 * @param ceiling the end of the axis
 */
export function tickLabel(value: number, ceiling: number, unit: Unit): string {
  const end = formatParts(ceiling, unit);
  const isShort = (unit === 'count' || unit === 'perSecond') && /^[kMG]/.test(end.unit);
  if (!isShort || value === 0) return formatValue(value, unit);
  const worth = ceiling / Number(end.number.replaceAll(',', ''));
  const number = (value / worth).toLocaleString('en-US', { maximumFractionDigits: 3 });
  return `${number}\u00a0${end.unit}`;
}
