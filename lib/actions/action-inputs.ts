import { z } from 'zod';
import { ALERT_ACTION_INPUTS } from './alert-action-inputs';
import { toBytes } from '@/lib/patterns/bytes';
import { ownPatternSchema } from '@/lib/patterns/own-pattern';
import { streamId } from '@/lib/patterns/streams/model';
import { thingSettingsSchema } from '@/lib/patterns/settings';
import { bytesInput } from '@/lib/patterns/wire';
import { KIND_SETTINGS } from '@/lib/redis/slowlog-kinds';
import { confirm, db } from './action-fields';
import type { ActionId } from './actions';
import { ANALYSIS_ACTION_INPUTS } from './analysis-action-inputs';
import { KEY_ACTION_INPUTS } from './key-action-inputs';

/**
 * What each action takes: the schemas that its route checks with and the OpenAPI document is made from. Beside
 * `actions.ts`, whose buttons need no schema, so that browsers need not load what reads them.
 */

const node = z
  .string()
  .max(300)
  .optional()
  .describe('The node; may be left out where the instance has one primary.');
const onNode = z.strictObject({ node, confirm });

const clientId = z.int().positive().describe('The id in CLIENT LIST.');
const client = { node: z.string().max(300), id: clientId };

const thing = z.string().min(1).max(4_000).describe('The id of the thing, as GET …/analytics lists it.');
const onThing = { db, thing, confirm };
const settings = thingSettingsSchema.shape;

const onQueue = { ...onThing, key: bytesInput.optional().describe('One queue of several that look alike.') };
const job = bytesInput.describe('The job’s handle, as its row has it.');
const circuit = bytesInput.describe('Its name.');

/** At most this many clients in one request: enough for a filter's worth, bounded for the server's sake. */
export const MAX_CLIENTS_PER_KILL = 10_000;

/** The settings that can be changed from here: which commands the server logs, and how many of them it holds. */
const LOG_SETTINGS = Object.values(KIND_SETTINGS).flatMap(({ threshold, maxLength }) => [
  threshold,
  maxLength,
]);
const isLength = (name: string) => name.endsWith('-max-len');
/** An hour in microseconds, some gigabytes in bytes: as good as never. */
const MAX_THRESHOLD = 3_600_000_000;
/** At some 4 kB at worst, 400 MB of the server's memory. */
const MAX_LOG_LENGTH = 100_000;

/** As many as a page of them can show. */
export const MAX_SESSIONS_PER_REVOKE = 500;

/** Keys that somebody can choose at once: a page of rows, with all that stands beside each. */
const MAX_KEYS = 1_000;

/** Pending entries in one request: as many as a page of them can show, and some more for a caller of the API. */
const MAX_ENTRIES = 10_000;
const pendingEntries = {
  ...onThing,
  key: bytesInput.describe('The stream.'),
  group: bytesInput,
  ids: z.array(streamId).min(1).max(MAX_ENTRIES),
};

