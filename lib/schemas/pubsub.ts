import { z } from 'zod';
import { wireText } from '@/lib/patterns/wire';
import { count, nullableCount, text, unixMs } from './fields';
import { nodeFailureSchema } from './node-failure';
import { refusalSchema } from './refusal';

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
