import { z } from 'zod';
import { bytesInput, wireText } from '../wire';
import { SPAN_IDS } from './span';

/** What the page of time series is asked and answers. */

/** So many lines tell themselves apart in one chart. */
export const MOST_SERIES = 8;

const unixMs = z.coerce.number().int().min(0).max(8.64e15);

export const timeSeriesQuery = z.object({
  keys: z
    .union([z.array(bytesInput).min(1).max(MOST_SERIES), bytesInput.transform((key) => [key])])
    .optional()
    .describe(
      `The series in the chart, one parameter each, ${MOST_SERIES} at most; the first four by default.`,
    ),
  field: z.string().max(400).optional().describe('Which number of JSON is drawn, as a path: data.price.'),
  show: z
    .enum(['values', 'counts'])
    .optional()
    .describe('Draw what was measured, or count what happened; by the keys, if not said.'),
  from: unixMs.optional().describe('Unix milliseconds; the begin of the earliest series by default.'),
  to: unixMs.optional(),
  last: z.enum(SPAN_IDS).optional().describe('So long before the end, where from is not said.'),
  points: z.coerce.number().int().min(2).max(2_000).default(300).describe('Points in the chart, at most.'),
});
export type TimeSeriesQuery = z.infer<typeof timeSeriesQuery>;

const moment = z.number().nullable().describe('Unix milliseconds; null: unknown.');

/** A point of a chart, as `lib/metrics` has it. */
export const chartPoint = z
  .tuple([z.number(), z.number().nullable(), z.number().nullable(), z.number().nullable()])
  .readonly()
  .describe('Unix milliseconds of the end of the step; mean, minimum and maximum. nulls are a gap.');

const series = z.object({
  key: wireText,
  type: z.string().nullable().describe('TYPE; null: the key is gone.'),
  error: z.string().nullable().describe('Why it could not be read; then there are no points.'),
  shows: z.enum(['values', 'counts']),
  points: z.array(chartPoint),
  count: z.number().nullable().describe('Points of the series in all.'),
  inRange: z
    .number()
    .nullable()
    .describe('Points between from and to; null: only reading them all would tell.'),
  read: z.number().describe('Points that were read for the chart; counts are made by the server.'),
  coverage: z
    .enum(['all', 'sampled', 'newest'])
    .describe('sampled: some points of each step were read; newest: only the newest ones of a long list.'),
  firstAt: moment,
  lastAt: moment,
  latest: z.number().nullable().describe('The newest value.'),
  usualMs: z.number().nullable().describe('How far apart points usually are, in milliseconds.'),
  gaps: z.number().describe('Silences of more than five times that.'),
  orientation: z
    .object({
      is: z.enum(['score-is-time', 'score-is-value']),
      reason: z.string(),
      fits: z.boolean().describe('Whether the data is as it says.'),
    })
    .nullable()
    .describe('Of sorted sets; a setting of the thing changes it.'),
  field: z.string().nullable(),
  fields: z.array(z.string()).describe('The numbers that could be drawn.'),
  unit: z.string().nullable().describe('As a label of RedisTimeSeries says; else nobody wrote it down.'),
  ttlMs: z.number().nullable().describe('null: no expiry.'),
  module: z
    .object({
      retentionMs: z.number().nullable().describe('null: for ever.'),
      memoryBytes: z.number().nullable(),
      duplicatePolicy: z.string().nullable(),
      labels: z.array(z.object({ name: z.string(), value: z.string() })),
      rules: z.array(z.object({ key: wireText, bucketMs: z.number(), aggregator: z.string() })),
    })
    .nullable()
    .describe('Of RedisTimeSeries only.'),
  problems: z.array(z.string()).describe('What is wrong with the way it is stored.'),
});
export type TimeSeries = z.infer<typeof series>;

export const timeSeriesResponse = z.object({
  keys: z.array(wireText).describe('Series of this thing, as many as are listed.'),
  of: z.number().describe('How many there are.'),
  from: moment,
  to: moment,
  stepMs: z.number().nullable().describe('null: there is nothing to draw.'),
  series: z.array(series),
});
export type TimeSeriesResponse = z.infer<typeof timeSeriesResponse>;
