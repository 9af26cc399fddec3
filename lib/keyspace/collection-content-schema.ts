import { z } from 'zod';
import { cutShort, element, everyPage, nextCursor, nextOffset } from './content-page';
import { shownValue } from './shown-value';

/** The content of what has elements: lists, sets, sorted sets and hashes. */

export const listContent = z.object({
  ...everyPage,
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

export const setContent = z.object({
  ...everyPage,
  kind: z.literal('set'),
  length: z.number(),
  members: z.array(z.object(element)),
  next: nextCursor,
  cutShort,
  found: z.boolean().nullable().describe('Whether `find` is a member; null: nothing was looked for.'),
});

export const zsetContent = z.object({
  ...everyPage,
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

export const geoContent = z.object({
  ...everyPage,
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

export const hashContent = z.object({
  ...everyPage,
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
