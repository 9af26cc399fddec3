import type { ClientKind } from '@/lib/redis/client-flags';

/** One connection to a node as readings of CLIENT LIST have shown it. Times are Unix milliseconds. */
export interface KeptConnection {
  node: string;
  /** Unique until the server restarts. */
  client: number;
  /** When it was opened, by its age: to the second, also where that was between two readings. */
  connectedAt: number;
  /** The first reading that listed it. */
  seenAt: number;
  /** The last reading that listed it; `null` while it is open. */
  lastSeenAt: number | null;
  /** The reading after that one, which did not; `null` while it is open. */
  goneAt: number | null;
  addr: string;
  /** Name, user and library as they were last. */
  name: string;
  user: string | null;
  libName: string | null;
  libVersion: string | null;
  kind: ClientKind;
  /** A connection of this dashboard. */
  own: boolean;
}

/** A span in which the clients of a node were read without a pause, from its first reading to its last. */
export interface Watch {
  node: string;
  from: number;
  to: number;
  /** Milliseconds between its latest readings. */
  everyMs: number;
}

/** So many paces without a reading are a pause: what came and went in it is not known. */
export const PACES_TO_PAUSE = 2.5;

/** A reading comes with a poll, and may be late by one: until then the one before counts. */
const PACES_TO_COUNT = 1.5;

/**
 * Until when what a watch has shown counts: what a reading lists is taken to be so until the next one.
 * @param now Unix milliseconds
 */
export const endOf = ({ to, everyMs }: Watch, now: number): number =>
  Math.max(to, Math.min(to + PACES_TO_COUNT * everyMs, now));
