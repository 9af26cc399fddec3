import { z } from 'zod';

/** What the inputs of many actions share. */

export const confirm = z
  .string()
  .max(100)
  .optional()
  .describe('What the confirmation asks to type, where it asks.');

export const db = z.int().min(0).max(9_999).default(0).describe('The database.');
