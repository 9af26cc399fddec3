import type { Info } from './parse-info';
import { number } from './reply';

/**
 * One field of INFO as text.
 * @returns the text as sent; `null` where the server has no such field or left it empty
 */
export function infoText(info: Info, name: string): string | null {
  return Object.hasOwn(info.fields, name) ? info.fields[name] || null : null;
}

/**
 * One field of INFO as a number, in the unit that Redis gives it. A percent sign at the end is dropped.
 * @returns `null` where the field is absent or no number (`N/A`, `unavailable`, `1.52M`)
 */
export function infoNumber(info: Info, name: string): number | null {
  return number(infoText(info, name)?.replace(/%$/, ''));
}

/**
 * One field of INFO as a flag.
 * @returns `true` for `1` and `yes`, `false` for `0` and `no`; `null` where it is absent or neither
 */
export function infoFlag(info: Info, name: string): boolean | null {
  const value = infoText(info, name)?.toLowerCase();
  if (value === '1' || value === 'yes') return true;
  return value === '0' || value === 'no' ? false : null;
}

/**
 * One field of INFO as a duration, such as `used_cpu_sys`.
 *
 * Dragonfly joins seconds and microseconds with a dot and no zeros between, so that its `12.345` is 12 s and
 * 345 µs; read as a decimal, the counter would jump back and forth.
 * @returns seconds; `null` where the field is absent or no number
 */
export function infoSeconds(info: Info, name: string): number | null {
  const value = infoText(info, name);
  const parts = value === null ? null : /^(\d+)\.(\d{1,6})$/.exec(value);
  if (!parts || infoText(info, 'dragonfly_version') === null) return number(value);
  return Number(parts[1]) + Number(parts[2]) / 1e6;
}
