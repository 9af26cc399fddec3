import { z } from 'zod';
import { count, text, unixMs } from './fields';
import { nodeFailureSchema } from './node-failure';
import { refusalSchema } from './refusal';

const microseconds = z.number().describe('Microseconds');

const boundedSchema = z
  .object({
    us: microseconds,
    fromUs: microseconds,
    toUs: microseconds.nullable().describe('null: the histogram ends at one second, it may be more.'),
  })
  .describe('Interpolated, and the bounds of the bucket that the truth lies in.');

const histogramSchema = z.object({
  stepMs: z.number(),
  elapsedMs: z.number().describe('Milliseconds of the span that were measured.'),
  boundsUs: z.array(microseconds).describe('Upper bounds of the buckets, ascending.'),
  calls: z.array(z.number()).describe('Calls over the span by bucket.'),
  p50: boundedSchema.nullable(),
  p99: boundedSchema.nullable(),
  p999: boundedSchema.nullable(),
  columns: z.array(
    z.object({
      from: unixMs,
      to: unixMs,
      rates: z.array(z.number()).describe('Calls per second by bucket.'),
      p50: microseconds.nullable(),
      p99: microseconds.nullable(),
      p999: microseconds.nullable(),
    }),
  ),
});

const eventSchema = z.object({
  node: text,
  event: text,
  describes: text.nullable().describe('What it means; null for one that is not known.'),
  at: unixMs.describe('Unix milliseconds of the newest spike, by the node’s clock.'),
  lastMs: z.number(),
  maxMs: z.number().describe('Since the start or LATENCY RESET.'),
});
export type LatencyEventRow = z.infer<typeof eventSchema>;

const monitorSchema = z.object({
  nodes: z.array(
    z.object({
      node: text,
      thresholdMs: count.nullable().describe('0: off; null: CONFIG GET is refused.'),
    }),
  ),
  events: z.array(eventSchema),
  shown: text.nullable().describe('The event whose history this is: the one asked for, else the newest.'),
  history: z.array(
    z.object({
      node: text,
      spikes: z.array(z.tuple([unixMs, z.number()])).describe('When, and milliseconds; at most 160.'),
    }),
  ),
});

export const latencySchema = z.object({
  at: unixMs,
  from: unixMs,
  to: unixMs,
  histogram: histogramSchema
    .nullable()
    .describe('How long the commands of the span took, nodes together; null where it is refused.'),
  tracking: z.boolean().nullable().describe('latency-tracking (7.0); null where CONFIG GET is refused.'),
  monitor: monitorSchema,
  refused: z
    .record(text, refusalSchema)
    .describe('By command: why a part is missing; `collector` where the collector may not read it.'),
  failures: z.array(nodeFailureSchema),
});
export type LatencyResponse = z.infer<typeof latencySchema>;
