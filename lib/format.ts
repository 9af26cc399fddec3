import type { Unit } from '@/lib/metrics/catalogue';

/** A number as it is shown: the unit is set smaller than the digits, so the two come apart. */
export interface Formatted {
  number: string;
  unit: string;
}

/** What stands where a value is unknown. */
export const UNKNOWN = '—';

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/**
 * Formats a value for people.
 *
 * @param value in the base unit: bytes, seconds, microseconds, per second, 0…1 for a ratio
 * @param unit what it counts
 * @returns digits and unit; `UNKNOWN` without a unit for `null`
 */
export function formatParts(value: number | null | undefined, unit: Unit): Formatted {
  if (value === null || value === undefined || !Number.isFinite(value)) return { number: UNKNOWN, unit: '' };
  switch (unit) {
    case 'bytes':
      return binary(value);
    case 'bytesPerSecond': {
      const { number, unit: bytes } = binary(value);
      return { number, unit: `${bytes}/s` };
    }
    case 'ratio':
      return { number: percentage(value), unit: '%' };
    case 'factor':
      return { number: value.toFixed(2), unit: '×' };
    case 'perSecond':
      return { ...short(value), unit: `${short(value).unit}/s` };
    case 'seconds':
      return duration(value);
    case 'microseconds':
      return microseconds(value);
    case 'state':
      return { number: value === 0 ? 'no' : 'yes', unit: '' };
    case 'count':
      return short(value);
  }
}

/** The same in one string: `1.2 GiB`, `97.2 %`, `1,240 /s` reads `1,240/s`. */
export function formatValue(value: number | null | undefined, unit: Unit): string {
  const parts = formatParts(value, unit);
  if (parts.unit === '') return parts.number;
  const glue = parts.unit.startsWith('/') || parts.unit === '×' ? '' : '\u00a0';
  return `${parts.number}${glue}${parts.unit}`;
}

/** Bytes in IEC units: `412 MiB`. */
export const formatBytes = (bytes: number | null | undefined): string => formatValue(bytes, 'bytes');

/** A whole number with thousands separated: `12,480`. */
export const formatCount = (count: number | null | undefined): string =>
  count === null || count === undefined ? UNKNOWN : Math.round(count).toLocaleString('en-US');

/** A span in its two largest units: `3 d 4 h`, `2 min 5 s`, `850 ms`. */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return UNKNOWN;
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor((whole % 86_400) / 3600), 'h'],
    [Math.floor((whole % 3600) / 60), 'min'],
    [whole % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** A span that is only known in whole seconds: `under 1 s`, `2 s`. */
export const formatWholeSeconds = (seconds: number | null | undefined): string =>
  seconds === 0 ? 'under 1 s' : formatDuration(seconds);

/** A distance: `850 m`, `12.4 km`. @param metres `null`: unknown */
export function formatDistance(metres: number | null | undefined): string {
  if (metres === null || metres === undefined || !Number.isFinite(metres)) return UNKNOWN;
  if (metres < 1_000) return `${significant(metres)}\u00a0m`;
  const kilometres = metres / 1_000;
  return `${kilometres < 1_000 ? significant(kilometres) : formatCount(kilometres)}\u00a0km`;
}

/** How long ago a moment is: `12 s ago`, `just now`. Both are Unix milliseconds. */
export function formatAgo(at: number, now: number): string {
  const seconds = (now - at) / 1000;
  return seconds < 1.5 ? 'just now' : `${formatDuration(seconds)} ago`;
}

/** A share of a whole as a percentage of it, `null` where there is no whole. */
export const share = (part: number | null | undefined, whole: number | null | undefined): number | null =>
  part === null || part === undefined || !whole ? null : part / whole;

function binary(bytes: number): Formatted {
  // A rate can be less than one byte per second.
  const size = Math.max(1, Math.abs(bytes));
  const power = Math.min(BINARY.length - 1, Math.floor(Math.log2(size) / 10));
  const scaled = bytes / 1024 ** power;
  return { number: power === 0 ? String(Math.round(scaled)) : significant(scaled), unit: BINARY[power]! };
}

/** What there is a little of must not read as none of it. */
const percentage = (ratio: number): string => (ratio > 0 && ratio < 0.0005 ? '<0.1' : fixed(ratio * 100, 1));

function short(value: number): Formatted {
  const size = Math.abs(value);
  if (size >= 1e9) return { number: significant(value / 1e9), unit: 'G' };
  if (size >= 1e6) return { number: significant(value / 1e6), unit: 'M' };
  if (size >= 1e5) return { number: significant(value / 1e3), unit: 'k' };
  if (size >= 100 || Number.isInteger(value))
    return { number: Math.round(value).toLocaleString('en-US'), unit: '' };
  return { number: size >= 10 ? fixed(value, 1) : fixed(value, 2), unit: '' };
}

function microseconds(value: number): Formatted {
  const size = Math.abs(value);
  if (size >= 1e6) return { number: significant(value / 1e6), unit: 's' };
  if (size >= 1e3) return { number: significant(value / 1e3), unit: 'ms' };
  return { number: size >= 100 ? String(Math.round(value)) : fixed(value, 1), unit: 'µs' };
}

function duration(seconds: number): Formatted {
  const text = formatDuration(Math.abs(seconds) < 1 ? Math.round(seconds) : seconds);
  if (Math.abs(seconds) < 1) return { number: '0', unit: 's' };
  const [number = UNKNOWN, ...unit] = text.split(' ');
  return { number, unit: unit.join(' ') };
}

/** Three digits: `1.23`, `12.3`, `123`. */
function significant(value: number): string {
  const size = Math.abs(value);
  return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

/** Fixed decimals, without a tail of zeros and without "-0". */
function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return short === '-0' ? '0' : short;
}
