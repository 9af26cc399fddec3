import { z } from 'zod';

/** What an analysis of the keyspace is started with. */

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
