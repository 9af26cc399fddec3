import type { Grouping } from '@/lib/group-clients';

/** The column of the table of connections that holds what was grouped by. */
const COLUMN_OF: Record<Grouping, string> = {
  name: 'name',
  user: 'user',
  address: 'addr',
  library: 'lib-name',
  database: 'db',
};

/** The filter of a table of connections that leaves one group. */
export function filterFor(key: string, by: Grouping): string {
  // "(no name)" is our word, not the server's.
  if (key.startsWith('(')) return '';
  const word = by === 'library' ? key.split(' ')[0]! : key.replace(/\*$/, '');
  const operator = by === 'database' || by === 'user' ? '=' : ':';
  return `${COLUMN_OF[by]}${operator}${/\s/.test(word) ? `"${word}"` : word}`;
}
