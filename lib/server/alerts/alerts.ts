import 'server-only';
import { nextAlertState, QUIET, type AlertEvent, type AlertState } from '@/lib/advisor/alert-state';
import type { Rule, Verdict } from '@/lib/advisor/rule';
import { singleton } from '../singleton';
import type { AlertPlace, AlertStore, KeptAlert } from './alert-store';

/** What was said of one rule at one node. */
export interface PlacedVerdict {
  rule: string;
  node: string;
  verdict: Verdict;
}

/** An alert that is open, with its words as they are now. */
export interface LiveAlert extends KeptAlert {
  /** Why it cannot be judged now. */
  unchecked: string | null;
  /** Unix milliseconds since when it is over, while it waits to close. */
  fineSince: number | null;
}

/** What has happened to an alert; of one that closed as it was last. */
export interface AlertNews {
  event: Exclude<AlertEvent, 'better'>;
  alert: LiveAlert;
  silenced: boolean;
}

export interface AlertsOptions {
  findRule: (id: string) => Rule | null;
  isOff: (instance: string, rule: string) => boolean;
  /** Told when one opens, becomes critical or closes. */
  onNews: (news: AlertNews) => void;
}

/** A node that cannot be found any more may come back: a Cluster is found anew after a restart. */
const GONE_SECONDS = 300;
const NOT_FOUND: Verdict = { kind: 'inapplicable' };

interface Tracked {
  place: AlertPlace;
  state: AlertState;
  /** Of the alert that is open. */
  kept: KeptAlert | null;
}

/** Makes alerts of verdicts, and keeps them: after a restart it goes on with those that are open. */
export class Alerts {
  private readonly tracked = new Map<string, Tracked>();

  constructor(
    readonly store: AlertStore,
    private readonly options: AlertsOptions,
  ) {
    for (const kept of store.allOpen()) {
      const { since, openedAt, severity, worst, words, instance, node, rule } = kept;
      const open = { since, openedAt, severity, worst, ...words, fineSince: null, unchecked: null };
      const place = { instance, node, rule };
      this.tracked.set(keyOf(place), { place, state: { foundSince: since, open }, kept });
    }
  }

  /** Takes in what the rules say of an instance; `now` in Unix milliseconds. */
  take(instance: string, verdicts: readonly PlacedVerdict[], now: number): void {
    const judged = new Set<string>();
    for (const { rule, node, verdict } of verdicts) {
      const place = { instance, node, rule };
      judged.add(keyOf(place));
      const forSeconds = this.options.findRule(rule)?.forSeconds ?? 0;
      const off = this.options.isOff(instance, rule);
      this.look(place, off ? NOT_FOUND : verdict, { now, forSeconds: off ? 0 : forSeconds });
    }
    // Of what nobody judges any more: the node has left, or a newer version has no such rule.
    for (const [key, { place }] of this.tracked)
      if (place.instance === instance && !judged.has(key))
        this.look(place, NOT_FOUND, { now, forSeconds: GONE_SECONDS });
  }

  /** The open alerts of an instance: the worst first, then the newest. */
  open(instance: string): LiveAlert[] {
    return [...this.tracked.values()]
      .filter(({ place }) => place.instance === instance)
      .flatMap((tracked) => liveOf(tracked) ?? [])
      .sort(
        (a, b) =>
          Number(b.severity === 'critical') - Number(a.severity === 'critical') || b.openedAt - a.openedAt,
      );
  }

  /** @returns whether it was open and nobody had acknowledged it */
  acknowledge(alert: AlertPlace & { id: number }, person: string, now: number): boolean {
    const done = this.store.acknowledge(alert.id, person, now);
    const tracked = this.tracked.get(keyOf(alert));
    if (done && tracked?.kept) tracked.kept = { ...tracked.kept, acknowledged: { at: now, person } };
    return done;
  }

  private look(place: AlertPlace, verdict: Verdict, span: { now: number; forSeconds: number }): void {
    const key = keyOf(place);
    const before = this.tracked.get(key) ?? { place, state: QUIET, kept: null };
    const { state, event } = nextAlertState(before.state, verdict, span);
    const after: Tracked = { place, state, kept: before.kept };
    if (event === 'opened') {
      const id = this.store.open(place, state.open!);
      after.kept = this.store.find(place.instance, id);
    } else if (event === 'closed') {
      this.store.close(before.kept!.id, place.instance, span.now);
      after.kept = null;
    } else if (event) this.store.change(before.kept!.id, state.open!, event);
    // Most rules at most nodes are quiet: they need no entry.
    if (state.foundSince === null && !state.open) this.tracked.delete(key);
    else this.tracked.set(key, after);
    if (event && event !== 'better') this.tell(event, event === 'closed' ? before : after, span.now);
  }

  private tell(event: AlertNews['event'], tracked: Tracked, now: number): void {
    const { place } = tracked;
    const alert = liveOf(tracked)!;
    const silenced = this.store
      .silences(place.instance, now)
      .some(({ node, rule }) => node === place.node && rule === place.rule);
    this.options.onNews({
      event,
      alert: event === 'closed' ? { ...alert, closedAt: now } : alert,
      silenced,
    });
  }
}

const keyOf = ({ instance, node, rule }: AlertPlace) => `${instance} ${node} ${rule}`;

function liveOf({ kept, state: { open } }: Tracked): LiveAlert | null {
  if (!kept || !open) return null;
  const { severity, worst, sentence, evidence, remedy, line, unchecked, fineSince } = open;
  return { ...kept, severity, worst, words: { sentence, evidence, remedy, line }, unchecked, fineSince };
}

/** Pages and the collector are bundled apart: the one that runs with the collector is what they share. */
const holder = () => singleton<{ alerts: Alerts | null }>('alerts', () => ({ alerts: null }));

/** The alerts of this process; `start-alerts.ts` makes them. */
export function alerts(): Alerts {
  const { alerts } = holder();
  if (!alerts) throw new Error('Alerts have not been started.');
  return alerts;
}

/** To be called once, at the start. */
export function provideAlerts(made: Alerts): void {
  holder().alerts = made;
}
