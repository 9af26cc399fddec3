import { z } from 'zod';
import { count, text, unixMs } from '@/lib/schemas/fields';
import { refusalSchema } from '@/lib/schemas/refusal';
import { rangeSchema } from './analysis-figures';
import { DETAILS, PACES } from './analysis-options';

/** What is known of an analysis without its result: how far it has come, and how it ended. */

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
