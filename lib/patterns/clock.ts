import type { Bytes } from './bytes';

/** How the names of buckets follow from the time. */
export type Clock =
  /** `2026112109`, `20261121`, `202611`, `2026-11-21`: of a time zone, UTC unless a person says otherwise. */
  | 'YYYYMMDDHH'
  | 'YYYYMMDD'
  | 'YYYYMM'
  | 'YYYY-MM-DD'
  /** `floor(epoch seconds / 3600)`: of no zone. */
  | 'epochHour';

/** How long a bucket is. */
export const GRANULARITIES = ['hour', 'day', 'month'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

/** How long the buckets of a clock are. */
export function granularityOf(clock: Clock): Granularity {
  if (clock === 'YYYYMM') return 'month';
  return clock === 'YYYYMMDDHH' || clock === 'epochHour' ? 'hour' : 'day';
}

/** One period of counting. */
export interface Bucket {
  /** As it stands in the key. */
  name: string;
  /** Unix milliseconds of its begin; the next bucket begins where it ends. */
  startsAt: number;
}

/** A key of one period, and when it ends. */
export interface PeriodKey {
  key: Bytes;
  /** Unix milliseconds. */
  endsAt: number;
}

const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/**
 * The last buckets up to now, the oldest first: what missing ones are zero in. There are none in the future.
 * @param count how many, that of now included
 * @param now Unix milliseconds
 * @param timeZone an IANA name; `UTC` by default
 */
export function lastBuckets(clock: Clock, count: number, now: number, timeZone = 'UTC'): Bucket[] {
  const buckets: Bucket[] = [];
  let bucket = bucketAt(clock, now, timeZone);
  for (let left = count; left > 0; left--) {
    buckets.push(bucket);
    bucket = bucketAt(clock, bucket.startsAt - 1, timeZone);
  }
  return buckets.reverse();
}

/** The bucket that a moment (Unix milliseconds) falls in. */
export function bucketAt(clock: Clock, at: number, timeZone = 'UTC'): Bucket {
  if (clock === 'epochHour') {
    const hour = Math.floor(at / HOUR_MS);
    return { name: String(hour), startsAt: hour * HOUR_MS };
  }
  const { year, month, day, hour } = wallClock(at, timeZone);
  const text = (value: number, digits = 2) => String(value).padStart(digits, '0');
  const date = text(year, 4) + text(month) + text(day);
  switch (clock) {
    case 'YYYYMMDDHH':
      return { name: date + text(hour), startsAt: hourStart(at, timeZone) };
    case 'YYYYMMDD':
      return { name: date, startsAt: midnight(year, month, day, timeZone) };
    case 'YYYY-MM-DD':
      return {
        name: `${text(year, 4)}-${text(month)}-${text(day)}`,
        startsAt: midnight(year, month, day, timeZone),
      };
    case 'YYYYMM':
      return { name: date.slice(0, 6), startsAt: midnight(year, month, 1, timeZone) };
  }
}

/**
 * When a bucket of this name begins, in Unix milliseconds; `null` for a name that the clock never gives.
 * Of an hour that came twice, when the clocks were put back, it is the first.
 */
export function bucketStart(clock: Clock, name: string, timeZone = 'UTC'): number | null {
  if (clock === 'epochHour') return /^\d{6,7}$/.test(name) ? Number(name) * HOUR_MS : null;
  const digits = name.replaceAll('-', '');
  const length = { YYYYMMDDHH: 10, YYYYMMDD: 8, 'YYYY-MM-DD': 8, YYYYMM: 6 }[clock];
  if (!/^\d+$/.test(digits) || digits.length !== length) return null;
  const part = (from: number, count: number) => Number(digits.slice(from, from + count) || '1');
  const start = midnight(part(0, 4), part(4, 2), part(6, 2), timeZone);
  const startsAt = clock === 'YYYYMMDDHH' ? hourOfDay(start, part(8, 2), timeZone) : start;
  return bucketAt(clock, startsAt, timeZone).name === name ? startsAt : null;
}

/**
 * When a bucket ends, which is when the next one begins, in Unix milliseconds. A day has 23, 24 or 25 hours; an hour
 * that came twice, when the clocks were put back, is one of two hours.
 */
export function bucketEnd(clock: Clock, { startsAt }: Bucket, timeZone = 'UTC'): number {
  // No month is shorter than 28 days, no day than 22 hours: from there it is not far to the end.
  const least = { hour: HOUR_MS / 4, day: 22 * HOUR_MS, month: 28 * DAY_MS - 2 * HOUR_MS }[
    granularityOf(clock)
  ];
  const step = granularityOf(clock) === 'month' ? DAY_MS / 2 : QUARTER_MS;
  let end = startsAt + least;
  for (;;) {
    const next = bucketAt(clock, end, timeZone).startsAt;
    if (next > startsAt) return next;
    end += step;
  }
}

interface WallClock {
  year: number;
  month: number;
  day: number;
  hour: number;
}

/** @throws RangeError for a time zone that nobody knows */
function wallClock(at: number, timeZone: string): WallClock {
  // What a clock in the zone shows is what one in UTC shows so much later.
  const date = new Date(timeZone === 'UTC' ? at : at + offsetAt(at, timeZone));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
  };
}

