import 'server-only';
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
