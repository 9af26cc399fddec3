import { z } from 'zod';
import { count, text, unixMs } from './fields';
import { historyProblemSchema, seriesSchema } from './history';

const ratio = z.number();
const points = z.array(
  z.tuple([unixMs, z.number().nullable(), z.number().nullable(), z.number().nullable()]),
);

export const commandFiguresSchema = z.object({
  calls: z.number(),
  callsPerSecond: z.number(),
  microsecondsPerCall: z.number().nullable().describe('Of this span; null without a call.'),
  mainThreadRatio: ratio.describe('Time in it by time that passed; of several nodes the busiest one.'),
  timeRatio: ratio.nullable().describe('Of the time of all commands.'),
  failedPerSecond: z.number().nullable().describe('Ran and answered an error; null before 6.2.'),
  rejectedPerSecond: z.number().nullable().describe('Refused before it ran; null before 6.2.'),
  errorRatio: ratio.nullable().describe('Failed and rejected, of all that were asked for.'),
  ownRatio: ratio.describe('Share of the calls that are of this dashboard, counted out or in.'),
});

export const commandRowSchema = commandFiguresSchema.extend({
  command: text.describe('As commandstats names it; `other` sums those that are kept apart no more.'),
  type: z
    .enum(['read', 'write', 'admin', 'pubsub', 'scripting', 'connection', 'other'])
    .nullable()
    .describe('As the server’s own COMMAND says; null of several together.'),
  before: commandFiguresSchema.nullable().describe('The span of the same length before; null: not known.'),
  trend: z.array(z.tuple([unixMs, z.number().nullable()])).describe('Calls per second; null is a gap.'),
});
export type CommandTableRow = z.infer<typeof commandRowSchema>;

const layerSchema = z.object({ callsPerSecond: points, mainThreadRatio: points });

const historySchema = z.object({
  callsPerSecond: points,
  microsecondsPerCall: points,
  mainThreadRatio: points,
  errorsPerSecond: points,
});

export const commandsSchema = z.object({
  from: unixMs,
  to: unixMs,
  stepMs: z.number(),
  nodes: count.describe('How many nodes are added up.'),
  knownMs: z.number().describe('How much of the span is known.'),
  beforeMs: z.number().describe('How much of the span before is.'),
  tells: z
    .enum(['all', 'noErrors', 'noTime', 'nothing', 'notReadYet'])
    .describe('What commandstats of this server tells.'),
  total: commandRowSchema.omit({ type: true, trend: true }),
  commands: z.array(commandRowSchema),
  layers: z
    .array(layerSchema.extend({ command: text.nullable(), before: layerSchema.nullable() }))
    .describe('The busiest commands over time, and all others together as null.'),
  command: text.nullable().describe('The one that was asked for.'),
  history: historySchema.nullable().describe('Of that command.'),
  historyBefore: historySchema.nullable(),
  markers: seriesSchema.shape.markers,
  absences: seriesSchema.shape.absences,
  problem: historyProblemSchema
    .nullable()
    .describe('Why the store of the history (HISTORY_URL) could not be asked: then there are no figures.'),
});
export type CommandsResponse = z.infer<typeof commandsSchema>;
