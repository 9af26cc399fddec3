import { z } from 'zod';
import { UNITS } from '@/lib/metrics/catalogue';
import { wireText } from '@/lib/patterns/wire';
import { refusalSchema } from '@/lib/schemas';
import { pathFromWire } from './label-wire';

/** What an analysis of the keyspace is started with, and what is answered about it. */

const text = z.string();
const count = z.number().int();
const unixMs = z.number().describe('Unix milliseconds');

export const PACES = ['gentle', 'normal', 'fast'] as const;
export const DETAILS = ['basic', 'full'] as const;

export const paceInput = z
  .enum(PACES)
  .default('gentle')
  .describe("How much the analysis may add to the 99th percentile of the server's latency.");

/** What begins a part of a name. No letters and digits, nor what `{id}` and escapes are written with. */
export const separatorsInput = z
  .string()
  .min(1)
  .max(8)
  .regex(/^[!-/:-@[\]^_`|~]+$/, 'must be punctuation')
  .refine((separators) => new Set(separators).size === separators.length, { error: 'names one twice' })
  .default(':')
  .describe('Each character of it separates the parts of names.');

/** The least sample that says something of prefixes. */
export const LEAST_SAMPLE_KEYS = 1_000;

/** The options of `analysis.start`, beside the database. */
export const analysisOptions = z.strictObject({
  pace: paceInput,
  detail: z
    .enum(DETAILS)
    .default('full')
    .describe(
      'basic: type, TTL and bytes of each key; full: encoding, length and idle time or frequency too.',
    ),
  sampleKeys: z
    .number()
    .int()
    .min(LEAST_SAMPLE_KEYS)
    .nullable()
    .default(null)
    .describe('Keys to look at, per primary in proportion to its keys; null: all of them.'),
  separators: separatorsInput,
});
export type AnalysisOptions = z.infer<typeof analysisOptions>;

/** A place in the tree of prefixes, in a URL: labels with `/` between them, `user/:{id}/:cart`. */
export const prefixPathInput = z
  .string()
  .max(2_000)
  .default('')
  .transform(pathFromWire)
  .describe('Labels with / between them, as answers name them; left out: all keys.');
const wirePath = text.describe('Labels with / between them, to be given as `prefix`; empty: all keys.');

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

const figures = {
  ...counted,
  largestBytes: z.number(),
  expiring: amountSchema.describe('Those that have a time to live.'),
};

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

export const ANALYSIS_STATES = [
  'running',
  'paused',
  'reconnecting',
  'done',
  'cancelled',
  'interrupted',
  'failed',
] as const;
const analysisState = z.enum(ANALYSIS_STATES);
export type AnalysisState = z.infer<typeof analysisState>;

const ended = z.object({ code: text, message: text, remedy: text.optional(), line: text.optional() });

export const analysisProgressSchema = z.object({
  node: text,
  state: analysisState,
  seenKeys: count.describe('Looked at so far, with those of no access.'),
  totalKeys: count.nullable().describe('DBSIZE, or what of it is to be sampled.'),
  keysPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  addedP99Ms: z
    .number()
    .nullable()
    .describe('What the analysis adds to the 99th percentile of a PING; null: not known yet.'),
  budgetMs: z.number().nullable().describe('What it may add; null: no limit.'),
  error: ended.nullable(),
});
export type AnalysisProgress = z.infer<typeof analysisProgressSchema>;

export const analysisSummarySchema = z.object({
  id: count,
  db: count,
  state: analysisState,
  startedAt: unixMs,
  endedAt: unixMs.nullable(),
  /** As whom. */
  user: text,
  options: z.object({
    pace: z.enum(PACES),
    detail: z.enum(DETAILS),
    sampleKeys: count.nullable(),
    separators: text,
  }),
  seenKeys: count,
  totalKeys: count.nullable(),
  bytes: rangeSchema.nullable().describe('Of all keys; null: nothing was counted yet.'),
  isWhole: z.boolean(),
  error: ended.nullable().describe('Why it ended early.'),
});
export type AnalysisSummary = z.infer<typeof analysisSummarySchema>;

/** A summary with what each node does just now; no rows once it has ended. */
export const analysisWithProgressSchema = analysisSummarySchema.extend({
  nodes: z.array(analysisProgressSchema),
  refusals: z
    .array(refusalSchema)
    .describe('Commands that the user may not run: what they would have told is missing.'),
});

/** A node on which somebody runs an analysis: whose it is may be seen, not what it finds. */
export const busyNodeSchema = z.object({ node: text, user: text, since: unixMs });

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

const db = z.coerce.number().int().min(0).max(9_999).default(0).describe('The database.');

export const analysesQuery = z.object({ db });

export const analysisQuery = z.object({
  db,
  id: z.coerce.number().int().min(1).optional().describe('By default the newest.'),
  prefix: prefixPathInput,
  against: z.coerce.number().int().min(1).optional().describe('The id of an earlier one, to compare with.'),
});
