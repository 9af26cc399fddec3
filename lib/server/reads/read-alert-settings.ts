import 'server-only';
import { RULES } from '@/lib/advisor/rules';
import type { AlertSettingsResponse } from '@/lib/schemas/alerts';
import type { Access } from '../access';
import { levelsOf } from '../advisor/levels-of';
import { deliveries } from '../alerts/deliveries';
import { ruleSettings } from '../alerts/start-alerts';
import { PermittedCommands } from './permitted-commands';

const MOST_DELIVERIES = 500;

/** What the rules watch for at an instance, and who is told; webhooks only for whom they are theirs to set. */
export async function readAlertSettings(access: Access): Promise<AlertSettingsResponse> {
  const { id } = access.instance;
  const commands = await PermittedCommands.of(access, ['config|set']);
  const maySet = commands.may('config|set');
  const { store } = deliveries();
  const webhooks = maySet ? store.list(id) : [];
  const names = new Map(webhooks.map((webhook) => [webhook.id, webhook.name]));
  const kept = maySet ? store.deliveries(id, MOST_DELIVERIES) : [];
  return {
    at: Date.now(),
    rules: RULES.map((rule) => {
      const setting = ruleSettings().find(id, rule.id);
      const levels = levelsOf(id, rule);
      const { area, title, condition, reference, forSeconds } = rule;
      return {
        ...{ id: rule.id, area, title, condition, reference, forSeconds },
        thresholds: Object.entries(rule.thresholds).map(([name, { label, unit, warning, critical }]) => {
          const { warning: w, critical: c } = levels[name]!;
          return {
            name,
            label,
            unit,
            inForce: { warning: w, critical: c },
            byDefault: { warning, critical },
          };
        }),
        off: setting?.off ?? false,
        changed: setting ? { at: setting.changedAt, person: setting.person } : null,
      };
    }),
    webhooks: webhooks.map(({ instance: _, ...webhook }) => webhook),
    deliveries: kept.map((delivery) => ({ ...delivery, webhook: names.get(delivery.webhook)! })),
    refused: commands.refused,
  };
}
