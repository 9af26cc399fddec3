import { z } from 'zod';
import { CLIENT_KINDS } from '@/lib/redis/client-flags';
import { count, nullableCount, text, unixMs } from './fields';
import { nodeFailureSchema } from './node-failure';

export const clientSchema = z.object({
  node: text,
  kind: z.enum(CLIENT_KINDS),
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

export const clientsSchema = z.object({
  at: unixMs,
  total: count,
  clients: z.array(clientSchema),
  failures: z.array(nodeFailureSchema),
});
export type ClientsResponse = z.infer<typeof clientsSchema>;
