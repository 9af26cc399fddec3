import type { Evidence, Verdict } from './rule';

/** How bad an alert is: advice never opens one. */
export type AlertSeverity = 'critical' | 'warning';

/** What an alert says: the words of the rule when it was at its worst, or as they are now. */
export interface AlertWords {
  sentence: string;
  evidence: readonly Evidence[];
  remedy: string;
  line?: string;
}

/** One rule at one node, as alerts see it. */
export interface AlertState {
  /** Unix milliseconds since when it is found without a break; `null` while it is not. */
  foundSince: number | null;
  /** The alert that is open. */
  open: OpenAlert | null;
}

/** Since it opened and until it closes; whether somebody knows of it, or wants to hear of it, is no concern of it. */
export interface OpenAlert extends AlertWords {
  /** Unix milliseconds: since when it was found, and when that had lasted long enough. */
  since: number;
  openedAt: number;
  severity: AlertSeverity;
  worst: AlertSeverity;
  /** Unix milliseconds since when it is over; it closes once that has lasted, too. */
  fineSince: number | null;
  /** Why it cannot be judged now: it stays open, for nobody knows that it is over. */
  unchecked: string | null;
}

/** What a look at it has changed. `worse`: a warning has become critical. */
export type AlertEvent = 'opened' | 'worse' | 'better' | 'closed';

export const QUIET: AlertState = { foundSince: null, open: null };

/**
 * Takes one look further: pending for `forSeconds` → open → closed once it has been over for `forSeconds`, and at two
 * looks at least. Whatever breaks either wait starts it anew, so that a value which trembles around its threshold
 * opens one alert at most.
 *
 * @param now Unix milliseconds
 */
export function nextAlertState(
  state: AlertState,
  verdict: Verdict,
  { now, forSeconds }: { now: number; forSeconds: number },
): { state: AlertState; event: AlertEvent | null } {
  const { open } = state;
  const waitMs = forSeconds * 1000;
  if (verdict.kind === 'unchecked') {
    const kept = open && { ...open, fineSince: null, unchecked: verdict.because };
    return { state: { foundSince: null, open: kept }, event: null };
  }
  if (verdict.kind !== 'found' || verdict.severity === 'advice') {
    if (!open) return { state: QUIET, event: null };
    const { fineSince } = open;
    if (fineSince !== null && now > fineSince && now - fineSince >= waitMs)
      return { state: QUIET, event: 'closed' };
    const kept = { ...open, fineSince: fineSince ?? now, unchecked: null };
    return { state: { foundSince: null, open: kept }, event: null };
  }
  const { severity, sentence, evidence, remedy, line } = verdict;
  const words = { sentence, evidence, remedy, line };
  const foundSince = state.foundSince ?? now;
  if (!open) {
    if (now - foundSince < waitMs) return { state: { foundSince, open: null }, event: null };
    const opened = { since: foundSince, openedAt: now, severity, worst: severity, ...words };
    return {
      state: { foundSince, open: { ...opened, fineSince: null, unchecked: null } },
      event: 'opened',
    };
  }
  const worst = severity === 'critical' ? 'critical' : open.worst;
  const event =
    severity === open.severity ? null : severity === 'critical' ? ('worse' as const) : ('better' as const);
  return {
    state: { foundSince, open: { ...open, ...words, severity, worst, fineSince: null, unchecked: null } },
    event,
  };
}
