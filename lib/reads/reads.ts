import { z } from 'zod';
import { HISTORY_GROUPINGS } from '@/lib/client-history/describe-client-history';
import { isMetricId, type MetricId } from '@/lib/metrics/catalogue';
import { PATTERN_IDS, type PatternId } from '@/lib/patterns/pattern-ids';
import { bytesInput, databaseNumber } from '@/lib/patterns/wire';
import type { CommandId } from '@/lib/redis/command-catalogue';
import { ANALYSIS_READS } from './analysis-reads';
import { KEYSPACE_READS } from './keyspace-reads';
import { alertsSchema, alertSettingsSchema } from '@/lib/schemas/alerts';
import { analyticsSchema } from '@/lib/schemas/analytics';
import { capabilitiesSchema } from '@/lib/schemas/capabilities';
import { clientHistorySchema } from '@/lib/schemas/client-history';
import { clientsSchema } from '@/lib/schemas/clients';
import { commandsSchema } from '@/lib/schemas/commands';
import { findingsSchema } from '@/lib/schemas/findings';
import { seriesSchema } from '@/lib/schemas/history';
import { historyCostSchema } from '@/lib/schemas/history-cost';
import { instanceSchema } from '@/lib/schemas/instances';
import { latencySchema } from '@/lib/schemas/latency';
import { loginsSchema } from '@/lib/schemas/logins';
import { memorySchema } from '@/lib/schemas/memory';
import { patternsSchema } from '@/lib/schemas/own-patterns';
import { persistenceSchema } from '@/lib/schemas/persistence';
import { pubsubSchema } from '@/lib/schemas/pubsub';
import { SLOWLOG_READS } from './slowlog-reads';

/**
 * What may be asked of an instance: each GET route once, with the commands that the person must be allowed and
 * the schemas that the route checks with and the OpenAPI document is made from.
 */
export interface Read {
  /** Below `/api/instances/{instance}`. */
  path: string;
  summary: string;
  /** The person's own user must be allowed these; what else is refused is answered in its place. */
  needs: readonly CommandId[];
  query: z.ZodObject;
  response: z.ZodType;
  /** What else the answer is but JSON; `response` is then the schema of an event or a line. */
  stream?: 'text/event-stream' | 'application/x-ndjson';
}

const node = z.string().max(300).optional().describe('One node; left out: the whole instance.');
const unixMs = z.coerce.number().int().min(0).describe('Unix milliseconds');
const none = z.object({});

/** A span of the history and how finely it is asked for; `queriedSpan` reads it. */
const span = {
  from: unixMs.optional().describe('Unix milliseconds; default `span` before `to`.'),
  to: unixMs.optional().describe('Unix milliseconds; default now.'),
  span: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(731 * 86_400_000)
    .default(300_000)
    .describe('Milliseconds before `to`, where `from` is left out.'),
  points: z.coerce.number().int().min(2).max(2000).default(300),
};

/** What every page of a thing takes, beside what its pattern does. */
export const thingQuery = z.object({
  db: databaseNumber,
  thing: z.string().min(1).max(4_000).describe('The id of the thing, as `/analytics` lists it.'),
});

const metrics = z
  .string()
  .transform((list) => list.split(',').filter((word) => word !== ''))
  .refine((words) => words.length > 0 && words.length <= 40, { error: 'must name 1 to 40 metrics' })
  .refine((words) => words.every(isMetricId), {
    error: 'names an unknown metric; the components of this document list them',
  })
  .transform((words) => words as MetricId[])
  .describe('Metric names, separated by commas.');

