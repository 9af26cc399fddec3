const MINUTE_MS = 60_000;

/**
 * A moment as applications write it: epoch seconds, milliseconds or microseconds, as a number or in digits, or an
 * ISO date. A date without a zone is taken for UTC, as nobody can know better, unless somebody does.
 * @param timeZone an IANA name: whose wall clock dates without a zone are of
 * @returns Unix milliseconds; `null` for anything else, times before 2001 and after 2096 among it
 */
export function parseMoment(value: unknown, timeZone = 'UTC'): number | null {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return /^\d{10,16}(?:\.\d+)?$/.test(text) ? fromEpoch(Number(text)) : fromDate(text, timeZone);
}

/** The three units are so far apart that the size tells them. */
function fromEpoch(value: number): number | null {
  for (const perMs of [1 / 1000, 1, 1000]) {
    const ms = value / perMs;
    if (ms >= 1e12 && ms < 4e12) return ms;
  }
  return null;
}

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;

function fromDate(text: string, timeZone: string): number | null {
  const [, date, time = '00:00', zone] = ISO.exec(text) ?? [];
  if (date === undefined) return null;
  const utc = Date.parse(`${date}T${time.replace(',', '.')}Z`);
  if (Number.isNaN(utc)) return null;
  if (zone !== undefined) return utc - offsetMinutes(zone) * MINUTE_MS;
  // The offset of the zone is that of the moment, which is what is looked for: the first guess is hours away at most.
  const guess = utc - offsetAt(utc, timeZone) * MINUTE_MS;
  return utc - offsetAt(guess, timeZone) * MINUTE_MS;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How many minutes a zone is ahead of UTC at a moment; @throws RangeError for a zone that nobody knows */
function offsetAt(at: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
    formats.set(timeZone, format);
  }
  const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return offsetMinutes(name.replace('GMT', ''));
}

function offsetMinutes(zone: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
