import { z } from 'zod';
import { bytesInput, databaseNumber, wireText } from '@/lib/patterns/wire';
import { refusalSchema } from '@/lib/schemas/refusal';
import { TTL_CLASSES } from './ttl-class';

/** What the key browser asks, and what it is answered. */

const text = z.string();
const count = z.number().int();
const unixMs = z.number().describe('Unix milliseconds');
const refused = z
  .record(text, refusalSchema)
  .describe('By command (`memory|usage`), what the user may not ask and the grant that is missing.');

const match = bytesInput
  .default('*')
  .describe(
    'Glob: `user:*`. A name without `*`, `?` and `[`, or with `\\` before each, is looked up straight away.',
  );
const type = z.string().min(1).max(100).optional().describe('As TYPE says it: `zset`, `ReJSON-RL`.');
const ttl = z
  .enum(TTL_CLASSES)
  .optional()
  .describe('What is left: within a minute, an hour, a day, or longer.');
const cursor = z.string().max(2_000).optional().describe('`cursor` of the page before: continue there.');

export const keysQuery = z.object({
  db: databaseNumber,
  match,
  type,
  ttl,
  cursor,
  count: z.coerce.number().int().min(1).max(500).default(100).describe('Keys wanted; a few more may come.'),
});

/** Milliseconds left, as PTTL says it. */
const ttlMs = z
  .number()
  .nullable()
  .describe('Milliseconds left at `at`; -1: never expires; null: not known (see `refused`).');

export const keyRowSchema = z.object({
  key: wireText,
  access: z
    .enum(['ok', 'denied', 'gone'])
    .describe(
      '`denied`: the ACL does not cover this name (one that was looked up may not even be there); ' +
        '`gone`: it went between SCAN and the look at it.',
    ),
  type: text.nullable(),
  ttlMs,
  bytes: count.nullable().describe('MEMORY USAGE with its default samples.'),
  length: count.nullable().describe('Bytes of a string, elements of anything else.'),
});
export type KeyRow = z.infer<typeof keyRowSchema>;

/** What a page of a walk over the keyspace says of the walk. */
const walkFields = {
  at: unixMs,
  database: count,
  databases: z.array(z.object({ database: count, keys: count })).describe('Those that hold keys.'),
  scanned: count.describe('Names looked over since the walk began, about.'),
  total: count.nullable().describe('Names there are, about; null: not known.'),
  cursor: text.nullable().describe('Continue with this; null: everything has been looked over.'),
  stopped: z
    .enum(['end', 'count', 'budget'])
    .describe('Why the page ends: at the end, since it is full, or since the work for one page is done.'),
  failures: z
    .array(z.object({ node: text, code: text, message: text }))
    .describe('Nodes that could not be asked; the walk goes on without them.'),
};

export const keysSchema = z.object({
  ...walkFields,
  exact: z.boolean().describe('The name was looked up, not searched for.'),
  keys: z.array(keyRowSchema).describe('In the order of SCAN: none. No name twice in a page.'),
  unsorted: count.describe('Names of this page that match, but whose type or time left the ACL keeps back.'),
  lengths: z
    .boolean()
    .describe('Whether lengths were asked: not where asking would keep keys from being evicted.'),
  refused,
});
export type KeysResponse = z.infer<typeof keysSchema>;

export const keyTreeQuery = z.object({
  db: databaseNumber,
  prefix: bytesInput.optional().describe('Names that begin so, byte by byte; left out: all names.'),
  separator: bytesInput
    .default(':')
    .refine((bytes) => bytes.length <= 8, { error: 'must have 1 to 8 bytes' })
    .describe('What ends a level.'),
  cursor,
});

export const branchSchema = z.object({
  label: wireText.describe('The next part of the name.'),
  prefix: wireText.describe('With the separator: what to ask for next.'),
  key: wireText.describe('Without it: the name of the key that may be there.'),
  keys: count.describe('Names below it that this page found: to be added up.'),
  isKey: z.boolean().describe('Whether a key of the very name was found.'),
});
export type Branch = z.infer<typeof branchSchema>;

export const keyTreeSchema = z.object({
  ...walkFields,
  prefix: wireText,
  separator: wireText,
  branches: z.array(branchSchema).describe('One level below the prefix, in no order.'),
});
export type KeyTreeResponse = z.infer<typeof keyTreeSchema>;

export const keyQuery = z.object({ db: databaseNumber, key: bytesInput.describe('Its name.') });

export const keyMetaSchema = z.object({
  at: unixMs.describe("The server's present, in Unix milliseconds."),
  database: count,
  key: wireText,
  access: z.enum(['ok', 'denied']).describe('`denied`: the ACL does not cover this name.'),
  type: text.nullable(),
  encoding: text.nullable().describe('OBJECT ENCODING'),
  expiresAt: unixMs.nullable().describe('Unix milliseconds; null: never, or not known.'),
  expires: z.boolean().nullable().describe('Whether it does; null: not known.'),
  bytes: count.nullable().describe('MEMORY USAGE with its default samples.'),
  length: count.nullable().describe('Bytes of a string, elements of anything else.'),
  idleSeconds: count.nullable().describe('OBJECT IDLETIME; null under an LFU policy.'),
  frequency: count.nullable().describe('OBJECT FREQ, a logarithm up to 255; null but under an LFU policy.'),
  policy: text.nullable().describe('maxmemory-policy'),
  node: text,
  slot: count.nullable().describe('In a Cluster.'),
  fieldTtls: z.boolean().describe('A hash whose fields may expire, on a server that can do so.'),
  touches: z
    .boolean()
    .describe('Looking makes the key look used, since the server or the ACL lacks CLIENT NO-TOUCH.'),
  thing: z
    .object({ id: text, title: text, pattern: text })
    .nullable()
    .describe('What it belongs to, where Analytics knows already.'),
  refused,
});
export type KeyMetaResponse = z.infer<typeof keyMetaSchema>;

/** Names chosen in the browser, as a JSON array of names as they stand in answers. */
const chosen = z
  .string()
  .max(100_000)
  .transform((json, context): unknown => {
    try {
      return JSON.parse(json);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be a JSON array of key names' });
      return z.NEVER;
    }
  })
  .pipe(z.array(bytesInput).min(1).max(1_000));

export const exportQuery = z.object({
  db: databaseNumber,
  match,
  type,
  ttl,
  keys: chosen.optional().describe('Only these: a JSON array of names. `match` is left aside.'),
});

/** One line of an export: a key, a key that could not be read, or the summary that ends it. */
export const exportLineSchema = z.union([
  z.object({
    key: wireText,
    type: text,
    expiresAt: unixMs.nullable().describe('Unix milliseconds; null: never.'),
    dump: text.describe('DUMP as base64: what RESTORE takes.'),
  }),
  z.object({ key: wireText, error: refusalSchema }),
  z.object({
    summary: z.object({
      exported: count,
      failed: count,
      complete: z.boolean().describe('Whether every node was looked over to the end.'),
      failures: walkFields.failures,
    }),
  }),
]);
export type ExportLine = z.infer<typeof exportLineSchema>;
