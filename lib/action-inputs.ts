import { z } from 'zod';
import type { ActionId } from './actions';

/**
 * What each action takes: the schemas that its route checks with and the OpenAPI document is made from. Beside
 * `lib/actions.ts`, whose buttons need no schema, so that browsers need not load what reads them.
 */

const node = z
  .string()
  .max(300)
  .optional()
  .describe('The node; may be left out where the instance has one primary.');
const confirm = z.string().max(100).optional().describe('What the confirmation asks to type, where it asks.');
const onNode = z.strictObject({ node, confirm });

const clientId = z.int().positive().describe('The id in CLIENT LIST.');
const client = { node: z.string().max(300), id: clientId };

/** At most this many clients in one request: enough for a filter's worth, bounded for the server's sake. */
export const MAX_CLIENTS_PER_KILL = 10_000;

export const ACTION_INPUTS = {
  'client.kill': z.strictObject({
    clients: z.array(z.strictObject(client)).min(1).max(MAX_CLIENTS_PER_KILL),
    confirm,
  }),
  'client.unblock': z.strictObject({ ...client, confirm }),
  'snapshot.save': onNode,
  'aof.rewrite': onNode,
  'slowlog.reset': onNode,
  'memory.purge': onNode,
  'instance.reconnect': z.strictObject({ confirm }),
  'login.revoke': z.strictObject({ sid: z.uuid(), confirm }),
} as const satisfies Record<ActionId, z.ZodType>;

export type ActionInput<Id extends ActionId> = z.infer<(typeof ACTION_INPUTS)[Id]>;
