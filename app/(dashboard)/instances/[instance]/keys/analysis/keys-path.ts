import { sectionPath } from '@/components/shell/sections';

/** The key browser with the keys of a prefix. @param glob as an answer carries it */
export function keysPath(instance: string, database: number, glob: string): string {
  const search = new URLSearchParams({ ...(database > 0 && { db: String(database) }), match: glob });
  return `${sectionPath(instance, 'keys')}?${search}`;
}
