import { z } from 'zod';
import { cursorQuery, nextCursor } from '../scan-some';
import { bytesInput, pageQuery, wireText } from '../wire';

export const objectsQuery = z.object({
  key: bytesInput.optional().describe('An object to open.'),
  cursor: cursorQuery.describe('Of the open object: where the page of its fields begins.'),
  ...pageQuery,
});
export type ObjectsQuery = z.infer<typeof objectsQuery>;

const field = z.object({
  name: wireText,
  value: z.string().nullable().describe('null: masked, since it is or may be a secret, or not read.'),
});
export type ObjectField = z.infer<typeof field>;

const row = z.object({
  key: wireText,
  type: z.string().nullable().describe('As TYPE says it; null: the key is gone.'),
  size: z
    .number()
    .nullable()
    .describe('Fields of a hash or a JSON object; bytes of a string; null: unknown.'),
  ttlMs: z.number().nullable().describe('null: no expiry.'),
  fields: z
    .array(field)
    .describe(
      'Some of its fields; names only of a JSON document; what its module says of a filter or sketch.',
    ),
});
export type ObjectRow = z.infer<typeof row>;

export const objectsResponse = z.object({
  total: z.number(),
  exact: z.boolean(),
  kept: z.number().describe('Objects that can be paged through.'),
  rows: z.array(row),
  opened: row.extend({ nextCursor }).nullable().describe('null: none was asked for, or it is none of these.'),
  amounts: z
    .object({
      looked: z.number().describe('Balances that were added up: 1,000 at most.'),
      sum: z.number(),
      least: z.number(),
      most: z.number(),
      distribution: z.array(z.object({ from: z.number(), to: z.number(), count: z.number() })),
    })
    .nullable()
    .describe('Of balances; null: these are none.'),
});
export type ObjectsResponse = z.infer<typeof objectsResponse>;
