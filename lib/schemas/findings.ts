import { z } from 'zod';
import { AREAS } from '@/lib/advisor/rule';
import { METRIC_IDS, UNITS, type MetricId } from '@/lib/metrics/catalogue';
import { count, text, unixMs } from './fields';

const about = {
  rule: text.describe('`memory.near-limit`'),
  node: text.describe('Which node of the instance it is about.'),
  area: z.enum([...AREAS, 'keyspace']),
  title: text,
};

export const foundSchema = z.object({
  ...about,
  severity: z.enum(['critical', 'warning', 'advice']),
  sentence: text,
  since: unixMs
    .nullable()
    .describe('Unix milliseconds since when it is as bad as now; null where it is not known.'),
  evidence: z.array(
    z.object({
      label: text,
      value: z.number(),
      unit: z.enum(UNITS),
      metric: z.enum(METRIC_IDS as [MetricId, ...MetricId[]]).optional(),
    }),
  ),
  remedy: text,
  line: text.optional().describe('To be pasted into redis-cli.'),
  action: z
    .enum(['memory.purge', 'snapshot.save', 'aof.rewrite', 'instance.reconnect'])
    .optional()
    .describe('The action of this API that does it.'),
});
export type FoundItem = z.infer<typeof foundSchema>;

export const fineSchema = z.object({ ...about, sentence: text });

export const uncheckedSchema = z.object({
  ...about,
  because: text,
  line: text.optional().describe('Grants what is missing, to be pasted into redis-cli.'),
});
export type UncheckedItem = z.infer<typeof uncheckedSchema>;

export const findingsSchema = z.object({
  at: unixMs,
  found: z.array(foundSchema).describe('Worst first.'),
  fine: z.array(fineSchema),
  unchecked: z.array(uncheckedSchema).describe('Could not be judged; never to be taken for fine.'),
  inapplicable: count.describe(
    'How many are about something that is not here: the link of a replica on a primary.',
  ),
});
export type FindingsResponse = z.infer<typeof findingsSchema>;
