import { z } from 'zod';
import { AREAS } from '@/lib/advisor/rule';
import { WEBHOOK_PRESETS } from '@/lib/advisor/webhook-body';
import { UNITS } from '@/lib/metrics/catalogue';
import { count, nullableCount, text, unixMs } from './fields';
import { refusalSchema } from './refusal';

const severity = z.enum(['critical', 'warning']);

const alert = z.object({
  id: count,
  rule: text,
  title: text,
  node: text,
  severity: severity.describe('How bad it is now, or was when it closed.'),
  worst: severity,
  since: unixMs.describe('Since when it was found.'),
  openedAt: unixMs.describe('When that had lasted for as long as the rule waits.'),
  sentence: text,
  evidence: z.array(
    z.object({ label: text, value: z.number(), unit: z.enum(UNITS), metric: text.optional() }),
  ),
  remedy: text,
  line: text.optional(),
  acknowledged: z.object({ at: unixMs, person: text }).nullable(),
});

export const openAlertSchema = alert.extend({
  unchecked: text.nullable().describe('Why it cannot be judged now; it stays open.'),
  fineSince: unixMs.nullable().describe('Since when it is over, while it waits to close.'),
  silenced: z.object({ until: unixMs, person: text }).nullable(),
});
export type OpenAlertEntry = z.infer<typeof openAlertSchema>;

export const closedAlertSchema = alert.extend({ closedAt: unixMs });
export type ClosedAlertEntry = z.infer<typeof closedAlertSchema>;

export const alertsSchema = z.object({
  at: unixMs,
  open: z.array(openAlertSchema),
  closed: z.array(closedAlertSchema),
  silences: z
    .array(z.object({ rule: text, title: text, node: text, until: unixMs, person: text }))
    .describe('Those in force, also of what has no open alert.'),
  hidden: count.describe('Open ones about what your user may not ask.'),
});
export type AlertsResponse = z.infer<typeof alertsSchema>;

const level = z.object({ warning: z.number().nullable(), critical: z.number().nullable() });

export const ruleSchema = z.object({
  id: text,
  area: z.enum(AREAS),
  title: text,
  condition: text,
  reference: text,
  forSeconds: z.number(),
  thresholds: z.array(
    z.object({ name: text, label: text, unit: z.enum(UNITS), inForce: level, byDefault: level }),
  ),
  off: z.boolean(),
  changed: z.object({ at: unixMs, person: text }).nullable(),
});
export type RuleEntry = z.infer<typeof ruleSchema>;

export const webhookSchema = z.object({
  id: text,
  name: text,
  preset: z.enum(WEBHOOK_PRESETS),
  shownUrl: text.describe('Without its path, which may be a secret.'),
  changedAt: unixMs,
  person: text,
});
export type WebhookEntry = z.infer<typeof webhookSchema>;

export const deliverySchema = z.object({
  id: count,
  webhook: text.describe('The name of the webhook.'),
  event: text,
  state: z.enum(['waiting', 'delivered', 'failed']),
  createdAt: unixMs,
  attempts: count,
  triedAt: unixMs.nullable(),
  nextAt: unixMs.nullable(),
  status: nullableCount.describe('Of the last attempt; null: no answer.'),
  error: text.nullable(),
});
export type DeliveryEntry = z.infer<typeof deliverySchema>;

export const alertSettingsSchema = z.object({
  at: unixMs,
  rules: z.array(ruleSchema),
  webhooks: z.array(webhookSchema),
  deliveries: z.array(deliverySchema),
  refused: z.record(text, refusalSchema).describe('Who may not CONFIG SET sees no webhooks.'),
});
export type AlertSettingsResponse = z.infer<typeof alertSettingsSchema>;
