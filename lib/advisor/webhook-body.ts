import type { AlertSeverity } from './alert-state';
import type { Evidence } from './rule';

/** The shapes in which receivers take an alert. */
export const WEBHOOK_PRESETS = ['generic', 'slack', 'alertmanager'] as const;
export type WebhookPreset = (typeof WEBHOOK_PRESETS)[number];

/** What a receiver is told. */
export interface WebhookNews {
  event: 'opened' | 'worse' | 'closed' | 'test';
  instance: { id: string; name: string };
  /** Where a person sees it; `null` where the dashboard does not know its own address. */
  url: string | null;
  alert: {
    id: number;
    rule: string;
    title: string;
    node: string;
    severity: AlertSeverity;
    sentence: string;
    evidence: readonly Evidence[];
    remedy: string;
    line?: string;
    /** Unix milliseconds. */
    since: number;
    openedAt: number;
    closedAt: number | null;
  };
}

/** The body of a delivery, as JSON. */
export function webhookBody(preset: WebhookPreset, news: WebhookNews): string {
  return JSON.stringify(BODIES[preset](news));
}

const BODIES: Record<WebhookPreset, (news: WebhookNews) => object> = {
  generic: ({ event, instance, url, alert }) => ({
    ...{ version: 1, event, instance, url },
    alert: {
      ...alert,
      since: iso(alert.since),
      openedAt: iso(alert.openedAt),
      closedAt: alert.closedAt === null ? null : iso(alert.closedAt),
    },
  }),
  slack: slackBody,
  alertmanager: alertmanagerBody,
};

const iso = (at: number) => new Date(at).toISOString();

const HEADS: Record<WebhookNews['event'], (severity: AlertSeverity) => string> = {
  opened: (severity) => (severity === 'critical' ? ':red_circle: Critical' : ':large_yellow_circle: Warning'),
  worse: () => ':red_circle: Now critical',
  closed: () => ':large_green_circle: Over',
  test: () => ':bell: Test',
};

/** The three characters that Slack reads as markup of its own. */
const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** `text` alone: what Slack's incoming webhooks take, and those that are made after them. */
function slackBody({ event, instance, url, alert }: WebhookNews): object {
  const head = `${HEADS[event](alert.severity)} · *${escape(instance.name)}* · ${escape(alert.title)}`;
  const lines = [head, `${escape(alert.sentence)} (${escape(alert.node)})`];
  if (event !== 'closed') lines.push(escape(alert.remedy));
  if (event !== 'closed' && alert.line) lines.push(`\`${escape(alert.line.replaceAll('`', "'"))}\``);
  if (url) lines.push(`<${url}|Open in Hitrate>`);
  return { text: lines.join('\n') };
}

/** What Alertmanager itself posts to its webhook receivers, version 4; a test is an alert named so. */
function alertmanagerBody({ event, instance, url, alert }: WebhookNews): object {
  const status = event === 'closed' ? 'resolved' : 'firing';
  const labels = {
    alertname: event === 'test' ? 'hitrate.test' : alert.rule,
    instance: instance.id,
    node: alert.node,
    severity: alert.severity,
  };
  const annotations = { summary: alert.sentence, description: alert.remedy };
  const generatorURL = url ?? '';
  return {
    version: '4',
    groupKey: `${instance.id}/${alert.node}/${labels.alertname}`,
    truncatedAlerts: 0,
    status,
    receiver: 'hitrate',
    groupLabels: { alertname: labels.alertname, instance: labels.instance },
    commonLabels: labels,
    commonAnnotations: annotations,
    externalURL: generatorURL,
    alerts: [
      {
        ...{ status, labels, annotations, generatorURL },
        startsAt: iso(alert.since),
        // As Alertmanager itself says "not yet".
        endsAt: alert.closedAt === null ? '0001-01-01T00:00:00Z' : iso(alert.closedAt),
        fingerprint: `hitrate-${alert.id}`,
      },
    ],
  };
}
