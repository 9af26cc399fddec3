import 'server-only';
import { findRule } from '@/lib/advisor/rules';
import { may } from '@/lib/capabilities';
import type { AlertsResponse } from '@/lib/schemas/alerts';
import type { Access } from '../access';
import type { KeptAlert } from '../alerts/alert-store';
import { alerts } from '../alerts/alerts';

/** The alerts of an instance that the person could find out, too: what a rule needs, they must be allowed. */
export async function readAlerts(access: Access, limit: number): Promise<AlertsResponse> {
  const { id } = access.instance;
  const at = Date.now();
  const { commands } = await access.capabilities();
  const maySee = ({ rule }: { rule: string }) =>
    (findRule(rule)?.needs ?? []).every((command) => may(commands[command]));
  const all = alerts().open(id);
  const { store } = alerts();
  const silences = store.silences(id, at).filter(maySee);
  const open = all.filter(maySee).map((alert) => {
    const silence = silences.find(({ rule, node }) => rule === alert.rule && node === alert.node);
    return {
      ...toEntry(alert),
      unchecked: alert.unchecked,
      fineSince: alert.fineSince,
      silenced: silence ? { until: silence.until, person: silence.person } : null,
    };
  });
  const closed = limit === 0 ? [] : store.closed(id, limit);
  return {
    at,
    open,
    closed: closed.filter(maySee).map((alert) => ({ ...toEntry(alert), closedAt: alert.closedAt! })),
    silences: silences.map(({ rule, node, until, person }) => ({
      ...{ rule, title: titleOf(rule), node, until, person },
    })),
    hidden: all.length - open.length,
  };
}

const titleOf = (rule: string) => findRule(rule)?.title ?? rule;

const toEntry = ({ id, rule, node, severity, worst, since, openedAt, words, acknowledged }: KeptAlert) => ({
  ...{ id, rule, title: titleOf(rule), node, severity, worst, since, openedAt, acknowledged },
  ...{ sentence: words.sentence, evidence: [...words.evidence], remedy: words.remedy, line: words.line },
});
