import type { ChartBar } from '@/components/charts/bar-chart';
import type { CacheSample } from '@/lib/patterns/caches/sample';

/** Units of a time, the largest first, in milliseconds. */
const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
] as const;

/** How many of the keys that were looked at end within which time; those that never do stand at the end. */
export function ttlBars({ ttl, withoutTtl }: Pick<CacheSample, 'ttl' | 'withoutTtl'>): ChartBar[] {
  const bars = ttl.map(({ fromMs, toMs, keys }) => {
    const label = spanLabel(fromMs, toMs);
    return { id: String(fromMs), label, title: `end in ${label}`, value: keys };
  });
  return [...bars, { id: 'never', label: 'never', title: 'have no expiry', value: withoutTtl }];
}

/** `< 1 min`, `6–24 h`, `> 7 d`: both ends in the unit of the first one. */
function spanLabel(fromMs: number, toMs: number | null): string {
  const [size, unit] = UNITS.find(([each]) => each <= (fromMs || (toMs ?? 0))) ?? UNITS[2];
  if (toMs === null) return `> ${fromMs / size} ${unit}`;
  return fromMs === 0 ? `< ${toMs / size} ${unit}` : `${fromMs / size}–${toMs / size} ${unit}`;
}
