import { infoFlag, infoNumber, infoText } from '@/lib/redis/info-fields';
import type { Info } from '@/lib/redis/parse-info';

/** Something that happened at a moment, drawn as a line through every chart of the node. */
export interface Marker {
  node: string;
  at: number;
  kind:
    | 'restart'
    | 'resetstat'
    | 'role'
    | 'save'
    | 'save-failed'
    | 'rewrite'
    | 'rewrite-failed'
    | 'down'
    | 'up'
    | 'action';
  /** One phrase for the tooltip: "Snapshot saved in 2 s". */
  text: string;
}

type Event = Pick<Marker, 'kind' | 'text'>;

/** Counters that only CONFIG RESETSTAT (or a restart) sets back. */
const RESET_WITNESSES = ['total_commands_processed', 'total_connections_received', 'keyspace_hits'];

/**
 * What happened between two INFO replies of one node.
 *
 * @param before the reply before, or `null` for the first one: then nothing has happened
 * @param after the reply now
 * @returns the events in the order in which they matter; a restart explains a reset, so it stands alone
 */
export function detectEvents(before: Info | null, after: Info): Event[] {
  if (!before) return [];
  if (infoText(before, 'run_id') !== infoText(after, 'run_id')) {
    return [{ kind: 'restart', text: 'Restarted' }];
  }
  const events: Event[] = [];
  const role = infoText(after, 'role');
  if (infoText(before, 'role') !== role) {
    const isPrimary = role === 'master' || role === 'primary';
    events.push({ kind: 'role', text: isPrimary ? 'Became the primary' : 'Became a replica' });
  }
  if (RESET_WITNESSES.some((field) => fell(before, after, field))) {
    events.push({ kind: 'resetstat', text: 'Statistics reset (CONFIG RESETSTAT)' });
  }
  return [...events, ...saveEnded(before, after), ...rewriteEnded(before, after)];
}

function fell(before: Info, after: Info, field: string): boolean {
  const [from, to] = [infoNumber(before, field), infoNumber(after, field)];
  return from !== null && to !== null && to < from;
}

function saveEnded(before: Info, after: Info): Event[] {
  const saved = infoNumber(after, 'rdb_last_save_time') !== infoNumber(before, 'rdb_last_save_time');
  const ended = infoFlag(before, 'rdb_bgsave_in_progress') && !infoFlag(after, 'rdb_bgsave_in_progress');
  const status = infoText(after, 'rdb_last_bgsave_status');
  if (saved)
    return [{ kind: 'save', text: withDuration('Snapshot saved', after, 'rdb_last_bgsave_time_sec') }];
  if (ended && status !== 'ok') return [{ kind: 'save-failed', text: 'Snapshot failed' }];
  // A save that failed between two polls shows only in the status.
  if (status === 'err' && infoText(before, 'rdb_last_bgsave_status') === 'ok')
    return [{ kind: 'save-failed', text: 'Snapshot failed' }];
  return [];
}

function rewriteEnded(before: Info, after: Info): Event[] {
  const ended = infoFlag(before, 'aof_rewrite_in_progress') && !infoFlag(after, 'aof_rewrite_in_progress');
  const counted = (infoNumber(after, 'aof_rewrites') ?? 0) > (infoNumber(before, 'aof_rewrites') ?? 0);
  if (!ended && !(counted && !infoFlag(after, 'aof_rewrite_in_progress'))) return [];
  return infoText(after, 'aof_last_bgrewrite_status') === 'ok'
    ? [{ kind: 'rewrite', text: withDuration('AOF rewritten', after, 'aof_last_rewrite_time_sec') }]
    : [{ kind: 'rewrite-failed', text: 'AOF rewrite failed' }];
}

function withDuration(text: string, info: Info, field: string): string {
  const seconds = infoNumber(info, field);
  return seconds === null || seconds < 0 ? text : `${text} in ${seconds} s`;
}
