import 'server-only';
import { setImmediate } from 'node:timers/promises';
import type { KeptConnection, Watch } from '@/lib/client-history/kept-connection';
import { database } from '../database';

/** Whose connections: of an instance, or of one node of it. */
export interface Whose {
  instance: string;
  node?: string;
  /** Whether those of this dashboard are among them. */
  own: boolean;
}

/** So many rows are read before others get their turn. */
const AT_ONCE = 10_000;

const NODES = 'n.instance = @instance AND (@node IS NULL OR n.node = @node)';

type Row = Omit<KeptConnection, 'own'> & { own: number; id: number };

/**
 * The connections that were open at some moment of a span, both ends in Unix milliseconds; in order of their rows.
 */
export async function readConnections(
  { instance, node, own }: Whose,
  span: { from: number; to: number },
): Promise<KeptConnection[]> {
  const select = database().prepare(
    `SELECT c.id, n.node, c.client, c.connected_at AS connectedAt, c.seen_at AS seenAt,
            c.last_seen_at AS lastSeenAt, c.gone_at AS goneAt, c.name, c.user, c.addr,
            c.lib_name AS libName, c.lib_version AS libVersion, c.kind, c.own
     FROM client_connections c JOIN client_nodes n ON n.id = c.node
     WHERE c.id > @after AND ${NODES} AND (@own = 1 OR c.own = 0)
       AND (c.seen_at <= @to OR c.connected_at <= @to) AND (c.gone_at IS NULL OR c.gone_at > @from)
     ORDER BY c.id LIMIT ${AT_ONCE}`,
  );
  const connections: KeptConnection[] = [];
  for (let after = 0; ;) {
    const rows = select.all({
      ...{ instance, node: node ?? null, own: own ? 1 : 0, after },
      ...span,
    }) as Row[];
    for (const { id, ...row } of rows) {
      connections.push({ ...row, own: row.own === 1 });
      after = id;
    }
    if (rows.length < AT_ONCE) return connections;
    await setImmediate();
  }
}

/** When the clients of an instance, or of one node of it, were read; in order of time. */
export function readWatches({ instance, node }: Omit<Whose, 'own'>): Watch[] {
  return database()
    .prepare(
      `SELECT n.node, w.from_at AS "from", w.to_at AS "to", w.every_ms AS everyMs
       FROM client_watches w JOIN client_nodes n ON n.id = w.node WHERE ${NODES} ORDER BY w.from_at`,
    )
    .all({ instance, node: node ?? null }) as Watch[];
}

/** How many connections of an instance are kept, and since when, in Unix milliseconds. */
export const connectionsCost = (instance: string): { connections: number; oldestAt: number | null } =>
  database()
    .prepare(
      `SELECT
         (SELECT count(*) FROM client_nodes n JOIN client_connections c ON c.node = n.id
          WHERE n.instance = @instance) AS connections,
         (SELECT min(w.from_at) FROM client_nodes n JOIN client_watches w ON w.node = n.id
          WHERE n.instance = @instance) AS oldestAt`,
    )
    .get({ instance }) as { connections: number; oldestAt: number | null };
