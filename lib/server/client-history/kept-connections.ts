import 'server-only';
import {
  compareClients,
  type Identity,
  type NewConnection,
  type OpenConnection,
} from '@/lib/client-history/compare-clients';
import { PACES_TO_PAUSE } from '@/lib/client-history/kept-connection';
import type { RedisClient } from '@/lib/redis/parse-client-list';
import { database } from '../database';

/** A node whose clients are kept, and the run of its server: ids begin anew with each. */
export interface ClientsOf {
  instance: string;
  node: string;
  runId: string;
}

/** One reading of CLIENT LIST. */
export interface ClientReading {
  /** When it was asked for, Unix milliseconds. */
  at: number;
  /** Milliseconds to the next one. */
  everyMs: number;
  clients: readonly RedisClient[];
  /** Ids of the connections of this dashboard. */
  own: ReadonlySet<number>;
}

/**
 * Keeps what a reading says in one transaction: what has come, changed and gone since the last one. What is open is
 * read from the file each time, so that a dashboard that was restarted goes on where it was.
 */
export function keepClients(of: ClientsOf, reading: ClientReading): void {
  const { at, everyMs, clients, own } = reading;
  database().transaction(() => {
    const node = openNode(of);
    dropFuture(node.id, at);
    const watch = lastWatch(node.id);
    if (node.runId !== of.runId) {
      endConnections(allOpen(node.id), watch?.toAt ?? at, at);
      database().prepare('UPDATE client_nodes SET run_id = ? WHERE id = ?').run(of.runId, node.id);
    }
    const changes = compareClients(openConnections(node.id), clients, own, at);
    endConnections(changes.ended, watch?.toAt ?? at, at);
    insertConnections(node.id, at, changes.opened);
    updateConnections(changes.changed);
    keepWatch(node.id, watch, at, everyMs);
  })();
}

function openNode({ instance, node, runId }: ClientsOf): { id: number; runId: string } {
  const known = database()
    .prepare('SELECT id, run_id AS runId FROM client_nodes WHERE instance = ? AND node = ?')
    .get(instance, node) as { id: number; runId: string } | undefined;
  if (known) return known;
  const { lastInsertRowid } = database()
    .prepare('INSERT INTO client_nodes (instance, node, run_id) VALUES (?, ?, ?)')
    .run(instance, node, runId);
  return { id: Number(lastInsertRowid), runId };
}

interface LastWatch {
  fromAt: number;
  toAt: number;
  everyMs: number;
}

const lastWatch = (node: number) =>
  database()
    .prepare(
      `SELECT from_at AS fromAt, to_at AS toAt, every_ms AS everyMs FROM client_watches
       WHERE node = ? ORDER BY from_at DESC LIMIT 1`,
    )
    .get(node) as LastWatch | undefined;

/** A clock that was set back: what is kept of later moments would count twice. */
function dropFuture(node: number, at: number): void {
  database().prepare('DELETE FROM client_watches WHERE node = ? AND from_at > ?').run(node, at);
  database().prepare('UPDATE client_watches SET to_at = ? WHERE node = ? AND to_at > ?').run(at, node, at);
}

/** Without a pause since the last reading its watch goes on: one row is changed, however many are connected. */
function keepWatch(node: number, last: LastWatch | undefined, at: number, everyMs: number): void {
  const goesOn = last && at - last.toAt <= PACES_TO_PAUSE * Math.max(last.everyMs, everyMs);
  if (goesOn)
    database()
      .prepare('UPDATE client_watches SET to_at = ?, every_ms = ? WHERE node = ? AND from_at = ?')
      .run(at, everyMs, node, last.fromAt);
  else
    database()
      .prepare('INSERT INTO client_watches (node, from_at, to_at, every_ms) VALUES (?, ?, ?, ?)')
      .run(node, at, at, everyMs);
}

const allOpen = (node: number) =>
  database()
    .prepare('SELECT id FROM client_connections WHERE node = ? AND gone_at IS NULL')
    .pluck()
    .all(node) as number[];

function openConnections(node: number): OpenConnection[] {
  const rows = database()
    .prepare(
      `SELECT id AS row, client, name, user, lib_name AS libName, lib_version AS libVersion, kind, own
       FROM client_connections WHERE node = ? AND gone_at IS NULL`,
    )
    .all(node) as (Omit<OpenConnection, 'own'> & { own: number })[];
  return rows.map((row) => ({ ...row, own: row.own === 1 }));
}

function endConnections(rows: readonly number[], lastSeenAt: number, goneAt: number): void {
  const end = database().prepare('UPDATE client_connections SET last_seen_at = ?, gone_at = ? WHERE id = ?');
  for (const row of rows) end.run(lastSeenAt, goneAt, row);
}

function insertConnections(node: number, at: number, opened: readonly NewConnection[]): void {
  const insert = database().prepare(
    `INSERT INTO client_connections
       (node, client, connected_at, seen_at, name, user, addr, lib_name, lib_version, kind, own)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const { client, connectedAt, addr, ...identity } of opened) {
    const { name, user, libName, libVersion, kind, own } = identity;
    insert.run(node, client, connectedAt, at, name, user, addr, libName, libVersion, kind, own ? 1 : 0);
  }
}

function updateConnections(changed: readonly (Identity & { row: number })[]): void {
  const update = database().prepare(
    `UPDATE client_connections SET name = ?, user = ?, lib_name = ?, lib_version = ?, kind = ?, own = ?
     WHERE id = ?`,
  );
  for (const { row, name, user, libName, libVersion, kind, own } of changed)
    update.run(name, user, libName, libVersion, kind, own ? 1 : 0, row);
}
