import { z } from 'zod';

export const VALUE_FORMS = ['text', 'json', 'messagepack', 'number', 'binary'] as const;
export const VALUE_WRAPPERS = ['gzip', 'zlib', 'deflate', 'zstd'] as const;

/** A value as people read it. */
export const shownValue = z.object({
  bytes: z
    .number()
    .nullable()
    .describe('Of the whole value as it is stored; null: only fetching it whole would tell.'),
  shownBytes: z.number().describe('So many of the stored bytes were read for it.'),
  truncated: z.boolean().describe('There is more, stored or unpacked, than what is shown.'),
  form: z.enum(VALUE_FORMS),
  wrappers: z
    .array(z.enum(VALUE_WRAPPERS))
    .describe('What was unpacked, the outermost first; empty: it is stored as it is shown.'),
  unpackedBytes: z
    .number()
    .nullable()
    .describe('Without the wrappers, where there are some; so far as read.'),
  text: z
    .string()
    .describe(
      'Text; JSON as it was written; MessagePack as JSON; binary as a hex dump of its beginning, of what was unpacked.',
    ),
  note: z
    .string()
    .nullable()
    .describe('What the bytes are, or why they could not be unpacked: "Java serialisation".'),
  raw: z
    .string()
    .nullable()
    .describe('The stored bytes that were read, where `raw` asked for them; of elements the first 4 KB.'),
});
export type ShownValue = z.infer<typeof shownValue>;
