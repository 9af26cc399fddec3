import { z } from 'zod';
import { text, unixMs } from './fields';
import { refusalSchema } from './refusal';

export const persistenceSchema = z.object({
  node: text,
  at: unixMs,
  rdb: z.object({
    savedAt: unixMs.nullable(),
    changesSinceSave: z.number().nullable(),
    inProgress: z.boolean(),
    currentSeconds: z.number().nullable(),
    progress: z.number().nullable().describe('0…1 of the keys; null where the version does not say.'),
    lastSucceeded: z.boolean().nullable(),
    lastSeconds: z.number().nullable(),
    lastCopyOnWriteBytes: z.number().nullable(),
    savePoints: text.nullable().describe('The `save` setting; null where CONFIG GET is refused.'),
  }),
  aof: z.object({
    enabled: z.boolean().nullable(),
    rewriteInProgress: z.boolean(),
    rewriteScheduled: z.boolean(),
    currentSeconds: z.number().nullable(),
    lastRewriteSucceeded: z.boolean().nullable(),
    lastRewriteSeconds: z.number().nullable(),
    lastWriteSucceeded: z.boolean().nullable(),
    lastCopyOnWriteBytes: z.number().nullable(),
    sizeBytes: z.number().nullable(),
    baseSizeBytes: z.number().nullable(),
    pendingFsyncs: z.number().nullable(),
    delayedFsyncs: z.number().nullable(),
    appendfsync: text.nullable(),
  }),
  lastForkUs: z.number().nullable(),
  loading: z.boolean(),
  refused: z.record(text, refusalSchema),
});
export type PersistenceResponse = z.infer<typeof persistenceSchema>;
