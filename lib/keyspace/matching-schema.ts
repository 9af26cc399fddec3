import { z } from 'zod';
import { wireText } from '@/lib/patterns/wire';
import { keysQuery, keysSchema } from './keys-schema';

/** What an action on all keys that match would touch: asked page by page, and added up. */

export const matchingQuery = keysQuery.omit({ count: true });

const WALK = {
  at: true,
  database: true,
  databases: true,
  scanned: true,
  total: true,
  cursor: true,
  stopped: true,
  failures: true,
} as const;

export const matchingSchema = keysSchema.pick(WALK).extend({
  matched: z.number().int().describe('Keys that match, of those that this page looked over: to be added up.'),
  sample: z.array(wireText).describe('Some of their names.'),
  unsorted: z
    .number()
    .int()
    .describe('Names that match, but whose type or time left the ACL keeps back: they would not be touched.'),
});
export type MatchingResponse = z.infer<typeof matchingSchema>;
