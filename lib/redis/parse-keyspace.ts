import type { Info } from './parse-info';
import { parsePairs } from './parse-pairs';
import { number } from './reply';

/** One logical database that holds keys. */
export interface Keyspace {
  db: number;
  keys: number;
  /** Keys with an expiry. */
  expires: number;
  /** Mean time to live of a sample of the keys with an expiry; `null` where the server does not know it. */
  averageTtlMs: number | null;
  /** What else the line says: `subexpiry` (Redis 7.4), `keys_with_volatile_items` (Valkey 9), `hits` (Dragonfly). */
  extra: Record<string, number>;
}

const KNOWN = new Set(['keys', 'expires', 'avg_ttl']);

/**
 * Reads the `dbN:` lines of INFO keyspace, by name and never by position: versions insert fields.
 * @returns databases by number; an empty database has no line, so no entry either. Other lines of the section
 *   (Kvrocks prints sequence numbers and disk sizes there) are passed over.
 */
export function readKeyspace(info: Info): Keyspace[] {
  const databases: Keyspace[] = [];
  for (const [field, value] of Object.entries(info.fields)) {
    const match = /^db(\d+)$/.exec(field);
    if (!match) continue;
    const pairs = parsePairs(value);
    const averageTtlMs = number(pairs.get('avg_ttl'));
    databases.push({
      db: Number(match[1]),
      keys: number(pairs.get('keys')) ?? 0,
      expires: number(pairs.get('expires')) ?? 0,
      // 0 is "not sampled yet" on Redis, -1 "not supported" on Dragonfly.
      averageTtlMs: averageTtlMs !== null && averageTtlMs > 0 ? averageTtlMs : null,
      extra: extraOf(pairs),
    });
  }
  return databases.sort((a, b) => a.db - b.db);
}

function extraOf(pairs: Map<string, string>): Record<string, number> {
  const extra: Record<string, number> = {};
  for (const [name, value] of pairs) {
    const known = number(value);
    if (!KNOWN.has(name) && known !== null) extra[name] = known;
  }
  return extra;
}
