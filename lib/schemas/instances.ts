import { z } from 'zod';
import { text, unixMs } from './fields';
import { valuesSchema } from './samples';

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
  running: z
    .array(z.object({ kind: z.enum(['save', 'rewrite']), from: unixMs }))
    .describe('Saves and AOF rewrites under way, and since when.'),
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
