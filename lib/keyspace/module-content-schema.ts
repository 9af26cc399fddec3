import { z } from 'zod';
import { chartPoint } from '@/lib/patterns/time-series/model';
import { wireText } from '@/lib/patterns/wire';
import { everyPage, moment, nextOffset } from './content-page';
import { shownValue } from './shown-value';

/** The content of the types that modules bring. */

export const jsonContent = z.object({
  ...everyPage,
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

export const timeseriesContent = z.object({
  ...everyPage,
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

export const unknownContent = z.object({
  ...everyPage,
  kind: z.literal('unknown'),
  facts: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .describe("What the type's own command for it says, where it is a known one of a module."),
  note: z.string(),
});
