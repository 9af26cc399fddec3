import { z } from 'zod';
import { SLOWLOG_KINDS } from '@/lib/redis/slowlog-kinds';
import type { Read } from './reads';
import { fingerprintsSchema, slowlogSchema } from '@/lib/schemas/slowlog';

const unixMs = z.coerce.number().int().min(0);
const span = z.coerce
  .number()
  .int()
  .min(1_000)
  .max(366 * 86_400_000);

/** Which log, of which nodes, and which span of it. */
const log = {
  node: z.string().max(300).optional().describe('One node; left out: the whole instance.'),
  kind: z
    .enum(SLOWLOG_KINDS)
    .default('slow')
    .describe('large-request and large-reply: COMMANDLOG of Valkey 8.1, which needs commandlog|get.'),
  fingerprint: z.string().min(1).max(2_000).optional().describe('Only this one; left out: all.'),
  command: z
    .string()
    .min(1)
    .max(200)
    .toLowerCase()
    .optional()
    .describe('Only this one: `hgetall`, `client|list`; of `client` all its subcommands.'),
  own: z.enum(['0', '1']).default('1').describe('0 leaves out what this dashboard itself has sent.'),
};

/** What may be asked of the slow log, for `READS`. */
export const SLOWLOG_READS = {
  slowlog: {
    path: '/slowlog',
    summary: 'The slow log of every node as it is kept, newest first',
    needs: ['slowlog|get'],
    query: z.object({
      ...log,
      from: unixMs.optional().describe('Unix milliseconds; default `span` before now.'),
      to: unixMs.optional().describe('Unix milliseconds; default now.'),
      span: span.optional().describe('Milliseconds; left out as `from` is: from the oldest entry.'),
      count: z.coerce
        .number()
        .int()
        .min(1)
        .max(1024)
        .default(128)
        .describe('Entries of a page. Those of nodes whose log is not kept come with the first page.'),
      cursor: z
        .string()
        .regex(/^\d{1,15}-\d{1,15}$/, 'must be the `next` of a page')
        .optional(),
      values: z
        .enum(['0', '1'])
        .default('0')
        .describe(
          '1 shows the values in commands whose keys you may read; passwords stay masked in any case.',
        ),
    }),
    response: slowlogSchema,
  },
  fingerprints: {
    path: '/slowlog/fingerprints',
    summary: 'Slow commands by shape over a span: what the time went to',
    needs: ['slowlog|get'],
    query: z.object({
      ...log,
      from: unixMs.optional().describe('Unix milliseconds; default `span` before `to`.'),
      to: unixMs.optional().describe('Unix milliseconds; default now.'),
      span: span.default(86_400_000).describe('Milliseconds before `to`, where `from` is left out.'),
      points: z.coerce
        .number()
        .int()
        .min(2)
        .max(2000)
        .default(120)
        .describe('Steps of the history, at most.'),
    }),
    response: fingerprintsSchema,
  },
} as const satisfies Record<string, Read>;
