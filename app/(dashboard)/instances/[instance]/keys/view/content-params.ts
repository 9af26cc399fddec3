import { parseAsInteger, parseAsString, parseAsStringLiteral, type inferParserType } from 'nuqs/server';
import { CONTENT_VIEWS } from '@/lib/keyspace/content-views';

/** What is asked of a key's content, under the names of its query. */
export const contentParams = {
  view: parseAsStringLiteral(CONTENT_VIEWS),
  offset: parseAsInteger,
  cursor: parseAsString,
  order: parseAsStringLiteral(['forwards', 'backwards'] as const),
  match: parseAsString,
  find: parseAsString,
  min: parseAsString,
  max: parseAsString,
  open: parseAsString,
  group: parseAsString,
  consumer: parseAsString,
  after: parseAsString,
  path: parseAsString,
  from: parseAsInteger,
  to: parseAsInteger,
  raw: parseAsStringLiteral(['base64'] as const),
};
export type ContentAsked = inferParserType<typeof contentParams>;

/** The first page of everything: where another view begins. */
export const NOTHING_ASKED = Object.fromEntries(Object.keys(contentParams).map((name) => [name, null])) as {
  [Name in keyof ContentAsked]: null;
};

/** What the content is asked with: `/keys/content`, the same on the server and in the browser. */
export const contentQuestion = (db: number, key: string, asked: ContentAsked): Record<string, string> => ({
  db: String(db),
  key,
  ...Object.fromEntries(
    Object.entries(asked)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, String(value)]),
  ),
});
