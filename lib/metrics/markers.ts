import type { CommandId } from '@/lib/redis/command-catalogue';
import { infoFlag, infoNumber, infoText } from '@/lib/redis/info-fields';
import type { Info } from '@/lib/redis/parse-info';
import { settingsChanged } from './setting-changes';

/** Something that happened at a moment or over a time, drawn in every chart of the node. */
export interface Marker {
  node: string;
  /** Unix milliseconds; of what lasted, its end. */
  at: number;
  /** When what lasted has begun, Unix milliseconds. */
  from?: number;
  kind:
    | 'restart'
    | 'resetstat'
    | 'role'
    | 'config'
    /** As `config`, but of a setting that only CONFIG GET tells. */
    | 'setting'
    | 'save'
    | 'save-failed'
    | 'rewrite'
    | 'rewrite-failed'
    | 'down'
    | 'up'
    | 'alert-opened'
    | 'alert-closed'
    | 'action';
  /** One phrase for the tooltip: "Snapshot saved in 2 s". */
  text: string;
}

/** What of it only those may see who may run this command: the rest is INFO's, or was done here. */
export const MARKER_NEEDS: Partial<Record<Marker['kind'], CommandId>> = { setting: 'config|get' };

/** What happened, and in whole seconds how long it took where it is known. */
type Event = Pick<Marker, 'kind' | 'text'> & { seconds?: number };

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
  return [
    ...events,
    ...settingsChanged(before, after),
    ...saveEnded(before, after),
    ...rewriteEnded(before, after),
  ];
}

function fell(before: Info, after: Info, field: string): boolean {
  const [from, to] = [infoNumber(before, field), infoNumber(after, field)];
  return from !== null && to !== null && to < from;
}

function saveEnded(before: Info, after: Info): Event[] {
  const saved = infoNumber(after, 'rdb_last_save_time') !== infoNumber(before, 'rdb_last_save_time');
  const ended = infoFlag(before, 'rdb_bgsave_in_progress') && !infoFlag(after, 'rdb_bgsave_in_progress');
  const status = infoText(after, 'rdb_last_bgsave_status');
  // What SAVE took is nowhere: the field still tells of the BGSAVE before it.
  const seconds = ended || !saved ? lasted(after, SAVE_SECONDS) : shortLasted(before, after);
  if (saved) return [finished('save', 'Snapshot saved', seconds)];
  const failed = { kind: 'save-failed', text: 'Snapshot failed' } as const;
  if (ended && status !== 'ok') return [{ ...failed, ...(seconds && { seconds }) }];
  // A save that failed between two polls shows only in the status.
  if (status === 'err' && infoText(before, 'rdb_last_bgsave_status') === 'ok') return [failed];
  return [];
}

function rewriteEnded(before: Info, after: Info): Event[] {
  const ended = infoFlag(before, 'aof_rewrite_in_progress') && !infoFlag(after, 'aof_rewrite_in_progress');
  const counted = (infoNumber(after, 'aof_rewrites') ?? 0) > (infoNumber(before, 'aof_rewrites') ?? 0);
  if (!ended && !(counted && !infoFlag(after, 'aof_rewrite_in_progress'))) return [];
  const seconds = lasted(after, 'aof_last_rewrite_time_sec');
  return infoText(after, 'aof_last_bgrewrite_status') === 'ok'
    ? [finished('rewrite', 'AOF rewritten', seconds)]
    : [{ kind: 'rewrite-failed', text: 'AOF rewrite failed', ...(seconds && { seconds }) }];
}

const SAVE_SECONDS = 'rdb_last_bgsave_time_sec';

function lasted(info: Info, field: string): number | null {
  const seconds = infoNumber(info, field);
  return seconds === null || seconds < 0 ? null : seconds;
}

/** How long a save took that was never seen running: not longer than the time between the two replies. */
function shortLasted(before: Info, after: Info): number | null {
  const seconds = lasted(after, SAVE_SECONDS);
  const between =
    (infoNumber(after, 'uptime_in_seconds') ?? 0) - (infoNumber(before, 'uptime_in_seconds') ?? 0);
  return seconds !== null && seconds <= between + 1 ? seconds : null;
}

const finished = (kind: Marker['kind'], text: string, seconds: number | null): Event => ({
  kind,
  text: seconds === null ? text : `${text} in ${seconds} s`,
  ...(seconds && { seconds }),
});
