import { z } from 'zod';
import { wireText } from '../wire';
import { VARIANTS, type SessionVariant } from './variants';

/** What the page of sessions shows. Nothing of what a session holds is in it but whose, when and from where. */

const unixMs = z.number().nullable().describe('Unix milliseconds; null: unknown.');

export const sessionRow = z.object({
  key: wireText.describe('The whole key, by which actions name it. Show `id` instead: others look on.'),
  id: z.string().describe('The first and last characters of the session’s id.'),
  user: wireText.nullable(),
  createdAt: unixMs,
  lastSeenAt: unixMs,
  expiresAt: unixMs.describe('When it ends by its own word, whatever the key’s TTL.'),
  ttlMs: z.number().nullable().describe('null: the key never expires.'),
  variant: z.enum(Object.keys(VARIANTS) as [SessionVariant, ...SessionVariant[]]),
  form: z.string().describe('The variant for people: "JSON with last_accessed".'),
  binary: z.boolean(),
  ip: z.string().nullable(),
  agent: z.string().nullable().describe('Shortened: "Firefox, Linux".'),
  sizeBytes: z.number().nullable().describe('Of a string.'),
  fields: z.number().nullable().describe('How many fields a hash has.'),
  extendable: z.boolean().describe('Whether a longer TTL means a longer session.'),
});
export type SessionRow = z.infer<typeof sessionRow>;

const bars = z
  .array(z.object({ underMs: z.number().nullable(), sessions: z.number() }))
  .describe('Each bar begins where the one before ends; null: any longer.');

export const sessionSample = z.object({
  looked: z.number().describe('Sessions that were read for this.'),
  of: z.number().describe('Sessions in all, see `total`.'),
  users: z.number().describe('Different users among them.'),
  topUsers: z.array(z.object({ user: wireText, sessions: z.number() })),
  withoutTtl: z.number(),
  ended: z.number().describe('Past their end by their own word, and still there.'),
  variants: z.array(z.object({ variant: z.string(), form: z.string(), sessions: z.number() })),
  age: bars,
  lastSeen: bars,
  ttl: bars,
});
export type SessionSample = z.infer<typeof sessionSample>;

export const indexDrift = z.object({
  indexes: z.number().describe('Indexes in all, by the last scan.'),
  looked: z.number().describe('Indexes that were looked at.'),
  members: z.number().describe('Members that were looked at.'),
  gone: z.number().describe('Those of them whose session is gone.'),
  rows: z.array(
    z.object({
      key: wireText,
      user: wireText,
      size: z.number().describe('Members in all.'),
      looked: z.number(),
      gone: z.number(),
      ttlMs: z.number().nullable().describe('null: the index never expires.'),
    }),
  ),
});
export type IndexDrift = z.infer<typeof indexDrift>;
