import { clientKind } from '@/lib/redis/client-flags';
import type { RedisClient } from '@/lib/redis/parse-client-list';
import type { KeptConnection } from './kept-connection';

/** What of a connection can change while it is open. */
export type Identity = Pick<KeptConnection, 'name' | 'user' | 'libName' | 'libVersion' | 'kind' | 'own'>;

/** A connection that is kept as open, by the id of its row. */
export type OpenConnection = Identity & { row: number; client: number };

/** A connection that was not there at the reading before. */
export type NewConnection = Identity & Pick<KeptConnection, 'client' | 'connectedAt' | 'addr'>;

/** What one reading changes. */
export interface ClientChanges {
  opened: NewConnection[];
  /** Another name, user, library or kind than before. */
  changed: (Identity & { row: number })[];
  /** Rows of those that are gone. */
  ended: number[];
}

/**
 * Compares a reading of CLIENT LIST with the connections that were open before it. Ids are unique until the server
 * restarts: after a restart `open` has to be empty.
 *
 * @param open what is kept as open
 * @param listed what the server lists now
 * @param own ids of the connections of this dashboard
 * @param at when the list was asked for, Unix milliseconds
 */
export function compareClients(
  open: readonly OpenConnection[],
  listed: readonly RedisClient[],
  own: ReadonlySet<number>,
  at: number,
): ClientChanges {
  const left = new Map(open.map((connection) => [connection.client, connection]));
  const changes: ClientChanges = { opened: [], changed: [], ended: [] };
  for (const client of listed) {
    const before = left.get(client.id);
    left.delete(client.id);
    const identity: Identity = {
      name: client.name,
      user: client.user,
      libName: client.libName,
      libVersion: client.libVersion,
      kind: clientKind(client.flags),
      // The connections of a dashboard that has just been restarted are still its own, though it knows them no more.
      own: own.has(client.id) || (before?.own ?? false),
    };
    if (!before) {
      const connectedAt = at - (client.ageSeconds ?? 0) * 1000;
      changes.opened.push({ ...identity, client: client.id, addr: client.addr, connectedAt });
    } else if (!isSame(before, identity)) changes.changed.push({ ...identity, row: before.row });
  }
  changes.ended = [...left.values()].map(({ row }) => row);
  return changes;
}

const isSame = (a: Identity, b: Identity): boolean =>
  a.name === b.name &&
  a.user === b.user &&
  a.libName === b.libName &&
  a.libVersion === b.libVersion &&
  a.kind === b.kind &&
  a.own === b.own;
