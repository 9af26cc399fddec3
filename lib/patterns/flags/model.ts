import { z } from 'zod';
import { cursorQuery, nextCursor } from '../scan-some';
import { bytesInput, pageQuery, wireText } from '../wire';

/** SETBIT's largest. */
const MOST_BIT = 2 ** 32 - 1;

export const flagsQuery = z.object({
  key: bytesInput.optional().describe('A bitmap to open.'),
  id: z.coerce
    .number()
    .int()
    .min(0)
    .max(MOST_BIT)
    .optional()
    .describe('A bit to ask every bitmap of the page for.'),
  cursor: cursorQuery.describe('Of settings: where the page begins.'),
  ...pageQuery,
});
export type FlagsQuery = z.infer<typeof flagsQuery>;

const bitmap = z.object({
  key: wireText,
  bytes: z.number().nullable().describe('null: gone, or no string any more.'),
  ones: z.number().nullable().describe('Bits that are set; null where it is too large to count them.'),
  hasId: z.boolean().nullable().describe('Whether the bit that was asked for is set; null: none was.'),
  ttlMs: z.number().nullable().describe('null: no expiry.'),
});
export type BitmapRow = z.infer<typeof bitmap>;

export const flagsResponse = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('bitmaps'),
    total: z.number(),
    exact: z.boolean(),
    kept: z.number().describe('Bitmaps that can be paged through.'),
    rows: z.array(bitmap),
    opened: bitmap
      .extend({
        set: z.array(z.number()).describe('Its first bits that are set, 500 at most.'),
        complete: z.boolean().describe('Whether these are all.'),
      })
      .nullable(),
    overlaps: z
      .array(z.object({ a: wireText, b: wireText, both: z.number().describe('Ids in both.') }))
      .describe('Of experiments: each two of the first six groups, where both have at most 1 MiB.'),
  }),
  z.object({
    kind: z.literal('settings'),
    key: wireText.nullable(),
    total: z.number().nullable().describe('Settings; null: gone, or no hash any more.'),
    ttlMs: z.number().nullable(),
    rows: z.array(
      z.object({
        name: wireText,
        value: z.string().nullable().describe('null: masked, since it is or may be a secret.'),
      }),
    ),
    masked: z.number().describe('Values of this page that are masked.'),
    nextCursor,
  }),
]);
export type FlagsResponse = z.infer<typeof flagsResponse>;
