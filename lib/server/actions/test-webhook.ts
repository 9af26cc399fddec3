import 'server-only';
import { webhookBody } from '@/lib/advisor/webhook-body';
import type { Access } from '../access';
import { deliveries } from '../alerts/deliveries';
import { webhookNews } from '../alerts/start-alerts';
import { AppError } from '../errors';

/** Sends a message that says it is a test, and tells what the receiver said to the first attempt. */
export async function testWebhook({ instance, username, watcher }: Access, id: string) {
  const webhook = deliveries()
    .store.list(instance.id)
    .find((each) => each.id === id);
  if (!webhook) {
    throw new AppError('UNKNOWN_WEBHOOK', 'This instance has no such webhook.', {
      ...{ status: 404, remedy: 'GET …/alerts/settings lists them.', details: { field: 'id' } },
    });
  }
  const now = Date.now();
  const news = webhookNews('test', instance, {
    ...{ id: 0, instance: instance.id, node: watcher.mainNode?.id ?? instance.id, rule: 'test' },
    ...{ since: now, openedAt: now, closedAt: null, severity: 'warning', worst: 'warning' },
    words: {
      sentence: `${username} tests whether alerts arrive here: they do.`,
      evidence: [],
      remedy: 'There is nothing to do.',
    },
    ...{ acknowledged: null, unchecked: null, fineSince: null },
  });
  const { status, error } = await deliveries().sendNow(id, 'test', webhookBody(webhook.preset, news));
  return { id, status, error };
}
