import { infoNumber } from '@/lib/redis/info-fields';
import type { Info } from '@/lib/redis/parse-info';
import { readKeyspace } from '@/lib/redis/parse-keyspace';

/** What a server holds beside its keys, as INFO names it; from 7.0 the first of a pair holds both of the others. */
const NO_KEYS = ['used_memory_startup', 'mem_clients_normal', 'mem_aof_buffer'];
const REPLICATION = 'mem_total_replication_buffers';
const REPLICATION_BEFORE_7 = ['mem_replication_backlog', 'mem_clients_slaves'];

/**
 * What the keys of a database take at most, the tables that find them included, as MEMORY USAGE counts them:
 * `used_memory` less what is known to be no keys'. Not `used_memory_dataset`, from which those tables are taken off.
 * @returns bytes; `null` where other databases hold keys too, or the server does not say
 */
export function mostBytesOfKeys(info: Info, database: number): number | null {
  if (readKeyspace(info).some(({ db, keys }) => db !== database && keys > 0)) return null;
  const used = infoNumber(info, 'used_memory');
  const startup = infoNumber(info, 'used_memory_startup');
  if (used === null || startup === null) return null;
  const replication = infoNumber(info, REPLICATION) !== null ? [REPLICATION] : REPLICATION_BEFORE_7;
  const others = [...NO_KEYS, ...replication].reduce((sum, field) => sum + (infoNumber(info, field) ?? 0), 0);
  return Math.max(0, used - others);
}
