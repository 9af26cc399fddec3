import { z } from 'zod';
import { HISTORY_GROUPINGS } from '@/lib/client-history/describe-client-history';
import { CLIENT_KINDS } from '@/lib/redis/client-flags';
import { count, nullableCount, text, unixMs } from './fields';
import { historyProblemSchema } from './history';
import { markerSchema } from './samples';

const nullable = z.number().nullable();
const points = z
  .array(z.tuple([unixMs, nullable, nullable, nullable]))
  .describe('End of the step, mean, minimum, maximum of what was open; nulls where nobody watched.');
const received = z.array(z.tuple([unixMs, nullable, nullable, nullable]));
const perStep = (what: string) =>
  z.array(nullableCount).describe(`${what} in each step of \`open\`; null where nobody watched.`);

const overTime = {
  open: points,
  opened: perStep('Connections opened'),
  closed: perStep('Connections closed'),
};
const figures = {
  opened: count,
  closed: count,
  atEnd: nullableCount.describe('Open at the end of the span; null where nobody watched then.'),
  peak: nullableCount.describe('The most at one moment.'),
  mean: nullable,
  longestSeconds: nullable,
  lifetimeSeconds: nullable.describe('Mean of those that were closed.'),
  rising: z.boolean().describe('The count only rose: connections are opened and never closed.'),
};

export const keptConnectionSchema = z.object({
  node: text,
  client: count.describe('Unique until the server restarts.'),
  connectedAt: unixMs,
  closedBetween: z
    .tuple([unixMs, unixMs])
    .nullable()
    .describe('The last reading that listed it and the next one; null while it is open.'),
  certainty: z
    .enum(['open', 'closing'])
    .describe('`closing`: it was closed at most one reading before or after the moment.'),
  addr: text,
  name: text,
  user: text.nullable(),
  libName: text.nullable(),
  libVersion: text.nullable(),
  kind: z.enum(CLIENT_KINDS),
  own: z.boolean().describe('A connection of this dashboard.'),
});
export type KeptConnectionRow = z.infer<typeof keptConnectionSchema>;

export const clientHistorySchema = z.object({
  at: unixMs,
  from: unixMs,
  to: unixMs,
  by: z.enum(HISTORY_GROUPINGS),
  stepMs: z.number(),
  since: unixMs.nullable().describe('The oldest moment that is known; null before the first reading.'),
  total: z.object({ overTime: z.object(overTime), ...figures }),
  series: z
    .array(z.object({ key: text.nullable(), groups: count, ...overTime }))
    .describe('The largest groups, and all others together with the key null.'),
  groups: z
    .array(z.object({ key: text, share: nullable, ...figures }))
    .describe('The hundred largest, by the time that their connections were open.'),
  groupsTotal: count,
  before: z
    .object({
      series: z.array(z.object({ key: text.nullable(), open: points })),
      total: z.object({ ...overTime, peak: nullableCount }),
      received: received.nullable(),
    })
    .nullable()
    .describe(
      'The span of the same length before, moved to where it is compared: groups that are gone are among the others.',
    ),
  received: received
    .nullable()
    .describe(
      'New connections per second by total_connections_received, which also counts those too short to be listed; null where you may not run INFO.',
    ),
  markers: z.array(markerSchema).describe('None where you may not run INFO.'),
  problem: historyProblemSchema
    .nullable()
    .describe('Why the store of the history (HISTORY_URL) could not be asked: `received` is empty then.'),
  moment: z
    .object({
      at: unixMs,
      total: count,
      unwatched: z.array(text).describe('Nodes that nobody watched then: of theirs some may be missing.'),
      connections: z.array(keptConnectionSchema),
    })
    .nullable()
    .describe('Who was connected at `at`.'),
  readings: z
    .array(
      z.object({
        node: text,
        state: z.enum(['waiting', 'reading', 'refused', 'failed', 'too-many']),
        everyMs: z.number(),
        connected: nullableCount,
        error: z.object({ message: text, remedy: text.optional(), line: text.optional() }).nullable(),
      }),
    )
    .describe('How the reading of each node goes.'),
});
export type ClientHistoryResponse = z.infer<typeof clientHistorySchema>;
