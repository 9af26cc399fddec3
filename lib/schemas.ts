import { z } from 'zod';
import { METRIC_IDS, UNITS } from '@/lib/metrics/catalogue';
import { ownPatternSchema } from '@/lib/patterns/own-pattern';
import { PATTERN_IDS, type PatternId } from '@/lib/patterns/pattern-ids';
import { thingSettingsSchema } from '@/lib/patterns/settings';
import { wireText } from '@/lib/patterns/wire';

/** The shapes that the API answers, shared by reads, components and the OpenAPI document. */

const text = z.string();
const count = z.number().int();
const unixMs = z.number().describe('Unix milliseconds');

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
  at: unixMs,
  kind: z.enum([
    'restart',
    'resetstat',
    'role',
    'save',
    'save-failed',
    'rewrite',
    'rewrite-failed',
    'down',
    'up',
    'action',
  ]),
  text,
});

export const nodeSchema = z.object({
  node: text,
  state: z.enum(['connecting', 'up', 'loading', 'down']),
  since: unixMs,
  error: z.object({ code: text, message: text, remedy: text.optional(), line: text.optional() }).nullable(),
  server: z
    .object({
      label: text,
      engine: text,
      version: text,
      mode: text,
      role: z.enum(['primary', 'replica']).nullable(),
      maxmemoryPolicy: text.nullable(),
    })
    .nullable(),
  ownCost: z
    .object({
      commandsPerSecond: z.number(),
      microsecondsPerSecond: z.number(),
      commandShare: z.number().nullable(),
      timeShare: z.number().nullable(),
    })
    .nullable()
    .describe('What the dashboard itself causes on this node.'),
  values: valuesSchema,
  at: unixMs.nullable().describe('When the newest sample came.'),
});
export type NodeSummary = z.infer<typeof nodeSchema>;

export const environmentSchema = z.object({ label: text, colour: text, production: z.boolean() });

export const instanceSchema = z.object({
  id: text,
  name: text,
  environment: environmentSchema.nullable(),
  readOnly: z.boolean(),
  user: text.nullable().describe('As whom you are signed in; null: not at all.'),
  error: z.object({ code: text, message: text, remedy: text.optional(), line: text.optional() }).nullable(),
  nodes: z
    .array(nodeSchema)
    .nullable()
    .describe('null where your user may not run INFO, or is not signed in.'),
});
export type InstanceSummary = z.infer<typeof instanceSchema>;

export const seriesSchema = z.object({
  stepMs: z.number(),
  series: z.array(
    z.object({
      metric: text,
      unit: text,
      points: z
        .array(z.tuple([unixMs, z.number().nullable(), z.number().nullable(), z.number().nullable()]))
        .describe('End of the step, mean, minimum, maximum; nulls are a gap.'),
    }),
  ),
  markers: z.array(markerSchema),
});
export type HistoryResponse = z.infer<typeof seriesSchema>;

/** A part of a page that the person's user may not see. */
export const refusalSchema = z.object({ code: text, message: text, line: text.optional() });
export type Refusal = z.infer<typeof refusalSchema>;

export const capabilitiesSchema = z.object({
  user: text,
  method: z.enum(['dryrun', 'getuser', 'probe', 'no-users', 'trying']),
  commands: z.record(
    text,
    z.object({
      state: z.enum(['allowed', 'denied', 'unsupported', 'blocked', 'unknown']),
      grant: text.optional().describe('The line that would allow it.'),
    }),
  ),
});

export const memorySchema = z.object({
  node: text,
  values: valuesSchema,
  maxmemoryPolicy: text.nullable(),
  stats: z.array(z.object({ name: text, value: z.union([z.number(), text]) })).nullable(),
  doctor: text.nullable(),
  refused: z.record(text, refusalSchema).describe('By command, what could not be read and why.'),
});
export type MemoryResponse = z.infer<typeof memorySchema>;

const nullableCount = count.nullable();
export const clientSchema = z.object({
  node: text,
  kind: z.enum(['normal', 'pubsub', 'replica', 'primary', 'monitor']),
  own: z.boolean().describe('A connection of this dashboard.'),
  id: count,
  addr: text,
  laddr: text.nullable(),
  fd: nullableCount,
  name: text,
  user: text.nullable(),
  libName: text.nullable(),
  libVersion: text.nullable(),
  db: nullableCount,
  command: text.nullable(),
  flags: text,
  ageSeconds: nullableCount,
  idleSeconds: nullableCount,
  sub: nullableCount,
  psub: nullableCount,
  ssub: nullableCount,
  multi: nullableCount,
  watch: nullableCount,
  qbufBytes: nullableCount,
  qbufFreeBytes: nullableCount,
  argvBytes: nullableCount,
  multiBytes: nullableCount,
  replyBufferBytes: nullableCount,
  replyBufferPeakBytes: nullableCount,
  obl: nullableCount,
  oll: nullableCount,
  outputBytes: nullableCount,
  totalBytes: nullableCount,
  netInBytes: nullableCount,
  netOutBytes: nullableCount,
  commandsTotal: nullableCount,
  events: text,
  redir: nullableCount,
  resp: nullableCount,
  ioThread: nullableCount,
  extra: z.record(text, text).describe('Fields of this version that have no column of their own.'),
});
export type ClientRow = z.infer<typeof clientSchema>;

