import { z } from 'zod';
import { count, nullableCount, text, unixMs } from './fields';

export const auditEntrySchema = z.object({
  id: count,
  at: unixMs,
  instance: text,
  person: text,
  address: text,
  action: text,
  input: z.unknown(),
  outcome: z.enum(['intended', 'running', 'done', 'failed', 'denied']),
  finishedAt: unixMs.nullable(),
  error: z.object({ code: text, message: text }).nullable(),
  result: z.unknown(),
});

export const auditSchema = z.object({
  entries: z.array(auditEntrySchema),
  before: nullableCount.describe('Pass it as `before` for the next page; null at the end.'),
});

export type AuditResponse = z.infer<typeof auditSchema>;
