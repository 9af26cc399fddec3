import { describe, expect, test } from 'vitest';
import { webhookBody, type WebhookNews } from './webhook-body';

const AT = Date.UTC(2026, 10, 22, 4, 0, 0);
const NEWS: WebhookNews = {
  event: 'opened',
  instance: { id: 'shop', name: 'Shop <EU> & more' },
  url: 'https://ops.example.com/instances/shop/alerts',
  alert: {
    id: 7,
    rule: 'memory.near-limit',
    title: 'Memory near its limit',
    node: 'a:6379',
    severity: 'critical',
    sentence: 'Memory is at 93 % of its limit.',
    evidence: [{ label: 'Memory', value: 0.93, unit: 'ratio' }],
    remedy: 'Raise the limit.',
    line: 'CONFIG SET maxmemory 2gb',
    ...{ since: AT - 60_000, openedAt: AT, closedAt: null },
  },
};
const closed: WebhookNews = { ...NEWS, event: 'closed', alert: { ...NEWS.alert, closedAt: AT + 60_000 } };
const body = (...[preset, news]: Parameters<typeof webhookBody>) =>
  JSON.parse(webhookBody(preset, news)) as Record<string, never>;

describe('a body', () => {
  test('of one’s own has the whole alert, with times that any language reads', () => {
    expect(body('generic', NEWS)).toEqual({
      version: 1,
      event: 'opened',
      instance: NEWS.instance,
      url: NEWS.url,
      alert: {
        ...NEWS.alert,
        since: '2026-11-22T03:59:00.000Z',
        openedAt: '2026-11-22T04:00:00.000Z',
        closedAt: null,
      },
    });
  });

  test('for Slack is text whose names cannot become markup', () => {
    expect(body('slack', NEWS)).toEqual({
      text: [
        ':red_circle: Critical · *Shop &lt;EU&gt; &amp; more* · Memory near its limit',
        'Memory is at 93 % of its limit. (a:6379)',
        'Raise the limit.',
        '`CONFIG SET maxmemory 2gb`',
        '<https://ops.example.com/instances/shop/alerts|Open in Hitrate>',
      ].join('\n'),
    });
    expect(body('slack', { ...closed, url: null }).text).toBe(
      ':large_green_circle: Over · *Shop &lt;EU&gt; &amp; more* · Memory near its limit\nMemory is at 93 % of its limit. (a:6379)',
    );
  });

  test('for Alertmanager’s receivers fires and is resolved under the same labels', () => {
    const firing = body('alertmanager', NEWS);
    const resolved = body('alertmanager', closed);
    expect(firing).toMatchObject({ version: '4', status: 'firing', groupKey: resolved.groupKey });
    expect(firing.alerts).toMatchObject([
      {
        status: 'firing',
        labels: {
          alertname: 'memory.near-limit',
          instance: 'shop',
          node: 'a:6379',
          severity: 'critical',
        },
        startsAt: '2026-11-22T03:59:00.000Z',
        endsAt: '0001-01-01T00:00:00Z',
      },
    ]);
    expect(resolved.alerts).toMatchObject([{ status: 'resolved', endsAt: '2026-11-22T04:01:00.000Z' }]);
    expect(body('alertmanager', { ...NEWS, event: 'test' }).commonLabels).toMatchObject({
      alertname: 'hitrate.test',
    });
  });
});
