import { z } from 'zod';
import { streamId } from '@/lib/patterns/streams/model';
import { bytesInput, databaseNumber } from '@/lib/patterns/wire';
import { SCORE_BOUND } from '@/lib/redis/score';
import { CONTENT_VIEWS } from './content-views';
import { MOST_PAGE_BYTES, PAGE_BYTES } from './page-bytes';

const score = z.string().max(40).regex(SCORE_BOUND, 'must be a number, (number, -inf or +inf');

/** What the content of one key is asked with: always for a page of it. */
export const contentQuery = z.object({
  db: databaseNumber,
  key: bytesInput,
  view: z
    .enum(CONTENT_VIEWS)
    .optional()
    .describe('How to read it, of the `views` that the answer lists; by default what fits.'),
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 48)
    .default(0)
    .describe(
      'Where the page begins: a byte of a string, a bit of a bitmap, a rank, an index, a JSON child.',
    ),
  cursor: z
    .string()
    .max(200)
    .optional()
    .describe('Where the page begins where there are no ranks: `next` of the page before.'),
  count: z.coerce
    .number()
    .int()
    .min(1)
    .max(500)
    .default(100)
    .describe('Elements in a page; where they come by SCAN, up to a fifth and 5 more.'),
  bytes: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_PAGE_BYTES)
    .default(PAGE_BYTES)
    .describe('Bytes in a page of a string.'),
  order: z
    .enum(['forwards', 'backwards'])
    .optional()
    .describe('From which end; streams begin with the newest, everything else with the first.'),
  match: bytesInput.optional().describe('Glob for members or fields: `user:*`.'),
  find: bytesInput
    .optional()
    .describe("One element to look up: a list's value, a member, a hash's field, in the whole key."),
  min: score.optional().describe('Of a sorted set: the least score; `(5` leaves 5 out.'),
  max: score.optional(),
  open: bytesInput
    .optional()
    .describe('One element as whole as it may be (1 MB): a field, an index of a list, an id of a stream.'),
  group: bytesInput.optional().describe('Of a stream: whose consumers and pending entries.'),
  consumer: bytesInput.optional().describe('Only what is pending with this consumer.'),
  after: streamId.optional().describe('Pending entries that come after this one.'),
  path: z.string().min(1).max(2_000).optional().describe('Within a JSON document; `$` is the whole.'),
  from: z.coerce
    .number()
    .int()
    .min(0)
    .max(8.64e15)
    .optional()
    .describe('Of a time series, Unix milliseconds.'),
  to: z.coerce.number().int().min(0).max(8.64e15).optional(),
  raw: z.enum(['base64', 'hex']).optional().describe('Adds the stored bytes to each value that is shown.'),
});
export type ContentQuery = z.infer<typeof contentQuery>;
