import { z } from 'zod';
import { RULES } from '@/lib/advisor/rules';
import { WEBHOOK_PRESETS } from '@/lib/advisor/webhook-body';
import { confirm } from './action-fields';

/** What the actions on alerts, rules and webhooks take. */

const rule = z.string().max(100).describe('The id of the rule: `memory.near-limit`.');
const level = z
  .number({ error: 'must be a number, or null for none' })
  .min(0, { error: 'must not be negative' })
  .nullable();
const place = { rule, node: z.string().min(1).max(300).describe('The node that the alert is of.') };

const address = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with https:// or http://' })
  .max(2_000)
  .refine((url) => URL.canParse(url) && new URL(url).username === '' && new URL(url).password === '', {
    error: 'must not hold a user or a password',
  });

export const ALERT_ACTION_INPUTS = {
  'alert.acknowledge': z.strictObject({ id: z.int().positive(), confirm }),
  'alert.silence': z.strictObject({
    ...place,
    until: z.int().positive().describe('Unix milliseconds; at most 90 days from now.'),
    confirm,
  }),
  'alert.unsilence': z.strictObject({ ...place, confirm }),
  'rule.set': z
    .strictObject({
      rule,
      off: z.boolean().optional().describe('true: it opens no alerts here.'),
      levels: z
        .record(z.string(), z.strictObject({ warning: level, critical: level }))
        .nullable()
        .describe('Thresholds by their names; null: all its defaults, and the rule on.'),
      confirm,
    })
    .superRefine((input, context) => {
      const found = RULES.find(({ id }) => id === input.rule);
      const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
      if (!found) return issue(['rule'], 'is no rule that there is; GET …/alerts/settings lists them');
      for (const name of Object.keys(input.levels ?? {}))
        if (!Object.hasOwn(found.thresholds, name))
          issue(
            ['levels', name],
            `is no threshold of this rule; it has ${Object.keys(found.thresholds).join(', ') || 'none'}`,
          );
    }),
  'webhook.set': z.strictObject({
    name: z.string().trim().min(1, { error: 'must not be empty' }).max(60),
    preset: z.enum(WEBHOOK_PRESETS),
    url: address.optional().describe('Left out: the address of the webhook with this name stays.'),
    confirm,
  }),
  'webhook.remove': z.strictObject({ id: z.uuid(), confirm }),
  'webhook.test': z.strictObject({ id: z.uuid(), confirm }),
};
