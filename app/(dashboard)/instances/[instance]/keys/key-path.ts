import { sectionPath } from '@/components/shell/sections';

/** The address of one key's page. @param key as the API names it */
export function keyPath(instance: string, database: number, key: string): string {
  const search = new URLSearchParams({ ...(database > 0 && { db: String(database) }), key });
  return `${sectionPath(instance, 'keys')}/view?${search}`;
}

/** The address of the tree with a branch chosen. @param prefix as the API names it, with its last separator */
export function branchPath(instance: string, database: number, prefix: string, separator = ':'): string {
  const search = new URLSearchParams({
    ...(database > 0 && { db: String(database) }),
    layout: 'tree',
    ...(prefix !== '' && { prefix }),
    ...(separator !== ':' && { separator }),
  });
  return `${sectionPath(instance, 'keys')}?${search}`;
}
