import { z } from 'zod';
import { chartPoint } from '@/lib/patterns/time-series/model';
import { bytesInput, databaseNumber, wireText } from '@/lib/patterns/wire';
import { streamId } from '@/lib/patterns/streams/model';

/** What the content of one key is asked with, and answered: one shape for each `kind`, always a page. */

export const CONTENT_VIEWS = [
  'string',
  'bitmap',
  'hyperloglog',
  'list',
  'set',
  'zset',
  'geo',
  'hash',
  'entries',
  'groups',
  'json',
  'timeseries',
  'unknown',
] as const;

const view = z.enum(CONTENT_VIEWS);
export type ContentView = z.infer<typeof view>;

/** Bytes of a string in a page, by default and at most; a whole value that is larger is not decoded. */
export const PAGE_BYTES = 65_536;
export const MOST_PAGE_BYTES = 1_048_576;

const score = z
  .string()
  .max(40)
  .regex(/^\(?[+-]?(?:inf|\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/i, 'must be a number, (number, -inf or +inf');

export const contentQuery = z.object({
  db: databaseNumber,
  key: bytesInput,
  view: view
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

/** A name or member: how it is addressed, and how it reads. */
const element = {
  name: wireText.nullable().describe('As queries and actions take it; null: too long for them.'),
  shown: shownValue,
};

const moment = z.number().nullable().describe('Unix milliseconds; null: unknown.');
const nextOffset = z.number().nullable().describe('Pass it as `offset` for the next page; null: the end.');
const nextCursor = z.string().nullable().describe('Pass it as `cursor` for the next page; null: the end.');
const cutShort = z
  .boolean()
  .describe('The page has fewer elements than asked for, since they are large or few of them match.');

const shared = {
  at: z.number().describe('Unix milliseconds'),
  database: z.number(),
  key: wireText,
  type: z.string().describe('As TYPE says it.'),
  view,
  views: z.array(view).describe('Ways to read this key, the one that fits best first.'),
};

const stringContent = z.object({
  ...shared,
  kind: z.literal('string'),
  bytes: z.number().describe('Of the whole.'),
  offset: z
    .number()
    .describe('Where the page begins: up to 3 bytes after what was asked, to begin with a character.'),
  value: shownValue.describe('The page; decoded where it is the whole value or its beginning.'),
  next: nextOffset,
});

const bitmapContent = z.object({
  ...shared,
  kind: z.literal('bitmap'),
  bytes: z.number(),
  bits: z.number(),
  ones: z.number().describe('Bits that are set; an estimate where it is not exact.'),
  exact: z.boolean().describe('false: too large to count at once, so parts of it were.'),
  slices: z
    .array(
      z.object({
        offset: z.number().describe('Bit where the slice begins.'),
        bits: z.number(),
        countedBits: z.number().describe('So many at its beginning were counted.'),
        ones: z.number().describe('Among those.'),
      }),
    )
    .describe('The whole bitmap in up to 64 equal parts.'),
  window: z.object({
    offset: z.number().describe('First bit.'),
    bits: z.number(),
    ones: z.number(),
    base64: z.string().describe('Its bytes; the first bit is the highest of the first byte.'),
  }),
  next: nextOffset,
});

const hyperloglogContent = z.object({
  ...shared,
  kind: z.literal('hyperloglog'),
  bytes: z.number(),
  encoding: z.enum(['dense', 'sparse']),
  estimate: z.number().describe('Distinct elements, as PFCOUNT would say.'),
  standardError: z.number().describe('0.0081: two of three estimates are nearer than this share.'),
  low: z.number().describe('The truth is between these with 95 %.'),
  high: z.number(),
  cached: z.boolean().describe('The estimate that the server kept in the key; else computed here.'),
  registers: z.number().describe('16,384'),
  zeroRegisters: z.number(),
  histogram: z.array(z.number()).describe('Registers by their value, 0 first.'),
});

const listContent = z.object({
  ...shared,
  kind: z.literal('list'),
  length: z.number(),
  items: z.array(z.object({ index: z.number().describe('From the first, 0 on.'), value: shownValue })),
  next: nextOffset.describe('Counted from the end that `order` says.'),
  cutShort,
  found: z
    .object({
      indexes: z.array(z.number()).describe('Up to 100 of them.'),
      looked: z.number().describe('So many elements were compared, from the end that `order` says.'),
    })
    .nullable()
    .describe('Of `find`; null: nothing was looked for, or the server is older than 6.0.6.'),
  opened: z.object({ index: z.number(), value: shownValue }).nullable(),
});

const setContent = z.object({
  ...shared,
  kind: z.literal('set'),
  length: z.number(),
  members: z.array(z.object(element)),
  next: nextCursor,
  cutShort,
  found: z.boolean().nullable().describe('Whether `find` is a member; null: nothing was looked for.'),
});

const zsetContent = z.object({
  ...shared,
  kind: z.literal('zset'),
  length: z.number(),
  by: z.enum(['rank', 'score', 'match']).describe('match: in no order; `next` is then a cursor.'),
  inRange: z.number().nullable().describe('Members between `min` and `max`.'),
  members: z.array(
    z.object({
      ...element,
      score: z.string().describe('As Redis writes it: inf is one.'),
      rank: z.number().nullable().describe('From the lowest score, 0 on; null where it was not asked.'),
    }),
  ),
  nextOffset,
  nextCursor,
  cutShort,
  found: z
    .object({ rank: z.number(), score: z.string() })
    .nullable()
    .describe('Of `find`; null: it is no member, or nothing was looked for.'),
});

const geoContent = z.object({
  ...shared,
  kind: z.literal('geo'),
  length: z.number(),
  points: z
    .array(z.object({ name: element.name, text: z.string(), longitude: z.number(), latitude: z.number() }))
    .describe('In the order of their geohashes, so that neighbours are mostly near.'),
  box: z
    .object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() })
    .nullable()
    .describe('Around the points of the page, in degrees.'),
  next: nextOffset,
});

const hashField = z.object({
  name: element.name,
  text: z.string().describe('The name as people read it, cut at 500 characters.'),
  bytes: z.number().describe('Of the value.'),
  value: shownValue.nullable().describe('null: too large to fetch, since Redis reads a field only whole.'),
  ttlMs: z.number().nullable().describe('The time to live of the field itself; null: none.'),
});

const hashContent = z.object({
  ...shared,
  kind: z.literal('hash'),
  length: z.number(),
  fields: z.array(hashField),
  next: nextCursor,
  cutShort,
  fieldTtls: z
    .enum(['read', 'unsupported', 'refused'])
    .describe('Fields expire since Redis 7.4 and Valkey 9; the ACL may refuse HPTTL.'),
  found: hashField.nullable().describe('Of `find` or `open`; null: there is no such field.'),
});

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

const streamContent = z.object({
  ...shared,
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

const jsonContent = z.object({
  ...shared,
  kind: z.literal('json'),
  path: z.string(),
  jsonType: z.string().nullable().describe('object, array, string …; null: nothing is at this path.'),
  size: z.number().nullable().describe('Members of it, or characters of a string.'),
  matches: z
    .number()
    .describe(
      'Parts that the path leads to; of several the value is an array of all, type and size are those of the first.',
    ),
  bytes: z.number().nullable().describe('Memory of what is at the path; null where nobody says.'),
  value: shownValue.nullable().describe('The JSON itself; null: too large, so only its members are listed.'),
  children: z.array(
    z.object({
      path: z.string().describe('Ask for it to open it.'),
      name: z.string(),
      jsonType: z.string().nullable(),
      size: z.number().nullable(),
      value: z.string().nullable().describe('Of what is small: its JSON.'),
    }),
  ),
  next: nextOffset,
  unlisted: z
    .boolean()
    .describe('An object with more than 10,000 members: the module names only all at once, so nobody asks.'),
});

const timeseriesContent = z.object({
  ...shared,
  kind: z.literal('timeseries'),
  samples: z.number(),
  firstAt: moment,
  lastAt: moment,
  retentionMs: z.number().nullable(),
  labels: z.array(z.object({ name: wireText, value: wireText })),
  rules: z.array(z.object({ key: wireText, bucketMs: z.number(), aggregator: z.string() })),
  latest: z.number().nullable(),
  from: moment,
  to: moment,
  stepMs: z.number().nullable().describe('null: there is nothing to draw.'),
  points: z.array(chartPoint),
  coverage: z.enum(['all', 'sampled', 'newest']),
});

const unknownContent = z.object({
  ...shared,
  kind: z.literal('unknown'),
  facts: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .describe("What the type's own command for it says, where it is a known one of a module."),
  note: z.string(),
});

export const contentResponse = z.discriminatedUnion('kind', [
  stringContent,
  bitmapContent,
  hyperloglogContent,
  listContent,
  setContent,
  zsetContent,
  geoContent,
  hashContent,
  streamContent,
  jsonContent,
  timeseriesContent,
  unknownContent,
]);
export type KeyContent = z.infer<typeof contentResponse>;
export type ContentKind = KeyContent['kind'];

/** The content of one kind, for the component that draws it. */
export type ContentOf<Kind extends ContentKind> = Extract<KeyContent, { kind: Kind }>;
