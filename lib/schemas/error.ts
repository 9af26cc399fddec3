import { z } from 'zod';
import { text } from './fields';

export const errorSchema = z.object({
  error: z.object({
    code: text,
    message: text,
    remedy: text.optional(),
    line: text.optional().describe('A line to paste.'),
    details: z.record(text, z.unknown()).optional(),
  }),
});
