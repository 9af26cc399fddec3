import 'server-only';
import { setImmediate } from 'node:timers/promises';
import { database } from '../database';

const DAY_MS = 86_400_000;

/** How long connections that have ended are kept, and how many of an instance: a row is about 120 bytes. */
export const KEPT_DAYS = 30;
export const MOST_ENDED = 100_000;

/**
 * Forgets what is too old, and the oldest where there are too many. Watches are cut at the same moment, so that what
 * is forgotten reads as "not watched" and never as "nobody was there".
 *
 * @param now Unix milliseconds
 * @param mostEnded how many ended connections stay
 */
export function forgetConnections(instance: string, now: number, mostEnded = MOST_ENDED): void {
  database().transaction(() => {
    const nodes = '(SELECT id FROM client_nodes WHERE instance = @instance)';
    const surplus = database()
      .prepare(
        `SELECT gone_at FROM client_connections WHERE node IN ${nodes} AND gone_at IS NOT NULL
         ORDER BY gone_at DESC LIMIT 1 OFFSET @mostEnded`,
      )
      .pluck()
      .get({ instance, mostEnded }) as number | undefined;
    const cut = Math.max(now - KEPT_DAYS * DAY_MS, surplus ?? 0);
    for (const statement of [
      `DELETE FROM client_connections WHERE node IN ${nodes} AND gone_at <= @cut`,
      `DELETE FROM client_watches WHERE node IN ${nodes} AND to_at <= @cut`,
      `UPDATE client_watches SET from_at = @cut WHERE node IN ${nodes} AND from_at < @cut`,
      // A node that is gone for good takes along what was open when it went.
      `DELETE FROM client_nodes WHERE instance = @instance AND id NOT IN (SELECT node FROM client_watches)`,
    ])
      database().prepare(statement).run({ instance, cut });
  })();
}

/** So many rows go before others get their turn. */
const AT_ONCE = 5_000;

/**
 * Forgets who was connected to an instance so far; who is connected now is new to the next reading.
 * @returns how many connections that were
 */
export async function forgetAllConnections(instance: string): Promise<number> {
  const nodes = '(SELECT id FROM client_nodes WHERE instance = @instance)';
  const newest = database().prepare('SELECT max(id) FROM client_connections').pluck().get() as number | null;
  // First of all, so that what is half deleted reads as "not watched".
  database().prepare(`DELETE FROM client_watches WHERE node IN ${nodes}`).run({ instance });
  const remove = database().prepare(
    `DELETE FROM client_connections WHERE id IN (
       SELECT id FROM client_connections WHERE node IN ${nodes} AND id <= @newest LIMIT ${AT_ONCE})`,
  );
  for (let connections = 0; ;) {
    const { changes } = remove.run({ instance, newest: newest ?? 0 });
    connections += changes;
    if (changes < AT_ONCE) return connections;
    await setImmediate();
  }
}