export const READS = {
  instance: {
    path: '',
    summary: 'State and latest sample of every node',
    needs: ['info'],
    query: none,
    response: instanceSchema,
  },
  live: {
    path: '/live',
    summary: 'Server-sent events: one `snapshot`, then `sample`, `state` and `marker` as they happen',
    needs: ['info'],
    query: z.object({
      since: unixMs.optional().describe('Samples after this moment come first; Last-Event-ID does the same.'),
    }),
    response: z.string(),
    stream: 'text/event-stream',
  },
  history: {
    path: '/history',
    summary: 'Metrics over time, on a grid',
    needs: ['info'],
    query: z.object({
      metrics,
      ...span,
      node,
    }),
    response: seriesSchema,
  },
  historyCost: {
    path: '/history/cost',
    summary: 'What the history of the instance takes on the disk, and what writing it costs',
    needs: ['info'],
    query: none,
    response: historyCostSchema,
  },
  capabilities: {
    path: '/capabilities',
    summary: 'What you may do here, and the grants that are missing',
    needs: [],
    query: none,
    response: capabilitiesSchema,
  },
  memory: {
    path: '/memory',
    summary: 'Where the memory of a node goes',
    needs: ['info'],
    query: z.object({ node }),
    response: memorySchema,
  },
  commands: {
    path: '/commands',
    summary: 'What every command did over a span, and over the span before',
    needs: ['info'],
    query: z.object({
      ...span,
      node,
      command: z
        .string()
        .max(200)
        .optional()
        .describe('The history of this one, too: `hgetall`, `client|list`.'),
      own: z
        .enum(['0', '1'])
        .default('0')
        .describe('1 counts the calls of this dashboard, too; by default they are counted out.'),
      before: z
        .enum(['0', '1'])
        .default('0')
        .describe('1 adds the points of the span before, moved to where they are compared.'),
    }),
    response: commandsSchema,
  },
  clients: {
    path: '/clients',
    summary: 'CLIENT LIST of every node',
    needs: ['client|list'],
    query: z.object({
      node,
      limit: z.coerce.number().int().min(0).max(100_000).default(100_000),
      command: z
        .string()
        .max(200)
        .optional()
        .describe('Only those whose last command it was: `hgetall`, `client|list`.'),
    }),
    response: clientsSchema,
  },
  clientHistory: {
    path: '/clients/history',
    summary: 'Who was connected: connections by application over time, and at a moment',
    needs: ['client|list'],
    query: z.object({
      by: z.enum(HISTORY_GROUPINGS).default('name'),
      ...span,
      points: z.coerce.number().int().min(2).max(2000).default(200),
      series: z.coerce
        .number()
        .int()
        .min(1)
        .max(20)
        .default(7)
        .describe('How many groups are told over time; all others together are one more.'),
      node,
      own: z.enum(['0', '1']).default('0').describe('1 counts the connections of this dashboard, too.'),
      before: z
        .enum(['0', '1'])
        .default('0')
        .describe('1 adds the span before, moved to where it is compared.'),
      at: unixMs.optional().describe('A moment: who was connected then.'),
    }),
    response: clientHistorySchema,
  },
  ...SLOWLOG_READS,
  latency: {
    path: '/latency',
    summary:
      'How long commands took, by LATENCY HISTOGRAM of an interval, and the events of the latency monitor',
    // Each part has a command of its own; what is refused is said in its place.
    needs: ['info'],
    query: z.object({
      ...span,
      points: z.coerce.number().int().min(2).max(1000).default(150).describe('Columns at most.'),
      node,
      event: z
        .string()
        .regex(/^[\w-]{1,60}$/)
        .optional()
        .describe('Whose history is read; left out: the event with the newest spike.'),
    }),
    response: latencySchema,
  },
  persistence: {
    path: '/persistence',
    summary: 'RDB and AOF state of a node',
    needs: ['info'],
    query: z.object({ node }),
    response: persistenceSchema,
  },
  findings: {
    path: '/findings',
    summary:
      'What is wrong, what is fine and what could not be checked, in sentences with evidence and remedy',
    // Each rule has a command of its own; what is refused is said in its place.
    needs: ['info'],
    query: z.object({ node }),
    response: findingsSchema,
  },
  alerts: {
    path: '/alerts',
    summary: 'Alerts that are open, the worst first, and those that have closed',
    // What a rule needs besides is asked of each alert.
    needs: ['info'],
    query: z.object({
      limit: z.coerce
        .number()
        .int()
        .min(0)
        .max(2_000)
        .default(500)
        .describe('How many closed ones, at most.'),
    }),
    response: alertsSchema,
  },
  alertSettings: {
    path: '/alerts/settings',
    summary: 'Rules with the thresholds in force, and webhooks with the log of their deliveries',
    needs: ['info'],
    query: none,
    response: alertSettingsSchema,
  },
  analytics: {
    path: '/analytics',
    summary: 'What the keys mean: everything that was recognised, the busiest first',
    needs: ['scan', 'type'],
    query: z.object({
      db: databaseNumber,
      q: z
        .string()
        .max(200)
        .default('')
        .describe('Only things whose title, pattern or system has these words.'),
      pattern: z.enum(PATTERN_IDS as [PatternId, ...PatternId[]]).optional(),
      offset: z.coerce.number().int().min(0).default(0),
      count: z.coerce.number().int().min(1).max(500).default(60),
    }),
    response: analyticsSchema,
  },
  patterns: {
    path: '/analytics/patterns',
    summary: 'The layouts that are known, and what people here described and set: the file to export',
    needs: ['scan'],
    query: z.object({ db: databaseNumber }),
    response: patternsSchema,
  },
  pubsub: {
    path: '/analytics/pubsub',
    summary: 'Pub/Sub: channels, their subscribers, and the connections that listen',
    needs: ['pubsub|channels'],
    query: z.object({
      pattern: z.string().min(1).max(500).default('*').describe('Glob: `chat:*`.'),
      count: z.coerce.number().int().min(1).max(5_000).default(500),
    }),
    response: pubsubSchema,
  },
  pubsubTail: {
    path: '/analytics/pubsub/tail',
    summary: 'Server-sent events: `message` for each one that is published, `end` when the time is over',
    // Whether they may subscribe is found out by trying: a client library takes the word for its own mode.
    needs: ['pubsub|channels'],
    query: z.object({
      channel: bytesInput.describe('The channel, or the pattern.'),
      kind: z.enum(['channel', 'pattern', 'sharded']).default('channel'),
      seconds: z.coerce.number().int().min(1).max(600).default(60),
    }),
    response: z.string(),
    stream: 'text/event-stream',
  },
  logins: {
    path: '/logins',
    summary: 'Who is signed in to this instance; without the right to end sign-ins, only yourself',
    needs: [],
    query: none,
    response: loginsSchema,
  },
  ...KEYSPACE_READS,
  ...ANALYSIS_READS,
} as const satisfies Record<string, Read>;

export type ReadId = keyof typeof READS;

/** The query of `GET /api/audit`. */
export const auditQuery = z.object({
  instance: z.string().max(60).optional().describe('One instance; left out: all that you are signed in to.'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  before: z.coerce.number().int().positive().optional(),
});

/** The query of `GET /api/live`: several instances over one connection. */
export const liveQuery = z.object({
  instances: z
    .string()
    .min(1)
    .max(2000)
    .transform((list) => [...new Set(list.split(','))])
    .describe('Instance ids, separated by commas.'),
  since: unixMs.optional(),
});
