import { z } from 'zod';
import { wireText } from '@/lib/patterns/wire';
import { CONTENT_VIEWS } from './content-views';
import { shownValue } from './shown-value';

/** What the pages of every kind of content are made of. */

const view = z.enum(CONTENT_VIEWS);

/** That each of them begins with. */
export const everyPage = {
  at: z.number().describe('Unix milliseconds'),
  database: z.number(),
  key: wireText,
  type: z.string().describe('As TYPE says it.'),
  view,
  views: z.array(view).describe('Ways to read this key, the one that fits best first.'),
};

/** A name or member: how it is addressed, and how it reads. */
export const element = {
  name: wireText.nullable().describe('As queries and actions take it; null: too long for them.'),
  shown: shownValue,
};

export const moment = z.number().nullable().describe('Unix milliseconds; null: unknown.');
export const nextOffset = z
  .number()
  .nullable()
  .describe('Pass it as `offset` for the next page; null: the end.');
export const nextCursor = z
  .string()
  .nullable()
  .describe('Pass it as `cursor` for the next page; null: the end.');
export const cutShort = z
  .boolean()
  .describe('The page has fewer elements than asked for, since they are large or few of them match.');
