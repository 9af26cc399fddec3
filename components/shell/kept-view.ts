import { viewParams } from '@/lib/search-params';

/**
 * What of a page's URL goes along to the next page of the instance: the time that it shows and the node, so that one
 * moment can be looked at from all sides.
 *
 * @returns a query with its question mark; nothing where all is as usual
 */
export function keptView(search: { get: (name: string) => string | null }): string {
  const kept = new URLSearchParams();
  for (const name of Object.keys(viewParams)) {
    const value = search.get(name);
    if (value !== null) kept.set(name, value);
  }
  return kept.size === 0 ? '' : `?${kept.toString().replaceAll('%3A', ':')}`;
}
