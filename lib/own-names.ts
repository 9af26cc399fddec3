/**
 * The names of this dashboard's own connections, by CLIENT SETNAME: what reads in the background, what asks as a
 * person, and what scans for an analysis.
 */
export const OWN_NAMES = {
  collector: 'hitrate-collector',
  user: 'hitrate-user',
  analysis: 'hitrate-analysis',
} as const;

const NAMES: ReadonlySet<string> = new Set(Object.values(OWN_NAMES));

/** Whether a connection of this name is a dashboard's own, where its id is not known any more. */
export const isOwnName = (name: string | null): boolean => name !== null && NAMES.has(name);
