import { z } from 'zod';
import { text, unixMs } from './fields';
import { markerSchema } from './samples';

export const historyProblemSchema = z.object({ message: text, remedy: text.nullable() });
/** Why the store of the history (HISTORY_URL) could not be asked. */
export type HistoryProblem = z.infer<typeof historyProblemSchema>;

export const seriesSchema = z.object({
  stepMs: z.number(),
  series: z.array(
    z.object({
      metric: text,
      unit: text,
      points: z
        .array(z.tuple([unixMs, z.number().nullable(), z.number().nullable(), z.number().nullable()]))
        .describe('End of the step, mean, minimum, maximum; nulls are a gap.'),
    }),
  ),
  markers: z.array(markerSchema),
  absences: z
    .array(z.object({ kind: z.enum(['down', 'unwatched']), from: unixMs, to: unixMs }))
    .describe('Times without data: a node that did not answer, or that nobody asked.'),
  problem: historyProblemSchema
    .nullable()
    .describe('Why the store of the history (HISTORY_URL) could not be asked: then there are no series.'),
});
export type HistoryResponse = z.infer<typeof seriesSchema>;
