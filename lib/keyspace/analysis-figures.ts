import { z } from 'zod';
import { text } from '@/lib/schemas/fields';

/** The figures of an analysis: what was counted, and what that says of all keys. */

export const wirePath = text.describe(
  'Labels with / between them, to be given as `prefix`; empty: all keys.',
);

export const amountSchema = z.object({ keys: z.number(), bytes: z.number() });

export const rangeSchema = z
  .object({
    low: z.number(),
    estimate: z.number(),
    high: z.number().nullable().describe('null: nothing is known that ends it.'),
  })
  .describe('An estimate and the ends of its 95 % interval.');
export type WireRange = z.infer<typeof rangeSchema>;

export const groupEstimateSchema = z.object({ keys: rangeSchema, bytes: rangeSchema });

const counted = {
  keys: z.number().describe('That were looked at.'),
  bytes: z.number(),
  estimate: groupEstimateSchema
    .optional()
    .describe('Of all such keys; absent where every key was looked at, so that keys and bytes are exact.'),
};
export const countedSchema = z.object(counted);
export type WireCounted = z.infer<typeof countedSchema>;

export const keyHistogramSchema = z
  .object({
    buckets: z.array(
      amountSchema.extend({ from: z.number(), to: z.number().nullable().describe('null: no end.') }),
    ),
    without: amountSchema.describe('Keys that have no such value.'),
  })
  .describe('Of the keys that were looked at: those whose value is `from` or more and less than `to`.');

export const figures = {
  ...counted,
  largestBytes: z.number(),
  expiring: amountSchema.describe('Those that have a time to live.'),
};
