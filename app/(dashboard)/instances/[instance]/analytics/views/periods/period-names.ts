import type { ChartBar } from '@/components/charts/bar-chart';

type Granularity = 'hour' | 'day' | 'month';

/** A period of counting, as the answers of counters and uniques have it. */
export interface Period {
  startsAt: number;
  endsAt: number;
  value: number | null;
  partial: boolean;
}

const SHORT: Record<Granularity, Intl.DateTimeFormatOptions> = {
  hour: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: '2-digit' },
};
const FULL: Record<Granularity, Intl.DateTimeFormatOptions> = {
  hour: { ...SHORT.hour, weekday: 'short', day: 'numeric', month: 'short' },
  day: { weekday: 'short', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};

/**
 * How periods are called, by the wall clock that named them.
 * @param timeZone `null`: epoch hours, which are shown in UTC like the others of no zone
 */
export function periodNames(granularity: Granularity, timeZone: string | null) {
  const zone = timeZone ?? 'UTC';
  const short = new Intl.DateTimeFormat('en-GB', { ...SHORT[granularity], timeZone: zone });
  const full = new Intl.DateTimeFormat('en-GB', { ...FULL[granularity], timeZone: zone });
  return { short: (at: number) => short.format(at), full: (at: number) => full.format(at) };
}

/** The periods as bars, beside those that they are compared with. */
export function toBars(
  series: readonly Period[],
  previous: readonly Period[] | null,
  granularity: Granularity,
  timeZone: string | null,
): ChartBar[] {
  const names = periodNames(granularity, timeZone);
  return series.map(({ startsAt, value, partial }, index) => ({
    id: String(startsAt),
    label: names.short(startsAt),
    title: names.full(startsAt),
    value,
    partial,
    ...(previous && { compared: previous[index]?.value ?? null }),
  }));
}
