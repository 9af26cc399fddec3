import 'server-only';
import { findRule } from '@/lib/advisor/rules';
import { webhookBody, type WebhookNews } from '@/lib/advisor/webhook-body';
import { onVerdicts } from '../advisor/advisor';
import { keepLevels } from '../advisor/levels-of';
import { collector } from '../collector/collector';
import { database } from '../database';
import { env } from '../env';
import { findInstance, type Instance } from '../instances';
import { cookieSecret } from '../sign-in/secret';
import { singleton } from '../singleton';
import { AlertStore } from './alert-store';
import { Alerts, provideAlerts, type AlertNews } from './alerts';
import { Deliveries, deliveries, provideDeliveries } from './deliveries';
import { postWebhook } from './post-webhook';
import { RuleSettings } from './rule-settings';
import { WebhookStore } from './webhook-store';

/** What people have set of the rules. */
export const ruleSettings = (): RuleSettings =>
  singleton('rule-settings', () => new RuleSettings(database()));

/** Lets verdicts become alerts, and alerts messages; once per process, before the advisor starts. */
export function startAlerts(): void {
  const settings = ruleSettings();
  keepLevels((instance, rule) => ({ ...rule.thresholds, ...settings.find(instance, rule.id)?.levels }));
  const allowPrivate = env().privateWebhooks;
  provideDeliveries(
    new Deliveries(new WebhookStore(database(), cookieSecret()), {
      post: (posting) => postWebhook(posting, { allowPrivate }),
      clock: Date.now,
    }),
  );
  const alerts = new Alerts(new AlertStore(database()), {
    findRule,
    isOff: (instance, rule) => settings.find(instance, rule)?.off ?? false,
    onNews: tell,
  });
  provideAlerts(alerts);
  onVerdicts((instance, verdicts, now) => alerts.take(instance, verdicts, now));
  deliveries().start();
}

function tell(news: AlertNews): void {
  const { event, alert, silenced } = news;
  const title = titleOf(alert.rule);
  if (event !== 'worse') {
    const kind = event === 'opened' ? 'alert-opened' : 'alert-closed';
    const text = event === 'opened' ? `Alert: ${title}` : `Alert is over: ${title}`;
    const from = event === 'closed' ? { from: alert.openedAt } : {};
    collector()
      .instances.get(alert.instance)
      ?.mark({ node: alert.node, kind, text, ...from });
  }
  const instance = findInstance(alert.instance);
  if (silenced || !instance) return;
  const { store } = deliveries();
  for (const { id, preset } of store.list(alert.instance))
    store.enqueue(id, event, webhookBody(preset, webhookNews(event, instance, alert)), Date.now());
  void deliveries().sendDue();
}

const titleOf = (rule: string) => findRule(rule)?.title ?? rule;

/** What a receiver is told of an alert. */
export const webhookNews = (
  event: WebhookNews['event'],
  { id, name }: Instance,
  { words, rule, ...alert }: AlertNews['alert'],
): WebhookNews => ({
  ...{ event, instance: { id, name } },
  url: pageUrl(id),
  alert: {
    ...{ id: alert.id, rule, title: titleOf(rule), node: alert.node, severity: alert.severity },
    ...words,
    ...{ since: alert.since, openedAt: alert.openedAt, closedAt: alert.closedAt },
  },
});

function pageUrl(instance: string): string | null {
  const { publicUrl } = env();
  return (
    publicUrl && `${publicUrl.href.replace(/\/+$/, '')}/instances/${encodeURIComponent(instance)}/alerts`
  );
}
