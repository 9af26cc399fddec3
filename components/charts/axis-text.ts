import { formatsOf, type Zone } from '@/lib/client/wall-clock';

const HOUR_MS = 3_600_000;
/** Up to here the axis says seconds, which takes room. */
export const WITH_SECONDS_MS = 180_000;

/**
 * A moment at the axis of a chart: a clock time up to some hours, then days with the clock between them, in the end
 * months.
 * @param spanMs how much the axis shows
 */
export function axisText(at: number, spanMs: number, zone: Zone): string {
  const { clock, exact, day, month } = formatsOf(zone);
  if (spanMs <= WITH_SECONDS_MS) return exact.format(at);
  if (spanMs <= 5 * HOUR_MS) return clock.format(at);
  if (spanMs > 5 * 180 * 24 * HOUR_MS) return month.format(at);
  return clock.format(at) === '00:00' ? day.format(at) : clock.format(at);
}
