import { z } from 'zod';
import { count, unixMs } from './fields';

export const historyCostSchema = z.object({
  at: unixMs,
  bytes: z.number().describe('What the history of this instance takes.'),
  values: z.number().describe('How many values it keeps, of all tiers together.'),
  bytesPerValue: z.number().nullable(),
  oldestAt: unixMs.nullable(),
  tiers: z.array(
    z.object({
      stepMs: z.number().describe('What one value covers; 0: every sample, not sealed yet.'),
      keepMs: z.number().nullable().describe('How long it is kept; null: until it is sealed.'),
      bytes: z.number(),
      values: z.number(),
      oldestAt: unixMs.nullable(),
    }),
  ),
  allBytes: z.number().describe('What the history of all instances takes.'),
  limitBytes: z.number().describe('HITRATE_HISTORY_MB: what the sealed history of all instances may take.'),
  writeMs: z.number().nullable().describe('Mean milliseconds to write a sample; null before the first.'),
  longestPieceMs: z.number().describe('The longest that sealing has held other work up, in milliseconds.'),
  slowlog: z
    .object({ entries: count, oldestAt: unixMs.nullable() })
    .nullable()
    .describe('The slow log entries that are kept; null where you may not read the slow log.'),
  clients: z
    .object({ connections: count, oldestAt: unixMs.nullable() })
    .nullable()
    .describe('The connections that are kept, since the first reading; null where you may not list them.'),
});
export type HistoryCostResponse = z.infer<typeof historyCostSchema>;
