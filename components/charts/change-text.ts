import { formatValue, share, UNKNOWN } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';

/**
 * How a value differs from the one before, with its sign: of a percentage in points, else in its unit and, where
 * there was something before, in percent.
 */
export function changeText(now: number | null, before: number | null, unit: Unit): string {
  if (now === null || before === null) return UNKNOWN;
  const change = now - before;
  const sign = change > 0 ? '+' : change < 0 ? '−' : '±';
  if (unit === 'ratio') return `${sign}${Math.abs(change * 100).toFixed(1)} pt`;
  const amount = `${sign}${formatValue(Math.abs(change), unit)}`;
  const relative = share(change, before);
  return relative === null || change === 0
    ? amount
    : `${amount} (${sign}${formatValue(Math.abs(relative), 'ratio')})`;
}
