import 'server-only';
import { readKeyspace } from '@/lib/redis/parse-keyspace';
import type { NodeWatcher } from '../collector/node-watcher';

/** How many keys a database of a node has, by the collector's latest INFO; `null` before the first one. */
export const keysOf = ({ info }: NodeWatcher, database: number): number | null =>
  info && (readKeyspace(info).find(({ db }) => db === database)?.keys ?? 0);
