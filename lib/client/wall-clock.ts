/** The zone in which a page writes moments: `undefined` for the reader's own. */
export type Zone = 'UTC' | undefined;

const twoDigits = (part: number) => String(part).padStart(2, '0');

/** A moment as a field for date and time holds it: `2026-11-22T03:12:05`. */
export function toWallClock(at: number, zone: Zone): string {
  const date = new Date(at);
  if (zone === 'UTC') return date.toISOString().slice(0, 19);
  const day = [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join('-');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
  return `${day}T${clock}`;
}

/** What such a field holds as Unix milliseconds; `null` where it is empty or incomplete. */
export function fromWallClock(text: string, zone: Zone): number | null {
  // Without a zone, a date with a time is of the reader's own.
  const at = Date.parse(zone === 'UTC' ? `${text}Z` : text);
  return text.includes('T') && Number.isFinite(at) ? at : null;
}

const DAY = { day: 'numeric', month: 'short' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit' } as const;
const EXACT = { ...CLOCK, second: '2-digit' } as const;

const makeFormats = (timeZone: Zone) => {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
  return {
    clock: format(CLOCK),
    exact: format(EXACT),
    day: format(DAY),
    dayAndClock: format({ ...DAY, ...CLOCK }),
    dayAndExact: format({ ...DAY, ...EXACT }),
    month: format({ month: 'short', year: 'numeric' }),
  };
};
/** Each of them takes the browser a tenth of a millisecond to make. */
const made = new Map<Zone, ReturnType<typeof makeFormats>>();

/** Ways to write a moment in a zone, all in the same order and with 24 hours. */
export function formatsOf(zone: Zone): ReturnType<typeof makeFormats> {
  const formats = made.get(zone) ?? makeFormats(zone);
  made.set(zone, formats);
  return formats;
}

/** A span in words: `22 Nov 03:10 – 03:15`, with both days where there are two. */
export function spanText({ from, to }: { from: number; to: number }, zone: Zone): string {
  const { day, clock, exact, dayAndClock, dayAndExact } = formatsOf(zone);
  const short = to - from < 600_000;
  const start = (short ? dayAndExact : dayAndClock).format(from).replace(',', '');
  if (day.format(from) === day.format(to)) return `${start} – ${(short ? exact : clock).format(to)}`;
  return `${start} – ${(short ? dayAndExact : dayAndClock).format(to).replace(',', '')}`;
}

/** A moment with its day: `22 Nov 03:12:05`. */
export const momentText = (at: number, zone: Zone): string =>
  formatsOf(zone).dayAndExact.format(at).replace(',', '');
