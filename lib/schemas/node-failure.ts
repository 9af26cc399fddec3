import { z } from 'zod';
import { text } from './fields';

/** Something that went wrong at one node while the others answered. */
export const nodeFailureSchema = z.object({ node: text, code: text, message: text });
