import { z } from 'zod';
import { bucketQuery, flagQuery, timeZoneAnswer } from '../bucketed';
import { GRANULARITIES } from '../clock';
import { wireText } from '../wire';

/** What a counter's page asks and is answered. */

export const counterQuery = z.object({
  ...bucketQuery,
  compare: flagQuery('0').describe('1: with as many periods before.'),
});
export type CounterQuery = z.infer<typeof counterQuery>;

const unixMs = z.number().describe('Unix milliseconds.');
const counted = z
  .number()
  .nullable()
  .describe('A missing key is 0; null: its key would have ended by now, or is no number.');

const period = z.object({
  startsAt: unixMs,
  endsAt: unixMs,
  value: counted,
  partial: z.boolean().describe('It is not over yet.'),
});
export type CountedPeriod = z.infer<typeof period>;

const share = z.object({
  name: wireText,
  total: z.number().nullable().describe('Since the beginning; null: there is no such key.'),
  sum: z.number().nullable().describe('In the periods shown; null: not read.'),
});
export type CountedSubject = z.infer<typeof share>;

const tag = z.object({
  name: wireText,
  values: z.array(z.object({ value: wireText, count: z.number() })).describe('The greatest first.'),
  of: z.number().describe('How many values there are; estimated where exact is false.'),
  looked: z.number().describe('How many of them were read to find the greatest.'),
  exact: z.boolean(),
});
export type CountedTag = z.infer<typeof tag>;

export const counterResponse = z.object({
  granularity: z.enum(GRANULARITIES).nullable().describe('null: the keys have no periods.'),
  granularities: z.array(z.enum(GRANULARITIES)).describe('Those that there are keys of.'),
  timeZone: timeZoneAnswer.nullable(),
  series: z.array(period).describe('The oldest first; there are no future ones.'),
  previous: z
    .array(period)
    .nullable()
    .describe('As many periods before, in the same order; null: not asked for.'),
  sum: z.number().nullable().describe('Of the periods that are known.'),
  previousSum: z.number().nullable(),
  mean: z.number().nullable().describe('Of those that are known and over.'),
  peak: z.object({ startsAt: unixMs, value: z.number() }).nullable(),
  change: z
    .number()
    .nullable()
    .describe(
      'The periods that are over against their counterparts: 0.1 is a tenth more. null: one of them is unknown, or there was nothing.',
    ),
  total: z.number().nullable().describe('Since the beginning; null: no key keeps it.'),
  of: wireText.nullable().describe('The one that was asked for.'),
  subjects: z
    .object({
      rows: z.array(share).describe('The greatest first, at most 50.'),
      of: z.number().describe('How many are known.'),
      summed: z.number().describe('How many of them the series is the sum of: the greatest.'),
      complete: z.boolean().describe('Whether all are known: of very many keys only some names are kept.'),
    })
    .nullable()
    .describe('Pages, endpoints or users, where the thing has several.'),
  tags: z.array(tag),
  tally: z
    .object({
      fields: z.array(z.object({ name: wireText, value: z.number() })),
      of: z.number().describe('Fields of the hash.'),
      errorRatio: z.number().nullable().describe('Errors of all requests, since the beginning.'),
      readAt: unixMs.describe('Two readings and the time between them give a rate.'),
    })
    .nullable()
    .describe('A hash of counts without periods.'),
  keysRead: z.number(),
  unreadable: z.number().describe('Keys that hold no number any more.'),
  notes: z.array(z.string()).describe('What is odd, in sentences.'),
});
export type CounterResponse = z.infer<typeof counterResponse>;
