/**
 * A moment as one speaks of it: `Mon 17 Nov, 09:12`.
 * @param at Unix milliseconds
 * @param timeZone `undefined`: that of this computer
 */
export const describeWhen = (at: number, timeZone: string | undefined): string =>
  write(at, timeZone, {
    ...{ weekday: 'short', day: 'numeric', month: 'short' },
    ...{ hour: '2-digit', minute: '2-digit' },
  });

/**
 * Since when, as short as it is clear: `10:20` of today, `Monday` of the days before, then `17 November`.
 * @param at Unix milliseconds
 * @param now Unix milliseconds
 * @param timeZone `undefined`: that of this computer
 */
export function describeSince(at: number, now: number, timeZone: string | undefined): string {
  const dayOf = (moment: number) => write(moment, timeZone, { dateStyle: 'short' });
  if (dayOf(at) === dayOf(now)) return write(at, timeZone, { hour: '2-digit', minute: '2-digit' });
  // A week ago it was the same weekday.
  if (now - at < 6 * DAY_MS) return write(at, timeZone, { weekday: 'long' });
  return write(at, timeZone, {
    ...{ day: 'numeric', month: 'long' },
    ...(now - at > 300 * DAY_MS && { year: 'numeric' }),
  });
}

const DAY_MS = 86_400_000;

const write = (at: number, timeZone: string | undefined, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(at);
