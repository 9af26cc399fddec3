import 'server-only';
import { readKeyspace } from '@/lib/redis/parse-keyspace';
import type { Access } from '../access';

/** Keys by logical database, in all primaries together, by the collector's INFO: it costs nothing more. */
function keysByDatabase(access: Access): Map<number, number> {
  const keys = new Map<number, number>();
  for (const { info } of access.watcher.summedNodes)
    for (const { db, keys: own } of info ? readKeyspace(info) : []) keys.set(db, (keys.get(db) ?? 0) + own);
  return keys;
}

/** The databases that hold keys. */
export const databasesOf = (access: Access): { database: number; keys: number }[] =>
  [...keysByDatabase(access)].map(([database, keys]) => ({ database, keys }));

/** How many keys a database has, as of the latest INFO; `null` until every primary has answered one. */
export const keysIn = (access: Access, database: number): number | null =>
  access.watcher.summedNodes.every(({ info }) => info !== null)
    ? (keysByDatabase(access).get(database) ?? 0)
    : null;
