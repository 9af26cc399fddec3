import { z } from 'zod';
import { text } from './fields';

/** A part of a page that the person's user may not see. */
export const refusalSchema = z.object({ code: text, message: text, line: text.optional() });
export type Refusal = z.infer<typeof refusalSchema>;
