import type { inferParserType } from 'nuqs/server';
import { globOfPrefix } from '@/lib/keyspace/glob';
import { fromWire, toWire } from '@/lib/patterns/bytes';
import type { keysParams } from '@/lib/search-params';

type Asked = inferParserType<typeof keysParams>;

/** Rows of a page: what fits into one answer at once and is a while to read. */
const ROWS = 200;

/** The glob of what is listed: what was typed, or the chosen branch of the tree. @throws where the address is no name */
export function globOf({ layout, match, prefix }: Pick<Asked, 'layout' | 'match' | 'prefix'>): string {
  if (layout === 'list') return match === '' ? '*' : match;
  return toWire(globOfPrefix(fromWire(prefix)));
}

/** What the list asks of `/keys`, the same on the server and in the browser. */
export const keysQuestion = (asked: Asked): Record<string, string> => ({
  db: String(asked.db),
  match: globOf(asked),
  ...(asked.type && { type: asked.type }),
  ...(asked.ttl && { ttl: asked.ttl }),
  count: String(ROWS),
});

/** What a level of the tree asks of `/keys/tree`. @param prefix as the API names it */
export const treeQuestion = ({ db, separator }: Asked, prefix: string): Record<string, string> => ({
  db: String(db),
  ...(prefix !== '' && { prefix }),
  separator,
});
