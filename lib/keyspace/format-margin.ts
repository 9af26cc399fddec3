import { formatValue } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';

/** An estimate and the ends of its interval, as answers carry it. */
interface Interval {
  low: number;
  estimate: number;
  /** `null`: nothing is known that ends it. */
  high: number | null;
}

/** An interval of which one side is longer than this many times the other is no ±. */
const EVEN = 1.5;
/** Narrower than what three digits show. */
const NOTHING = 0.0005;

/**
 * How far the truth may lie from an estimate: `± 40 MiB`; both ends where they are not equally far, `1.1 GiB to 5 GiB`.
 * @returns `null` where the number is exact, or as good as that
 */
export function formatMargin({ low, estimate, high }: Interval, unit: Unit): string | null {
  if (high === null) return `${formatValue(low, unit)} or more`;
  const [below, above] = [estimate - low, high - estimate];
  const widest = Math.max(below, above);
  if (widest <= Math.abs(estimate) * NOTHING) return null;
  const isEven = widest <= Math.min(below, above) * EVEN;
  if (isEven) return `±\u00a0${formatValue(widest, unit)}`;
  const [from, to] = [formatValue(low, unit), formatValue(high, unit)];
  return from === to ? null : `${from} to ${to}`;
}