/** Something that went wrong at one node while the others answered. */
export const nodeFailureSchema = z.object({ node: text, code: text, message: text });

export const clientsSchema = z.object({
  at: unixMs,
  total: count,
  clients: z.array(clientSchema),
  failures: z.array(nodeFailureSchema),
});
export type ClientsResponse = z.infer<typeof clientsSchema>;

export const slowlogEntrySchema = z.object({
  node: text,
  id: count,
  at: unixMs,
  durationUs: z.number(),
  command: text.describe('Masked: secrets always, values unless they were asked for.'),
  fingerprint: text,
  argumentsTotal: nullableCount,
  clientAddress: text.nullable(),
  clientName: text.nullable(),
});
export type SlowlogRow = z.infer<typeof slowlogEntrySchema>;

export const slowlogSchema = z.object({
  at: unixMs,
  entries: z.array(slowlogEntrySchema),
  thresholdUs: z.number().nullable().describe('slowlog-log-slower-than; null where CONFIG GET is refused.'),
  maxLength: z.number().nullable(),
  refused: z.record(text, refusalSchema),
  failures: z.array(nodeFailureSchema),
});
export type SlowlogResponse = z.infer<typeof slowlogSchema>;

export const persistenceSchema = z.object({
  node: text,
  at: unixMs,
  rdb: z.object({
    savedAt: unixMs.nullable(),
    changesSinceSave: z.number().nullable(),
    inProgress: z.boolean(),
    currentSeconds: z.number().nullable(),
    progress: z.number().nullable().describe('0…1 of the keys; null where the version does not say.'),
    lastSucceeded: z.boolean().nullable(),
    lastSeconds: z.number().nullable(),
    lastCopyOnWriteBytes: z.number().nullable(),
    savePoints: text.nullable().describe('The `save` setting; null where CONFIG GET is refused.'),
  }),
  aof: z.object({
    enabled: z.boolean().nullable(),
    rewriteInProgress: z.boolean(),
    rewriteScheduled: z.boolean(),
    currentSeconds: z.number().nullable(),
    lastRewriteSucceeded: z.boolean().nullable(),
    lastRewriteSeconds: z.number().nullable(),
    lastWriteSucceeded: z.boolean().nullable(),
    lastCopyOnWriteBytes: z.number().nullable(),
    sizeBytes: z.number().nullable(),
    baseSizeBytes: z.number().nullable(),
    pendingFsyncs: z.number().nullable(),
    delayedFsyncs: z.number().nullable(),
    appendfsync: text.nullable(),
  }),
  lastForkUs: z.number().nullable(),
  loading: z.boolean(),
  refused: z.record(text, refusalSchema),
});
export type PersistenceResponse = z.infer<typeof persistenceSchema>;

export const auditEntrySchema = z.object({
  id: count,
  at: unixMs,
  instance: text,
  person: text,
  address: text,
  action: text,
  input: z.unknown(),
  outcome: z.enum(['intended', 'running', 'done', 'failed', 'denied']),
  finishedAt: unixMs.nullable(),
  error: z.object({ code: text, message: text }).nullable(),
  result: z.unknown(),
});

export const auditSchema = z.object({
  entries: z.array(auditEntrySchema),
  before: nullableCount.describe('Pass it as `before` for the next page; null at the end.'),
});

export type AuditResponse = z.infer<typeof auditSchema>;

const pattern = z.enum(PATTERN_IDS as [PatternId, ...PatternId[]]);
const confidence = z.number().describe('0…1: how sure the recognition is.');
const point = z.tuple([unixMs, z.number().nullable(), z.number().nullable(), z.number().nullable()]);

export const summarySchema = z.object({
  value: z.number().nullable(),
  unit: z.enum(UNITS),
  caption: text,
  spark: z.array(point).nullable().describe('Unix milliseconds, mean, minimum, maximum; nulls are a gap.'),
  perHour: z.number().nullable(),
  trouble: text.nullable().describe('What needs attention, as a sentence.'),
});

