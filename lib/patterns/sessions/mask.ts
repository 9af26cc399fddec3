import { toDisplay, type Bytes } from '../bytes';

/**
 * A session's id for a screen that others may see: whoever reads the whole of it can be that user. A quarter at either
 * end at most, four characters at most.
 */
export function maskId(id: Bytes): string {
  const shown = Math.min(4, Math.floor(id.length / 4));
  return shown === 0 ? '…' : `${toDisplay(id.slice(0, shown))}…${toDisplay(id.slice(-shown))}`;
}

const BROWSERS = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const;

const SYSTEMS = [
  [/\biPad\b/, 'iPad'],
  [/\biPhone\b/, 'iPhone'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'Mac'],
  [/\bLinux\b|\bX11\b/, 'Linux'],
] as const;

/** `Firefox, Linux` of a User-Agent; of other programs their own name: `curl/8.5.0`. */
export function shortAgent(agent: string): string {
  const find = (table: readonly (readonly [RegExp, string])[]) =>
    table.find(([expression]) => expression.test(agent))?.[1];
  const known = [find(BROWSERS), find(SYSTEMS)].filter((word) => word !== undefined);
  return known.length > 0 ? known.join(', ') : agent.split(/[\s(]/, 1)[0]!.slice(0, 40);
}
