import { z } from 'zod';
import { count, nullableCount, text, unixMs } from './fields';
import { nodeFailureSchema } from './node-failure';
import { refusalSchema } from './refusal';

export const slowlogEntrySchema = z.object({
  node: text,
  id: count,
  at: unixMs,
  durationUs: z.number(),
  command: text.describe('Masked: secrets always, values unless they were asked for.'),
  fingerprint: text,
  argumentsTotal: nullableCount,
  clientAddress: text.nullable(),
  clientName: text.nullable(),
});
export type SlowlogRow = z.infer<typeof slowlogEntrySchema>;

export const slowlogSchema = z.object({
  at: unixMs,
  entries: z.array(slowlogEntrySchema),
  thresholdUs: z.number().nullable().describe('slowlog-log-slower-than; null where CONFIG GET is refused.'),
  maxLength: z.number().nullable(),
  refused: z.record(text, refusalSchema),
  failures: z.array(nodeFailureSchema),
});
export type SlowlogResponse = z.infer<typeof slowlogSchema>;
