import type { Unit } from '@/lib/metrics/catalogue';
import type { FoundSeverity, Threshold } from './rule';

type Level = Readonly<{ warning: number | null; critical: number | null }>;

/** Where a value that fired comes to rest: below nine tenths of its level (BetterDB's default). */
const CLEARS_AT = 0.9;

/** A threshold, in the order in which people say it. */
export const threshold = (
  label: string,
  unit: Unit,
  warning: number | null,
  critical: number | null,
): Threshold => ({ label, unit, warning, critical });

/**
 * How bad a value is of which more is worse. A level of 0 is passed by anything above it.
 * @param was how bad it was at the last look: what fired stays until it is clearly below its level
 */
export function severityAbove(
  value: number,
  { warning, critical }: Level,
  was: FoundSeverity | null,
): 'critical' | 'warning' | null {
  const passes = (level: number | null, held: boolean) =>
    level !== null && (level === 0 ? value > 0 : value >= level * (held ? CLEARS_AT : 1));
  if (passes(critical, was === 'critical')) return 'critical';
  return passes(warning, was === 'critical' || was === 'warning') ? 'warning' : null;
}

/** The same of a value of which less is worse. */
export function severityBelow(
  value: number,
  { warning, critical }: Level,
  was: FoundSeverity | null,
): 'critical' | 'warning' | null {
  const passes = (level: number | null, held: boolean) =>
    level !== null && value < (held ? level / CLEARS_AT : level);
  if (passes(critical, was === 'critical')) return 'critical';
  return passes(warning, was === 'critical' || was === 'warning') ? 'warning' : null;
}
