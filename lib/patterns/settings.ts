import { z } from 'zod';

const timeZone = z.string().refine(isTimeZone, { error: 'must be an IANA time zone, like Europe/Berlin' });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What people set for one thing, for everybody at the instance. */
export const thingSettingsSchema = z.strictObject({
  pinned: z.boolean().optional().describe('On top of Analytics, and sampled into history.'),
  name: z.string().trim().min(1).max(80).optional().describe('What it is called instead.'),
  rejected: z.boolean().optional().describe('It is not what it looks like.'),
  timeZone: timeZone.optional().describe('Of the buckets in its names; UTC by default.'),
  limit: z
    .number()
    .positive()
    .optional()
    .describe('Requests in a window, the capacity of a token bucket, or the failures that open a circuit.'),
  windowSeconds: z.number().positive().optional().describe('Length of a window, where the keys do not say.'),
  refillPerSecond: z.number().positive().optional().describe('Tokens that come back in a second.'),
  stuckSeconds: z
    .number()
    .positive()
    .optional()
    .describe('A job that is in processing for longer is taken for stuck; 600 by default.'),
  orientation: z
    .enum(['score-is-time', 'score-is-value'])
    .optional()
    .describe('Which of the two a sorted set has as its score.'),
});

export type ThingSettings = z.infer<typeof thingSettingsSchema>;
