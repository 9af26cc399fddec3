import { z } from 'zod';
import { text } from './fields';
import { refusalSchema } from './refusal';
import { valuesSchema } from './samples';

export const memorySchema = z.object({
  node: text,
  values: valuesSchema,
  maxmemoryPolicy: text.nullable(),
  stats: z.array(z.object({ name: text, value: z.union([z.number(), text]) })).nullable(),
  doctor: text.nullable(),
  refused: z.record(text, refusalSchema).describe('By command, what could not be read and why.'),
});
export type MemoryResponse = z.infer<typeof memorySchema>;