const thingFields = {
  id: text.describe('Its address: family and identity.'),
  pattern,
  title: text,
  keys: count,
  access: z.enum(['readable', 'denied']),
  confidence,
  source: text.describe('Whose way of storing it is.'),
  pinned: z.boolean(),
};

export const analyticsSchema = z.object({
  at: unixMs,
  database: count,
  databases: z.array(z.object({ database: count, keys: count })).describe('Those that hold keys.'),
  scan: z.object({
    state: z.enum(['scanning', 'ready', 'failed']),
    seen: count.describe('Keys looked at so far.'),
    total: nullableCount.describe('Keys there are, about.'),
    withAnalysis: z.boolean().describe('Whether an analysis that goes on brings the names.'),
    startedAt: unixMs,
    finishedAt: unixMs.nullable(),
    error: refusalSchema.extend({ remedy: text.optional() }).nullable(),
  }),
  patterns: z.array(z.object({ pattern, things: count, keys: count })),
  total: count.describe('Things that the filter leaves.'),
  things: z.array(z.object({ ...thingFields, why: text, summary: summarySchema.nullable() })),
  unrecognised: z
    .array(z.object({ shape: text, keys: count, types: z.array(text), denied: z.boolean() }))
    .describe('Groups of keys that nothing was recognised in, the largest first.'),
  rejected: z.array(z.object({ id: text, title: text })),
});
export type AnalyticsResponse = z.infer<typeof analyticsSchema>;
export type ThingCard = AnalyticsResponse['things'][number];

export const thingSchema = z.object({
  ...thingFields,
  name: text.nullable().describe('As people renamed it.'),
  settings: thingSettingsSchema,
  parts: z.array(
    z.object({
      layout: text,
      template: text,
      encoding: text,
      ttl: text.describe('As whoever made the layout has it.'),
      type: text,
      keys: count,
      exact: z.boolean(),
      ttlMs: z.object({ least: z.number().nullable(), most: z.number().nullable() }),
      confidence,
      why: text,
    }),
  ),
});
export type ThingHeader = z.infer<typeof thingSchema>;

/** What the page of a thing answers: who it is, and its pattern's view. */
export const thingViewSchema = <View extends z.ZodType>(view: View) =>
  z.object({ at: unixMs, database: count, thing: thingSchema, view });

export const patternsSchema = z.object({
  known: z
    .array(
      z.object({
        pattern,
        like: text.describe('What a description names: family and layout.'),
        template: text,
        types: z.array(text),
        encoding: text,
        clock: text.nullable().describe('Such a description needs {bucket:…} of this kind.'),
      }),
    )
    .describe('Every layout that Hitrate knows.'),
  patterns: z.array(ownPatternSchema).describe('Those that people here described.'),
  things: z.record(text, thingSettingsSchema).describe('What people here set, by thing.'),
});
export type PatternsResponse = z.infer<typeof patternsSchema>;

export const pubsubSchema = z.object({
  at: unixMs,
  channels: z.array(z.object({ channel: wireText, subscribers: count, sharded: z.boolean() })),
  total: count.describe('Channels with a subscriber; of more than asked for, the first ones are here.'),
  patterns: nullableCount.describe('Pattern subscriptions; Redis tells their number, never their names.'),
  subscribers: z
    .array(
      z.object({
        node: text,
        id: count,
        name: text,
        address: text,
        channels: nullableCount,
        patterns: nullableCount,
        outputBytes: nullableCount.describe('What waits for a slow reader.'),
      }),
    )
    .nullable()
    .describe('Connections in the subscribed state; null where CLIENT LIST is refused.'),
  refused: z.record(text, refusalSchema),
  failures: z.array(nodeFailureSchema),
});
export type PubsubResponse = z.infer<typeof pubsubSchema>;

/** What a live tail hears. */
export const tailMessageSchema = z.object({
  at: unixMs,
  channel: wireText,
  pattern: wireText.nullable().describe('Which pattern it came by.'),
  payload: text.describe('Its beginning; what is no text, escaped.'),
  bytes: count.describe('Length of the whole.'),
});
export type TailMessage = z.infer<typeof tailMessageSchema>;

export const loginsSchema = z.object({
  logins: z.array(
    z.object({
      sid: text,
      username: text,
      signedInAt: unixMs,
      lastSeenAt: unixMs,
      address: text,
      self: z.boolean(),
    }),
  ),
});
export type LoginsResponse = z.infer<typeof loginsSchema>;

export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  version: text,
  uptimeSeconds: z.number(),
  instances: z.object({ total: count, up: count }),
});

export const errorSchema = z.object({
  error: z.object({
    code: text,
    message: text,
    remedy: text.optional(),
    line: text.optional().describe('A line to paste.'),
    details: z.record(text, z.unknown()).optional(),
  }),
});
