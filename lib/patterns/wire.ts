import { z } from 'zod';
import { fromWire } from './bytes';

/** A key, member or field that a caller names: text, or `base64:…` for what is no text. It arrives as bytes. */
export const bytesInput = z
  .string()
  .min(1)
  .max(20_000)
  .transform((wire, context) => {
    try {
      return fromWire(wire);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be text, or base64: and base64url' });
      return z.NEVER;
    }
  });

/** The same in an answer. */
export const wireText = z.string().describe('Text; what is no UTF-8, as base64: and base64url.');

/** The logical database, of which a Cluster has but one. */
export const databaseNumber = z.coerce.number().int().min(0).max(9_999).default(0).describe('The database.');

/** Where a page of a long list begins, and how long it is. */
export const pageQuery = {
  offset: z.coerce.number().int().min(0).max(1e9).default(0),
  count: z.coerce.number().int().min(1).max(500).default(50),
};
