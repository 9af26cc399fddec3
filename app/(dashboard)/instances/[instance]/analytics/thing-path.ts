import type { PatternId } from '@/lib/patterns/pattern-ids';

/** The address of a thing's page. */
export const thingPath = (instance: string, pattern: PatternId, thing: string, database: number): string => {
  const search = new URLSearchParams({ thing, ...(database > 0 && { db: String(database) }) });
  return `/instances/${instance}/analytics/${pattern}?${search}`;
};
