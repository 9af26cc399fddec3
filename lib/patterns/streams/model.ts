import { z } from 'zod';
import { isStreamId } from '@/lib/redis/stream-id';
import { chartPoint } from '../time-series/model';
import { SPAN_IDS } from '../time-series/span';
import { bytesInput, wireText } from '../wire';

/** What the page of streams is asked and answers. */

/** The id of an entry, in a query or an action. */
export const streamId = z
  .string()
  .max(41)
  .refine(isStreamId, { error: 'must be the id of an entry, like 1732180000000-0' });

const unixMs = z.coerce.number().int().min(0).max(8.64e15);

export const streamQuery = z.object({
  key: bytesInput.optional().describe('One stream of several that look alike.'),
  tab: z
    .enum(['entries', 'groups', 'pending', 'numbers'])
    .default('entries')
    .describe('What is read beside the overview; numbers reads more entries for its chart.'),
  before: streamId.optional().describe('Entries older than this one; the newest by default.'),
  count: z.coerce.number().int().min(1).max(200).default(50).describe('Entries in a page.'),
  group: bytesInput
    .optional()
    .describe('Whose consumers and pending entries; the one with most pending by default.'),
  consumer: bytesInput.optional().describe('Only what is pending with this consumer.'),
  after: streamId.optional().describe('Pending entries that come after this one.'),
  poison: z.coerce
    .number()
    .int()
    .min(1)
    .max(1e6)
    .default(5)
    .describe('What was delivered more often than this is poison: nobody gets done with it.'),
  field: z
    .string()
    .max(400)
    .optional()
    .describe('Which number of the entries is drawn: a field, or a path in JSON.'),
  from: unixMs.optional().describe('Of the charts, Unix milliseconds; the oldest entry by default.'),
  to: unixMs.optional(),
  last: z.enum(SPAN_IDS).optional().describe('So long before the end, where from is not said.'),
  points: z.coerce.number().int().min(2).max(1_000).default(120).describe('Points in a chart, at most.'),
});
export type StreamQuery = z.infer<typeof streamQuery>;

const moment = z.number().nullable().describe('Unix milliseconds; null: unknown, or an id that is no time.');
const id = z.string().describe('1732180000000-0');

const entry = z.object({
  id,
  at: moment,
  bytes: z.number().describe('Of all its fields and values.'),
  fields: z.array(
    z.object({
      name: z.string(),
      text: z
        .string()
        .nullable()
        .describe('Secrets masked, cut where it is long; null: all of it is a secret.'),
      bytes: z.number(),
    }),
  ),
  fieldCount: z.number().describe('Fields that it has; those beyond the first ones are left out.'),
});
export type EntryRow = z.infer<typeof entry>;

const group = z.object({
  name: wireText,
  consumers: z.number(),
  pending: z.number().describe('Entries that were delivered and not acknowledged.'),
  lastDeliveredId: id.nullable(),
  lastDeliveredAt: moment,
  entriesRead: z.number().nullable().describe('null before Redis 7.0, and where the server lost count.'),
  lag: z.number().nullable().describe('Entries that are still to be delivered; null: nobody knows.'),
  lagBy: z
    .enum(['server', 'ids'])
    .nullable()
    .describe('server: XINFO says so (7.0); ids: nothing or everything is undelivered, as the ids show.'),
  looked: z.number().describe('Pending entries that were looked at for the next three: the oldest ones.'),
  longestIdleMs: z.number().nullable().describe('Since the delivery that is longest ago.'),
  poison: z.number().describe('Delivered more often than asked.'),
  gone: z.number().describe('Pending, but trimmed away: they can only be acknowledged.'),
});
export type GroupRow = z.infer<typeof group>;

const consumer = z.object({
  name: wireText,
  pending: z.number(),
  idleMs: z.number().describe('Since it last asked for entries; before 7.2 since it last got some.'),
  inactiveMs: z.number().nullable().describe('Since it last got some; null before 7.2, and if it never did.'),
});

const pendingRow = z.object({
  id,
  at: moment,
  consumer: wireText,
  idleMs: z.number().describe('Since its last delivery.'),
  deliveries: z.number(),
  poison: z.boolean(),
  gone: z.boolean().describe('It was trimmed away before it was acknowledged.'),
});
export type PendingRow = z.infer<typeof pendingRow>;

export const streamResponse = z.object({
  key: wireText.nullable().describe('null: the key asked for is none of this thing.'),
  keys: z.array(wireText).describe('Streams of this thing, as many as are listed.'),
  of: z.number().describe('How many there are.'),
  stream: z
    .object({
      length: z.number(),
      firstId: id.nullable(),
      firstAt: moment,
      lastId: id.nullable(),
      lastAt: moment,
      lastGeneratedId: id.nullable().describe('Newer than the last entry, where that was deleted.'),
      maxDeletedId: id.nullable().describe('null: nothing was deleted, or before 7.0.'),
      entriesAdded: z.number().nullable().describe('Since the beginning; null before 7.0.'),
      memoryBytes: z.number().nullable().describe('MEMORY USAGE; null where the ACL refuses it.'),
      ttlMs: z.number().nullable().describe('null: no expiry.'),
      perHour: z.number().nullable().describe('As the newest entries came.'),
    })
    .nullable()
    .describe('null: there is no such stream any more.'),
  troubles: z.array(z.string()).describe('What needs attention, the worst first.'),
  chart: z.object({
    from: moment,
    to: moment,
    stepMs: z.number().nullable(),
    counts: z.array(chartPoint).describe('Entries added in each step.'),
    coverage: z
      .enum(['all', 'sampled'])
      .describe('sampled: of some steps only the first entries were read; their counts are estimates.'),
    read: z.number(),
    fields: z.array(z.string()).describe('Numbers that the entries hold.'),
    field: z.string().nullable(),
    values: z.array(chartPoint),
    gaps: z.number(),
  }),
  groups: z.object({ rows: z.array(group), of: z.number() }),
  group: z
    .object({
      name: wireText,
      consumers: z.array(consumer).nullable().describe('null: too many to list, or refused.'),
      consumersOf: z.number(),
      pending: z.object({
        total: z.number(),
        rows: z.array(pendingRow),
        after: id.nullable().describe('Where the next page begins; null: this is the last.'),
      }),
    })
    .nullable()
    .describe('Of the tabs groups and pending only.'),
  entries: z
    .object({
      rows: z.array(entry),
      before: id.nullable().describe('Where the next page begins, further back; null: this is the last.'),
    })
    .nullable()
    .describe('Of the tab entries only, the newest first.'),
});
export type StreamResponse = z.infer<typeof streamResponse>;
