import { z } from 'zod';
import { bytesInput, pageQuery, wireText } from '../wire';

export const feedsQuery = z.object({
  key: bytesInput.optional().describe('A list to open; the only one is open anyway.'),
  from: z.coerce.number().int().min(0).max(1e9).default(0).describe('Entries of the open list from here on,'),
  entries: z.coerce.number().int().min(1).max(200).default(30).describe('so many.'),
  ...pageQuery,
});
export type FeedsQuery = z.infer<typeof feedsQuery>;

const unixMs = z.number().nullable().describe('Unix milliseconds; null: its entries do not say.');

const row = z.object({
  key: wireText,
  length: z.number().nullable().describe('Entries; 0: ended. null: no list any more.'),
  cap: z.number().nullable().describe('As many as its layout lets it have; null: it sets no limit.'),
  newestAt: unixMs,
  ttlMs: z.number().nullable().describe('null: no expiry.'),
  members: z.number().nullable().describe('Who is in the chat room; null: no room, or nobody is listed.'),
});
export type FeedRow = z.infer<typeof row>;

export const feedsResponse = z.object({
  total: z.number().describe('Lists, or chat rooms.'),
  exact: z.boolean(),
  kept: z.number().describe('Those that can be paged through.'),
  rows: z.array(row),
  opened: row
    .extend({
      newestFirst: z
        .boolean()
        .describe('Which end the newest entry is at; taken for the head where nothing says.'),
      from: z.number(),
      entries: z.array(
        z.object({
          index: z.number().describe('As LINDEX takes it.'),
          text: z.string().describe('Secrets masked, cut where it is long.'),
          at: unixMs,
        }),
      ),
      present: z.array(wireText).describe('Some of those in the room, 100 at most.'),
    })
    .nullable()
    .describe('null: none was asked for, or it is none of these.'),
});
export type FeedsResponse = z.infer<typeof feedsResponse>;
