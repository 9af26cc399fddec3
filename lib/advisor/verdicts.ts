import { formatDuration } from '@/lib/format';
import type { ClientsSeen } from './clients-seen';
import type { Facts, FoundSeverity, Rule, Verdict, Window } from './rule';

/** Rules of different thresholds in one list: each is given its own. */
export const rule = <Name extends string>(row: Rule<Name>): Rule => row as unknown as Rule;

export const fine = (sentence: string): Verdict => ({ kind: 'fine', sentence });

export const unchecked = (because: string): Verdict => ({ kind: 'unchecked', because });

export const INAPPLICABLE: Verdict = { kind: 'inapplicable' };

/** Something that was found; a severity of `null` is fine after all, and then says the other sentence. */
export const foundOr = (
  severity: FoundSeverity | null,
  sentence: string,
  found: Omit<Extract<Verdict, { kind: 'found' }>, 'kind' | 'severity'>,
): Verdict => (severity === null ? fine(sentence) : { kind: 'found', severity, ...found });

/** What this version does not tell, as a reason. */
export const untold = (what: string): Verdict =>
  unchecked(`this version of the server does not tell ${what}`);

/** Judges by CONFIG GET, or says why not. */
export function withConfig(
  { config, whyNoConfig }: Facts,
  judge: (config: ReadonlyMap<string, string>) => Verdict,
): Verdict {
  return config === null ? { kind: 'unchecked', ...whyNoConfig } : judge(config);
}

/** Judges by who is connected, or says why that is not known. */
export const withClients = ({ clients }: Facts, judge: (clients: ClientsSeen) => Verdict): Verdict =>
  'because' in clients ? { kind: 'unchecked', ...clients } : judge(clients);

/** A setting as a number; `null` where this server has none of that name. */
export function settingOf(config: ReadonlyMap<string, string>, name: string): number | null {
  const text = config.get(name);
  const value = text === undefined || text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A mean says something from half of its span on. */
const ENOUGH = 0.5;

/** Judges by what a metric was over the last seconds, or says that it was not watched for long enough. */
export function withWindow(
  window: Window | null,
  seconds: number,
  judge: (window: Window) => Verdict,
): Verdict {
  if (window !== null && window.known >= ENOUGH) return judge(window);
  return tooNew(seconds);
}

/**
 * Judges by what a counter rose by. What was seen counts at once; that nothing was is worth saying only after it was
 * watched for long enough.
 */
export function withIncrease(
  window: Window | null,
  seconds: number,
  judge: (increase: number) => Verdict,
): Verdict {
  if (window === null) return tooNew(seconds);
  const verdict = judge(window.increase);
  return verdict.kind === 'fine' && window.known < ENOUGH ? tooNew(seconds) : verdict;
}

export const tooNew = (seconds: number): Verdict =>
  unchecked(
    `it takes ${formatDuration(seconds * ENOUGH)} of watching, and it was not watched for that long yet`,
  );