/** A zone's way to write the time, and its offsets on days (of UTC) that it does not change on; `null`: it does. */
interface Zone {
  format: Intl.DateTimeFormat;
  offsets: Map<number, number | null>;
}

const zones = new Map<string, Zone>();

/** Ten years of days. */
const MOST_OFFSETS = 3_653;

/** How far ahead of UTC a zone is at a moment. Intl takes 20 µs to say it, so what it said of a day is kept. */
function offsetAt(at: number, timeZone: string): number {
  const zone = zones.get(timeZone) ?? {
    format: formatFor(timeZone),
    offsets: new Map<number, number | null>(),
  };
  zones.set(timeZone, zone);
  const day = Math.floor(at / DAY_MS);
  let offset = zone.offsets.get(day);
  if (offset === undefined) {
    const [first, last] = [
      askOffset(zone.format, day * DAY_MS),
      askOffset(zone.format, (day + 1) * DAY_MS - 1),
    ];
    offset = first === last ? first : null;
    if (zone.offsets.size >= MOST_OFFSETS) zone.offsets.clear();
    zone.offsets.set(day, offset);
  }
  return offset ?? askOffset(zone.format, at);
}

const formatFor = (timeZone: string) =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });

function askOffset(format: Intl.DateTimeFormat, at: number): number {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!);
  return shown - Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** Zones are whole quarters of an hour away from UTC, and change there. */
const QUARTER_MS = HOUR_MS / 4;

function hourStart(at: number, timeZone: string): number {
  const { hour } = wallClock(at, timeZone);
  let start = at - (((at % QUARTER_MS) + QUARTER_MS) % QUARTER_MS);
  // An hour that comes twice is one bucket to who names it by the wall clock.
  while (wallClock(start - 1, timeZone).hour === hour) start -= QUARTER_MS;
  return start;
}

/** The first moment of a day in a zone: not always 0:00, where clocks are changed at midnight. */
function midnight(year: number, month: number, day: number, timeZone: string): number {
  const utc = Date.UTC(year, month - 1, day);
  if (timeZone === 'UTC') return utc;
  const isBefore = (at: number) => {
    const clock = wallClock(at, timeZone);
    return Date.UTC(clock.year, clock.month - 1, clock.day) < utc;
  };
  // Zones are 14 hours ahead of UTC at most, and 12 behind it.
  let [low, high] = [utc - 15 * HOUR_MS, utc + 13 * HOUR_MS];
  while (high - low > QUARTER_MS) {
    const middle = low + Math.floor((high - low) / 2 / QUARTER_MS) * QUARTER_MS;
    if (isBefore(middle)) low = middle;
    else high = middle;
  }
  return high;
}

function hourOfDay(start: number, hour: number, timeZone: string): number {
  let at = start;
  while (wallClock(at, timeZone).hour < hour && at < start + 26 * HOUR_MS) at += QUARTER_MS;
  return at;
}
