import { z } from 'zod';
import { UNITS } from '@/lib/metrics/catalogue';
import { thingSettingsSchema } from '@/lib/patterns/settings';
import { count, nullableCount, patternId, text, unixMs } from './fields';
import { refusalSchema } from './refusal';

const confidence = z.number().describe('0…1: how sure the recognition is.');
const point = z.tuple([unixMs, z.number().nullable(), z.number().nullable(), z.number().nullable()]);

export const summarySchema = z.object({
  value: z.number().nullable(),
  unit: z.enum(UNITS),
  caption: text,
  spark: z.array(point).nullable().describe('Unix milliseconds, mean, minimum, maximum; nulls are a gap.'),
  perHour: z.number().nullable(),
  trouble: text.nullable().describe('What needs attention, as a sentence.'),
});

const thingFields = {
  id: text.describe('Its address: family and identity.'),
  pattern: patternId,
  title: text,
  keys: count,
  access: z.enum(['readable', 'denied']),
  confidence,
  source: text.describe('Whose way of storing it is.'),
  pinned: z.boolean(),
};

export const analyticsSchema = z.object({
  at: unixMs,
  database: count,
  databases: z.array(z.object({ database: count, keys: count })).describe('Those that hold keys.'),
  scan: z.object({
    state: z.enum(['scanning', 'ready', 'failed']),
    seen: count.describe('Keys looked at so far.'),
    total: nullableCount.describe('Keys there are, about.'),
    withAnalysis: z.boolean().describe('Whether an analysis that goes on brings the names.'),
    startedAt: unixMs,
    finishedAt: unixMs.nullable(),
    error: refusalSchema.extend({ remedy: text.optional() }).nullable(),
  }),
  patterns: z.array(z.object({ pattern: patternId, things: count, keys: count })),
  total: count.describe('Things that the filter leaves.'),
  things: z.array(z.object({ ...thingFields, why: text, summary: summarySchema.nullable() })),
  unrecognised: z
    .array(z.object({ shape: text, keys: count, types: z.array(text), denied: z.boolean() }))
    .describe('Groups of keys that nothing was recognised in, the largest first.'),
  rejected: z.array(z.object({ id: text, title: text })),
});
export type AnalyticsResponse = z.infer<typeof analyticsSchema>;
export type ThingCard = AnalyticsResponse['things'][number];

export const thingSchema = z.object({
  ...thingFields,
  name: text.nullable().describe('As people renamed it.'),
  settings: thingSettingsSchema,
  parts: z.array(
    z.object({
      layout: text,
      template: text,
      encoding: text,
      ttl: text.describe('As whoever made the layout has it.'),
      type: text,
      keys: count,
      exact: z.boolean(),
      ttlMs: z.object({ least: z.number().nullable(), most: z.number().nullable() }),
      confidence,
      why: text,
    }),
  ),
});
export type ThingHeader = z.infer<typeof thingSchema>;

/** What the page of a thing answers: who it is, and its pattern's view. */
export const thingViewSchema = <View extends z.ZodType>(view: View) =>
  z.object({ at: unixMs, database: count, thing: thingSchema, view });
