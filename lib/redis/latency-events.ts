/**
 * The events of the latency monitor in plain words: what the main thread was busy with while everybody waited, and
 * what usually makes it slow. The names are those of Redis 2.8 to 8 and of Valkey.
 */
const EVENTS: Record<string, string> = {
  command: 'A command that can take long, such as KEYS, SORT or a script. The slow log tells which one.',
  'fast-command':
    'A command that is quick by nature, such as GET: large values, or a machine that had no time for the server.',
  'command-unblocking': 'Clients that waited (BLPOP, XREAD BLOCK) were served.',
  fork: 'The process was forked for a snapshot, an AOF rewrite or a replica. It grows with the memory in use.',
  'rdb-unlink-temp-file': 'The temporary file of a cancelled snapshot was deleted. It grows with its size.',
  'aof-write': 'The append-only file was written: with the three kinds of it as events of their own.',
  'aof-write-pending-fsync':
    'The AOF was written while an fsync was still running: the disk does not keep up.',
  'aof-write-active-child': 'The AOF was written while a snapshot or a rewrite used the disk too.',
  'aof-write-alone': 'The AOF was written with nothing else on our side: the disk itself is slow.',
  'aof-fsync-always': 'The AOF was synced after each write, as appendfsync always asks.',
  'aof-fstat': 'The size of the AOF was asked of the file system.',
  'aof-rename': 'The rewritten AOF took the place of the old one.',
  'aof-rewrite-diff-write': 'What changed during an AOF rewrite was written to its file (before Redis 7.0).',
  'active-defrag-cycle': 'Memory was defragmented. active-defrag-cycle-max bounds what it may take.',
  'expire-cycle':
    'Expired keys were looked for. Long where many expire at the same moment: spread their times to live.',
  'expire-del': 'An expired key was deleted: a large one, unless lazyfree-lazy-expire is on.',
  'eviction-cycle': 'Room was made because the memory limit was reached.',
  'eviction-del': 'A key was evicted: a large one, unless lazyfree-lazy-eviction is on.',
  'eviction-lazyfree': 'Evicting waited for memory that a background thread was giving back.',
  'module-acquire-GIL': 'The server waited for a thread of a module.',
  'while-blocked-cron': 'The server did its chores while a script, a module or loading kept it from clients.',
};

/**
 * What an event of the latency monitor means, in a sentence or two.
 * @param event as LATENCY LATEST names it
 * @returns `null` for one that we do not know
 */
export function describeLatencyEvent(event: string): string | null {
  if (Object.hasOwn(EVENTS, event)) return EVENTS[event]!;
  if (event.startsWith('cluster-config-'))
    return 'The Cluster’s configuration file (nodes.conf) was written.';
  return null;
}

/** The events that have a description. */
export const LATENCY_EVENTS: readonly string[] = Object.keys(EVENTS);
