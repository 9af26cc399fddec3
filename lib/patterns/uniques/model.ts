import { z } from 'zod';
import { bucketQuery, timeZoneAnswer } from '../bucketed';
import { GRANULARITIES } from '../clock';
import { wireText } from '../wire';

/** What the page of a unique count asks and is answered. */

export const uniqueQuery = z.object({
  ...bucketQuery,
  retention: z.coerce
    .number()
    .int()
    .min(0)
    .max(14)
    .default(7)
    .describe('Over how many of the last periods it is told who came again; 0: not at all.'),
});
export type UniqueQuery = z.infer<typeof uniqueQuery>;

const unixMs = z.number().describe('Unix milliseconds.');

/** How keys tell one visitor from the next. */
export const uniqueKind = z.enum(['hyperloglog', 'set', 'bitmap']);
export type UniqueKind = z.infer<typeof uniqueKind>;

const period = z.object({
  startsAt: unixMs,
  endsAt: unixMs,
  value: z
    .number()
    .nullable()
    .describe('A missing key is 0; null: its key would have ended by now, or cannot be counted.'),
  partial: z.boolean().describe('It is not over yet.'),
});
export type UniquePeriod = z.infer<typeof period>;

const reason = z.string().nullable().describe('Why it is unknown, as a sentence.');

const union = z.object({
  value: z.number().nullable(),
  reason,
  how: z
    .enum(['registers', 'PFCOUNT', 'members', 'bits'])
    .nullable()
    .describe('What was merged, outside the server but for PFCOUNT.'),
  keys: z.number().describe('Keys that exist and were counted together.'),
  from: unixMs.nullable().describe('The first period that is known; null: there are no periods.'),
  to: unixMs.nullable(),
});
export type UniqueUnion = z.infer<typeof union>;

const retention = z.object({
  periods: z.array(z.object({ startsAt: unixMs, active: z.number().nullable() })),
  both: z
    .array(z.array(z.number().nullable()))
    .describe('By period, then by period: active in both. On the diagonal, active in that one.'),
  reason,
});
export type Retention = z.infer<typeof retention>;

const share = z.object({
  name: wireText,
  latest: z.number().nullable().describe('In the last period; of keys without periods, in all.'),
  across: z.number().nullable().describe('In all periods shown, everybody once; null: not counted.'),
});
export type UniqueSubject = z.infer<typeof share>;

export const uniqueResponse = z.object({
  kind: z
    .union([uniqueKind, z.literal('mixed')])
    .nullable()
    .describe('null: there is no key any more.'),
  error: z
    .number()
    .nullable()
    .describe('Standard error of every number, as a ratio: 0.0081 of a HyperLogLog, 0 where it is exact.'),
  granularity: z.enum(GRANULARITIES).nullable().describe('null: the keys have no periods.'),
  granularities: z.array(z.enum(GRANULARITIES)),
  timeZone: timeZoneAnswer.nullable(),
  series: z.array(period).describe('The oldest first; there are no future ones.'),
  mean: z.number().nullable().describe('Of those that are known and over.'),
  peak: z.object({ startsAt: unixMs, value: z.number() }).nullable(),
  across: union.describe('Everybody once, over all periods and pages shown.'),
  of: wireText.nullable().describe('The one that was asked for.'),
  subjects: z
    .object({
      rows: z.array(share).describe('The greatest first, at most 50.'),
      of: z.number().describe('How many are known.'),
      counted: z.number().describe('How many of them the series counts together.'),
      complete: z.boolean().describe('Whether all are known: of very many keys only some names are kept.'),
    })
    .nullable()
    .describe('Pages or endpoints, where the thing has several.'),
  retention: retention.nullable().describe('null: not asked for, or there are no periods.'),
  writes: z
    .boolean()
    .describe(
      'Whether counting wrote: PFCOUNT keeps its result in the key. It is asked only where the ACL refuses GETRANGE; else the registers are read and counted outside the server.',
    ),
  keysRead: z.number(),
  bytesRead: z.number().describe('Of registers, members and bits that were brought here.'),
  unreadable: z.number().describe('Keys that say nobody any more.'),
  notes: z.array(z.string()).describe('What is odd, in sentences.'),
});
export type UniqueResponse = z.infer<typeof uniqueResponse>;
