import { z } from 'zod';
import { count, text, unixMs } from '@/lib/schemas/fields';
import { refusalSchema } from '@/lib/schemas/refusal';
import { amountSchema, wirePath } from './analysis-figures';
import { analysisSummarySchema, analysisWithProgressSchema, busyNodeSchema } from './analysis-summary';
import { analysisViewSchema } from './analysis-view-schema';
import { pathFromWire } from './label-wire';

/** What is asked about analyses of the keyspace, and answered. */

export const growthRowSchema = z.object({
  path: wirePath,
  label: text.describe('As tables name prefixes, `session:{id}`; of no two rows the same.'),
  name: text.describe('As a sentence names it: `session:*`.'),
  before: amountSchema,
  after: amountSchema,
  growth: amountSchema.describe('After less before.'),
  unsure: amountSchema.describe(
    'So much of it may have been there before, in a … or unseen by a sample, or still be.',
  ),
});
export type WireGrowthRow = z.infer<typeof growthRowSchema>;

export const analysesSchema = z.object({
  at: unixMs,
  analyses: z.array(analysisWithProgressSchema).describe('The newest first.'),
  busy: z.array(busyNodeSchema),
});

const keysizesSchema = z
  .array(
    z.object({
      type: text,
      unit: z.enum(['bytes', 'elements']),
      buckets: z.array(z.object({ from: z.number(), keys: z.number() })),
    }),
  )
  .describe('What INFO keysizes counts of all keys, free of charge.');

export const analysisSchema = z.object({
  at: unixMs,
  database: count,
  databases: z.array(z.object({ database: count, keys: count })),
  analyses: z.array(analysisSummarySchema).describe('The newest first.'),
  busy: z.array(busyNodeSchema),
  analysis: analysisWithProgressSchema.nullable().describe('null: there is none yet.'),
  result: analysisViewSchema.nullable(),
  against: z
    .object({
      analysis: analysisSummarySchema,
      isEstimate: z.boolean().describe('Whether one of the two is a sample: both were estimated then.'),
      growth: z.array(growthRowSchema).describe('Growth and loss alike, by bytes.'),
    })
    .nullable()
    .describe('Growth since an earlier analysis with the same separators.'),
  keysizes: z.union([keysizesSchema, refusalSchema]).nullable().describe('null: this server has none.'),
});
export type AnalysisAnswer = z.infer<typeof analysisSchema>;

/** A place in the tree of prefixes, in a URL: labels with `/` between them, `user/:{id}/:cart`. */
export const prefixPathInput = z
  .string()
  .max(2_000)
  .default('')
  .transform(pathFromWire)
  .describe('Labels with / between them, as answers name them; left out: all keys.');

const db = z.coerce.number().int().min(0).max(9_999).default(0).describe('The database.');

export const analysesQuery = z.object({ db });

export const analysisQuery = z.object({
  db,
  id: z.coerce.number().int().min(1).optional().describe('By default the newest.'),
  prefix: prefixPathInput,
  against: z.coerce.number().int().min(1).optional().describe('The id of an earlier one, to compare with.'),
});
