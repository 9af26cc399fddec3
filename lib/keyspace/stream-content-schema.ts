import { z } from 'zod';
import { wireText } from '@/lib/patterns/wire';
import { cutShort, everyPage, moment, nextCursor } from './content-page';
import { shownValue } from './shown-value';

/** The content of a stream: its entries, or who reads it in groups. */

const streamEntry = z.object({
  id: z.string(),
  at: moment,
  bytes: z.number(),
  fields: z.array(z.object({ name: z.string(), value: shownValue })),
  fieldCount: z.number().describe('Fields that it has; those beyond the first 100 are left out.'),
});

const streamGroup = z.object({
  name: wireText,
  consumers: z.number(),
  pending: z.number(),
  lastDeliveredId: z.string().nullable(),
  entriesRead: z.number().nullable(),
  lag: z.number().nullable().describe('Entries that are still to be delivered; null: nobody knows.'),
});

export const streamContent = z.object({
  ...everyPage,
  kind: z.literal('stream'),
  length: z.number(),
  firstId: z.string().nullable(),
  lastId: z.string().nullable(),
  lastGeneratedId: z.string().nullable(),
  entriesAdded: z.number().nullable().describe('null before Redis 7.0.'),
  entries: z
    .object({ rows: z.array(streamEntry), next: nextCursor, cutShort })
    .nullable()
    .describe('Of the view `entries`.'),
  groups: z.array(streamGroup).describe('20 at most, those with most pending first.'),
  groupsOf: z.number(),
  group: z
    .object({
      name: wireText,
      consumers: z
        .array(
          z.object({
            name: wireText,
            pending: z.number(),
            idleMs: z.number(),
            inactiveMs: z.number().nullable(),
          }),
        )
        .nullable()
        .describe('null: too many to list.'),
      pending: z.object({
        total: z.number(),
        rows: z.array(
          z.object({
            id: z.string(),
            at: moment,
            consumer: wireText,
            idleMs: z.number(),
            deliveries: z.number(),
            gone: z.boolean().describe('It was trimmed away before it was acknowledged.'),
          }),
        ),
        after: z.string().nullable(),
      }),
    })
    .nullable()
    .describe('Of the view `groups`: `group`, or the one with most pending.'),
  refused: z.string().nullable().describe('The command about groups that the ACL refused.'),
});
