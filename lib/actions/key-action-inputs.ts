import { z } from 'zod';
import { TTL_CLASSES } from '@/lib/keyspace/ttl-class';
import { fromWire } from '@/lib/patterns/bytes';
import { streamId } from '@/lib/patterns/streams/model';
import { bytesInput } from '@/lib/patterns/wire';
import { SCORE } from '@/lib/redis/score';
import { confirm, db } from './action-fields';

/** What the actions on keys take: rows of `ACTION_INPUTS`. */

/** A value that is larger is not edited in a browser. */
export const MAX_EDITED_BYTES = 1_048_576;

/** Keys that somebody can choose at once: a page of rows and more. */
const MAX_KEYS = 1_000;

/** Longer than anybody waits: a hundred years. */
const MAX_SECONDS = 100 * 366 * 86_400;

/** As `bytesInput`, for what may be empty and long. */
const valueInput = z
  .string()
  // In base64 four characters hold three bytes.
  .max(Math.ceil((MAX_EDITED_BYTES * 4) / 3) + 100)
  .transform((wire, context) => {
    try {
      const bytes = fromWire(wire);
      if (bytes.length <= MAX_EDITED_BYTES) return bytes;
      context.addIssue({ code: 'custom', message: 'must not be larger than 1 MB' });
    } catch {
      context.addIssue({ code: 'custom', message: 'must be text, or base64: and base64url' });
    }
    return z.NEVER;
  })
  .describe('Text, or base64: and base64url; 1 MB at most.');

const key = bytesInput.describe('Its name.');
const onKey = { db, key, confirm };
const keys = z.array(key).min(1).max(MAX_KEYS);
const field = valueInput.describe('Its name.');
const member = valueInput;
const before = valueInput.describe('As it was shown: what has changed since is left alone.');
const after = valueInput.describe('What to write.');
const index = z.int().describe('0 is the first; -1 the last.');
const score = z
  .string()
  .max(40)
  .regex(SCORE, 'must be a number, -inf or +inf')
  .describe('As Redis writes it: inf is one.');
const scoreBefore = score.describe('As it was shown: what has changed since is left alone.');

const seconds = z.int().min(1).max(MAX_SECONDS).describe('From now.');

const matching = {
  db,
  match: bytesInput.describe('Glob: `user:*`.'),
  type: z.string().min(1).max(100).optional().describe('Only of this type, as TYPE says it.'),
  ttl: z.enum(TTL_CLASSES).optional().describe('Only those that have so long left.'),
  count: z
    .int()
    .min(0)
    .nullable()
    .describe('How many match, as GET …/keys/matching says: never more are touched. null: however many.'),
  pace: z
    .enum(['gentle', 'normal', 'fast'])
    .default('gentle')
    .describe('How much of the time Redis works on it.'),
  confirm,
};

export const KEY_ACTION_INPUTS = {
  'key.expire': z
    .strictObject({
      db,
      keys,
      confirm,
      seconds: seconds.optional(),
      at: z.int().min(0).max(8.64e15).optional().describe('Unix milliseconds; not in the past.'),
      condition: z
        .enum(['NX', 'XX', 'GT', 'LT'])
        .optional()
        .describe('Only where it has none, has one, or it becomes later or sooner (Redis 7.0).'),
    })
    .refine((input) => (input.seconds === undefined) !== (input.at === undefined), {
      error: 'is one of seconds and at',
      path: ['seconds'],
    }),
  'key.persist': z.strictObject(onKey),
  'key.rename': z.strictObject({
    ...onKey,
    to: bytesInput.describe('The new name.'),
    overwrite: z
      .boolean()
      .default(false)
      .describe('A key that has the new name already is removed; else nothing is done.'),
  }),
  'key.unlink': z.strictObject({ db, keys, confirm }),
  'key.edit': z.strictObject({
    ...onKey,
    part: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('string'), before, after }),
      z.strictObject({ type: z.literal('hash'), field, before, after }),
      z.strictObject({ type: z.literal('list'), index, before, after }),
      z.strictObject({ type: z.literal('zset'), member, before: scoreBefore, after: score }),
    ]),
  }),
  'element.add': z.strictObject({
    ...onKey,
    element: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('hash'), field, value: after }),
      z.strictObject({ type: z.literal('list'), end: z.enum(['first', 'last']), value: after }),
      z.strictObject({ type: z.literal('set'), member }),
      z.strictObject({ type: z.literal('zset'), member, score }),
    ]),
  }),
  'element.remove': z.strictObject({
    ...onKey,
    element: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('hash'), field, before: before.optional() }),
      z.strictObject({ type: z.literal('list'), index, before }),
      z.strictObject({ type: z.literal('set'), member }),
      z.strictObject({ type: z.literal('zset'), member, before: scoreBefore.optional() }),
      z.strictObject({ type: z.literal('stream'), id: streamId }),
    ]),
  }),
  'keys.unlink': z.strictObject(matching),
  'keys.expire': z.strictObject({
    ...matching,
    seconds,
    spreadSeconds: z
      .int()
      .min(0)
      .max(MAX_SECONDS)
      .default(0)
      .describe('Each gets up to so many more, by chance, so that not all expire at once.'),
  }),
  'bulk.cancel': z.strictObject({
    audit: z.int().positive().describe('The id that the action answered with.'),
    confirm,
  }),
};
