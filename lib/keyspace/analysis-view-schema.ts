import { z } from 'zod';
import { UNITS } from '@/lib/metrics/catalogue';
import { wireText } from '@/lib/patterns/wire';
import { count, text } from '@/lib/schemas/fields';
import {
  amountSchema,
  countedSchema,
  figures,
  groupEstimateSchema,
  keyHistogramSchema,
  wirePath,
} from './analysis-figures';

/** The result of an analysis, as the page shows it. */

/** One line of the table of prefixes, and one box of the treemap. */
export const prefixRowSchema = z.object({
  path: wirePath,
  label: text.describe(
    'As people read the name: `user:{id}:cart`; `…` stands for names too rare to be kept apart.',
  ),
  kind: z.enum(['prefix', 'own', 'rest']).describe('own: keys that are named exactly as the path says.'),
  ...figures,
  byType: z.record(text, amountSchema),
  meanBytes: z.number(),
  keysShare: z.number().describe('Of what is looked at, 0…1.'),
  bytesShare: z.number(),
  hasChildren: z.boolean(),
  glob: wireText.describe('Finds the keys by SCAN; and others too where the path holds {id} or ….'),
});
export type WirePrefixRow = z.infer<typeof prefixRowSchema>;

export const typeCountSchema = z.object({
  type: text,
  ...figures,
  encodings: z.array(
    z.object({
      encoding: text.nullable().describe('null: not asked, or refused.'),
      ...figures,
      lengths: keyHistogramSchema.nullable().describe('Elements, or bytes of a string.'),
    }),
  ),
});

export const topKeySchema = z.object({
  name: wireText,
  nameLength: count.describe('In bytes; of a name longer than 4,096 only the beginning is there.'),
  type: text,
  bytes: z.number(),
  ttlMs: z
    .number()
    .nullable()
    .describe('When it was looked at; null: it never expires, or PTTL was refused.'),
  length: z.number().nullable(),
});

/** A sentence with its figures left as numbers, to be written as the page writes numbers. */
export const sentenceSchema = z.object({
  id: text.describe('What it speaks of: `never`, `within`, `dominates` …'),
  severity: z.enum(['critical', 'warning', 'advice', 'fine']),
  parts: z.array(
    z.union([
      z.object({ text }),
      z.object({
        value: z.number(),
        unit: z.enum(UNITS),
        isEstimate: z.boolean(),
        isChange: z.literal(true).optional().describe('Written with its sign.'),
      }),
    ]),
  ),
  prefix: wirePath.optional().describe('What it speaks of, to be looked at.'),
});
export type WireSentence = z.infer<typeof sentenceSchema>;

export const findingSchema = sentenceSchema.extend({
  rule: text,
  evidence: z.array(z.object({ label: text, value: z.number(), unit: z.enum(UNITS) })),
  remedy: text,
  line: text.optional().describe('To be pasted into redis-cli.'),
});

/** The result, seen from one place in the tree of prefixes. */
export const analysisViewSchema = z.object({
  seen: amountSchema,
  goneKeys: z.number().describe('Expired or removed between SCAN and the look at them.'),
  noAccess: z.object({
    keys: z.number(),
    prefixes: z.array(z.object({ label: text, keys: z.number() })),
  }),
  unmeasuredKeys: z.number().describe('MEMORY USAGE was refused: they count with 0 bytes.'),
  populationKeys: z.number(),
  isWhole: z.boolean(),
  sureness: text,
  unseenKeyBytes: z.number().nullable(),
  total: groupEstimateSchema,
  prefix: z
    .object({
      path: wirePath,
      /** From the root to this one. */
      trail: z.array(z.object({ path: wirePath, label: text })),
      of: prefixRowSchema,
      rows: z
        .array(
          prefixRowSchema.extend({
            parts: z.array(prefixRowSchema).describe('The largest 40, one level down.'),
          }),
        )
        .describe('The largest first.'),
      more: z
        .object({ rows: count, keysShare: z.number(), bytesShare: z.number() })
        .describe('What follows the rows, added up; rows 0 as a rule.'),
    })
    .nullable()
    .describe('null: nothing is counted under this path.'),
  types: z.array(typeCountSchema),
  ttl: z.object({
    never: countedSchema,
    unknown: countedSchema.describe('PTTL was refused.'),
    within: z
      .array(countedSchema.extend({ ms: z.number() }))
      .describe('Keys that expire within so many milliseconds, each with those of the rows before it.'),
    histogram: keyHistogramSchema,
  }),
  sizes: keyHistogramSchema,
  idle: keyHistogramSchema.nullable().describe('Seconds since the last use; null: not asked.'),
  frequency: keyHistogramSchema
    .nullable()
    .describe('As OBJECT FREQ counts, 0…255; null: the policy is no LFU.'),
  largest: z.array(topKeySchema).describe('The largest of all and the largest of each type.'),
  sentences: z.array(sentenceSchema),
  findings: z.array(findingSchema),
});
export type AnalysisView = z.infer<typeof analysisViewSchema>;
