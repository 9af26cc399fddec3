import { z } from 'zod';
import { SLOWLOG_KINDS } from '@/lib/redis/slowlog-kinds';
import { count, nullableCount, text, unixMs } from './fields';
import { historyProblemSchema, seriesSchema } from './history';
import { nodeFailureSchema } from './node-failure';
import { refusalSchema } from './refusal';

/** What the entries and the fingerprints both say of the log that they are of. */
const factsSchema = z.object({
  at: unixMs,
  from: unixMs,
  to: unixMs,
  kind: z.enum(SLOWLOG_KINDS),
  kinds: z.array(z.enum(SLOWLOG_KINDS)).describe('The logs that this server has.'),
  keptSince: unixMs.nullable().describe('Since when entries are kept; null where none ever were.'),
  gaps: z
    .array(z.object({ node: text, from: unixMs, to: unixMs, entries: count }))
    .describe('Entries that were overwritten before they could be read: between these moments, so many.'),
  keeping: z
    .array(
      z.object({
        node: text,
        state: z.enum(['kept', 'waiting', 'refused', 'unsupported', 'failed']),
        message: text.optional(),
        line: text.optional().describe('What would mend it.'),
      }),
    )
    .describe('Of each node, whether its entries are kept; where not, its ring is read as you.'),
  settings: z
    .array(z.object({ node: text, threshold: z.number().nullable(), maxLength: nullableCount }))
    .describe(
      'Of each node that tells: from which number on it logs (negative: nothing), and how many it holds.',
    ),
  refused: z.record(text, refusalSchema),
  failures: z.array(nodeFailureSchema),
});
export type SlowlogFacts = z.infer<typeof factsSchema>;

export const slowlogEntrySchema = z.object({
  node: text,
  id: count,
  at: unixMs,
  durationUs: z.number().nullable().describe('Null in the logs of large requests and replies.'),
  bytes: z.number().nullable().describe('Null in the slow log.'),
  command: text.describe('Masked: secrets always, values unless they were asked for and may be seen.'),
  values: z
    .enum(['masked', 'shown', 'denied', 'unknown'])
    .describe(
      'Whether the values stand in `command`; `denied`: your ACL does not let you read every key of it.',
    ),
  fingerprint: text,
  argumentsTotal: nullableCount,
  clientAddress: text.nullable(),
  clientName: text.nullable(),
  own: z.boolean().describe('Of a connection of this dashboard, by its name.'),
});
export type SlowlogRow = z.infer<typeof slowlogEntrySchema>;

export const slowlogSchema = factsSchema.extend({
  entries: z.array(slowlogEntrySchema),
  next: text.nullable().describe('Pass it as `cursor` for the next page; null at the end.'),
});
export type SlowlogResponse = z.infer<typeof slowlogSchema>;

const groupSchema = z.object({
  fingerprint: text,
  nodes: z.array(text),
  count,
  own: count.describe('How many of them are of this dashboard.'),
  total: z.number(),
  mean: z.number(),
  max: z.number(),
  p99: z.number().describe('Nearest rank: an entry that there was.'),
  share: z.number().describe('Of the sum of all entries of the span, 0…1.'),
  firstAt: unixMs,
  lastAt: unixMs,
});
export type SlowlogGroup = z.infer<typeof groupSchema>;

export const fingerprintsSchema = factsSchema.extend({
  unit: z.enum(['microseconds', 'bytes']).describe('Of total, mean, max and p99.'),
  groups: z.array(groupSchema).describe('The costliest first, at most 1,000.'),
  groupsTotal: count,
  entries: count.describe('How many there were, of all fingerprints.'),
  total: z.number(),
  stepMs: z.number(),
  steps: z
    .array(z.object({ at: unixMs, count: nullableCount, total: z.number().nullable() }))
    .describe('Per step of the span, at its beginning; null where nothing was kept.'),
  markers: seriesSchema.shape.markers,
  absences: seriesSchema.shape.absences,
  problem: historyProblemSchema
    .nullable()
    .describe('Why the store of the history (HISTORY_URL) could not be asked: then there are no absences.'),
});
export type FingerprintsResponse = z.infer<typeof fingerprintsSchema>;
