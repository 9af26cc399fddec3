import { groupBy } from './group-by';
import { endOf, type KeptConnection, type Watch } from './kept-connection';

/** A connection at a moment. */
export interface ConnectedThen extends KeptConnection {
  /** Whether it was open for certain, or had been closed at most one reading before the moment. */
  certainty: 'open' | 'closing';
}

/**
 * Which connections were open at a moment.
 *
 * @param connections of the nodes that are asked about
 * @param watches of the same nodes, in order of time
 * @param at the moment, Unix milliseconds
 * @param now Unix milliseconds
 * @returns also what was opened since the reading before: the age that the next one tells says so. Where nobody
 *   watched at the moment, those that were there before and after it; the others are not known
 */
export function whoWasConnected(
  connections: readonly KeptConnection[],
  watches: readonly Watch[],
  at: number,
  now: number,
): ConnectedThen[] {
  const lastWatches = new Map(
    [...groupBy(watches, ({ node }) => node)].map(([node, all]) => [node, all.at(-1)!]),
  );
  return connections.flatMap((connection): ConnectedThen[] => {
    const { node, connectedAt, seenAt, lastSeenAt, goneAt } = connection;
    // By a second, since ages are whole seconds: what a reading lists was there at the reading.
    if (connectedAt > at && seenAt > at) return [];
    if (goneAt !== null) {
      if (goneAt <= at) return [];
      return [{ ...connection, certainty: lastSeenAt !== null && lastSeenAt >= at ? 'open' : 'closing' }];
    }
    const last = lastWatches.get(node);
    return last && endOf(last, now) >= at ? [{ ...connection, certainty: 'open' }] : [];
  });
}

/** The nodes that somebody watched at a moment. */
export const watchedAt = (watches: readonly Watch[], at: number, now: number): ReadonlySet<string> =>
  new Set(watches.filter((watch) => watch.from <= at && endOf(watch, now) >= at).map(({ node }) => node));
