import { z } from 'zod';
import { METRIC_IDS } from '@/lib/metrics/catalogue';
import { text, unixMs } from './fields';

export const valuesSchema = z
  .partialRecord(z.enum(METRIC_IDS as [string, ...string[]]), z.number().nullable())
  .describe('Values by metric: gauges as they are, counters per second, ratios 0…1; null is unknown.');

export const sampleSchema = z.object({
  node: text,
  source: z.enum(['info', 'commands', 'latency', 'slowlog']),
  at: unixMs,
  intervalMs: z.number().nullable().describe('What the rates are of; null is a gap.'),
  values: valuesSchema,
});

export const markerSchema = z.object({
  node: text,
  at: unixMs.describe('Unix milliseconds; of what lasted, its end.'),
  from: unixMs.optional().describe('When what lasted has begun.'),
  kind: z.enum([
    'restart',
    'resetstat',
    'role',
    'config',
    'setting',
    'save',
    'save-failed',
    'rewrite',
    'rewrite-failed',
    'alert-opened',
    'alert-closed',
    'down',
    'up',
    'action',
  ]),
  text,
});