export const ACTION_INPUTS = {
  'client.kill': z.strictObject({
    clients: z.array(z.strictObject(client)).min(1).max(MAX_CLIENTS_PER_KILL),
    confirm,
  }),
  'client.unblock': z.strictObject({ ...client, confirm }),
  'snapshot.save': onNode,
  'aof.rewrite': onNode,
  'slowlog.reset': onNode,
  'config.set': z
    .strictObject({
      name: z.enum(LOG_SETTINGS as [string, ...string[]]),
      value: z.int().min(-1).describe('Microseconds, bytes or entries; a threshold of -1 logs nothing.'),
      node: z.string().max(300).optional().describe('One node; left out: all of them, replicas too.'),
      confirm,
    })
    .refine(({ name, value }) => !isLength(name) || (value >= 0 && value <= MAX_LOG_LENGTH), {
      error: `must be 0 to ${MAX_LOG_LENGTH} for a length`,
      path: ['value'],
    })
    .refine(({ value }) => value <= MAX_THRESHOLD, {
      error: `must be at most ${MAX_THRESHOLD}`,
      path: ['value'],
    }),
  'latency.monitor': z.strictObject({
    node: node.describe('One node; left out: all of them.'),
    thresholdMs: z.int().min(0).max(3_600_000).describe('0 turns it off.'),
    confirm,
  }),
  'latency.reset': z.strictObject({ node: node.describe('One node; left out: all of them.'), confirm }),
  'memory.purge': onNode,
  'instance.reconnect': z.strictObject({ confirm }),
  'history.forget': z.strictObject({ confirm }),
  'slowlog.forget': z.strictObject({ confirm }),
  'clients.forget': z.strictObject({ confirm }),
  'login.revoke': z.strictObject({ sid: z.uuid(), confirm }),
  ...ALERT_ACTION_INPUTS,
  'analytics.scan': z.strictObject({ db, pace: z.enum(['gentle', 'normal', 'fast']).optional(), confirm }),
  'thing.change': z.strictObject({
    ...onThing,
    pinned: settings.pinned.nullable(),
    name: settings.name.nullable(),
    rejected: settings.rejected.nullable(),
    timeZone: settings.timeZone.nullable(),
    limit: settings.limit.nullable(),
    windowSeconds: settings.windowSeconds.nullable(),
    refillPerSecond: settings.refillPerSecond.nullable(),
    stuckSeconds: settings.stuckSeconds.nullable(),
    orientation: settings.orientation.nullable(),
  }),
  'pattern.describe': ownPatternSchema.extend({ db, confirm }),
  'pattern.forget': z.strictObject({ db, id: ownPatternSchema.shape.id, confirm }),
  'pattern.import': z.strictObject({
    db,
    patterns: z.array(ownPatternSchema).max(500),
    things: z.record(thing, thingSettingsSchema),
    confirm,
  }),
  'message.publish': z.strictObject({
    channel: bytesInput,
    message: z.string().max(64_000).transform(toBytes).describe('Sent as UTF-8.'),
    sharded: z
      .boolean()
      .optional()
      .describe('SPUBLISH: only to the shard of the channel (Redis 7.0, Cluster).'),
    confirm,
  }),
  'leaderboard.increment': z.strictObject({
    ...onThing,
    key: bytesInput.describe('The board.'),
    member: bytesInput,
    points: z.number(),
  }),
  'leaderboard.remove': z.strictObject({ ...onThing, key: bytesInput, member: bytesInput }),
  'job.requeue': z.strictObject({
    ...onQueue,
    job,
    shown: z
      .strictObject({ lane: z.string().max(60), startedAt: z.number().nullable() })
      .optional()
      .describe('The job as its row showed it: what has moved or was taken anew since is left alone.'),
  }),
  'job.remove': z.strictObject({
    ...onQueue,
    job,
    lane: z.string().max(60).optional().describe('Where its row showed it; it is removed wherever it is.'),
  }),
  'queue.purge': z.strictObject({
    ...onQueue,
    lane: z.string().max(60).nullable().describe('Of this lane; null: the whole queue.'),
    jobs: z.int().min(0).describe('How many there are as far as whoever asks has seen: what is confirmed.'),
  }),
  'circuit.close': z.strictObject({ ...onThing, circuit }),
  'circuit.open': z.strictObject({
    ...onThing,
    circuit,
    seconds: z.int().min(1).max(86_400).describe('How long it stays open.'),
  }),
  'session.revoke': z.strictObject({
    ...onThing,
    sessions: z
      .array(
        z.strictObject({
          key: bytesInput,
          user: bytesInput
            .optional()
            .describe('Whose it is, where the session does not say, as Spring’s do not.'),
        }),
      )
      .min(1)
      .max(MAX_SESSIONS_PER_REVOKE),
  }),
  'user.signout': z.strictObject({
    ...onThing,
    user: bytesInput.describe('Of the application, not of Redis.'),
  }),
  'session.extend': z.strictObject({
    ...onThing,
    key: bytesInput.describe('The session.'),
    seconds: z
      .int()
      .min(1)
      .max(366 * 86_400)
      .describe('From now.'),
  }),
  'index.clean': z.strictObject({ ...onThing, key: bytesInput.describe('The set of a user’s sessions.') }),
  'lock.release': z.strictObject({
    ...onThing,
    key: bytesInput,
    holder: z.string().min(1).max(1_000).describe('Just as its row shows it: another one keeps the lock.'),
  }),
  'limit.reset': z.strictObject({
    ...onThing,
    keys: z.array(bytesInput).min(1).max(MAX_KEYS).describe('As the rows have them.'),
  }),
  'cache.invalidate': z
    .strictObject({
      ...onThing,
      tag: bytesInput.optional().describe('The set of a tag: everything that it names.'),
      prefix: z.literal(true).optional().describe('All of it, whatever SCAN brings.'),
      keys: z.array(bytesInput).min(1).max(MAX_KEYS).optional().describe('These alone.'),
      count: z
        .int()
        .min(0)
        .optional()
        .describe('Beside tag and prefix: how many keys, as far as whoever asks has seen. It is confirmed.'),
    })
    .refine(({ tag, prefix, keys }) => [tag, prefix, keys].filter((way) => way !== undefined).length === 1, {
      error: 'is one of tag, prefix and keys',
      path: ['tag'],
    })
    .refine(({ keys, count }) => (keys === undefined) !== (count === undefined), {
      error: 'goes with tag and prefix',
      path: ['count'],
    }),
  'stream.ack': z.strictObject(pendingEntries),
  'stream.claim': z.strictObject({
    ...pendingEntries,
    consumer: bytesInput.describe('Who gets them; made where the group has none of that name.'),
    minIdleMs: z
      .int()
      .min(0)
      .max(1e13)
      .describe('What was delivered less long ago stays where it is: milliseconds.'),
  }),
  'stream.trim': z.strictObject({
    ...onThing,
    key: bytesInput.describe('The stream.'),
    maxLength: z.int().min(0).max(1e12).describe('Entries that stay: the newest ones.'),
    exact: z
      .boolean()
      .default(false)
      .describe('To the very number; else whole nodes go, and some more stay.'),
    count: z.int().min(0).describe('How many entries go, as far as whoever asks has seen. It is confirmed.'),
  }),
  ...KEY_ACTION_INPUTS,
  ...ANALYSIS_ACTION_INPUTS,
} as const satisfies Record<ActionId, z.ZodType>;

export type ActionInput<Id extends ActionId> = z.infer<(typeof ACTION_INPUTS)[Id]>;
