import { infoFlag, infoNumber, infoText } from './info-fields';
import type { Info } from './parse-info';
import { parsePairs } from './parse-pairs';
import { number } from './reply';

/** A replica as its primary sees it. */
export interface Replica {
  ip: string;
  port: number | null;
  /** `online`, `wait_bgsave`, `send_bulk`, `bg_transfer` …: the server's own word. */
  state: string;
  /** Bytes of the replication stream that the replica has acknowledged. */
  offset: number | null;
  /** Seconds since its last acknowledgement; `null` while it is not online. */
  lagSeconds: number | null;
  /** `replica`, `main-channel`, `rdb-channel` from Valkey 8 on. */
  type: string | null;
}

/**
 * Reads the `slaveN:` lines of INFO replication on a primary.
 * @returns replicas in the server's order; empty where none is connected, and on a replica without its own
 */
export function readReplicas(info: Info): Replica[] {
  const replicas: Replica[] = [];
  for (const [field, value] of Object.entries(info.fields)) {
    if (!/^(?:slave|replica)\d+$/.test(field)) continue;
    const pairs = parsePairs(value);
    const ip = pairs.get('ip');
    if (ip === undefined) continue;
    replicas.push({
      ip,
      port: number(pairs.get('port')),
      state: pairs.get('state') ?? '',
      offset: number(pairs.get('offset')),
      lagSeconds: known(number(pairs.get('lag'))),
      type: pairs.get('type') ?? null,
    });
  }
  return replicas;
}

/** The link to its primary, as a replica sees it. */
export interface PrimaryLink {
  host: string;
  port: number | null;
  /** `up` or `down`, in the server's own word. */
  linkStatus: string | null;
  /** `null` while the link is down. */
  lastIoSecondsAgo: number | null;
  /** `null` while the link is up, and where it never was. */
  downSinceSeconds: number | null;
  isSyncInProgress: boolean;
  syncLeftBytes: number | null;
  /** Bytes of the stream that were applied. */
  offset: number | null;
  /** Bytes of the stream that were received (6.2). */
  readOffset: number | null;
}

/**
 * Reads INFO replication on a replica.
 * @returns `null` on a primary. Of several primaries (KeyDB's multi-master) it is the first.
 */
export function readPrimaryLink(info: Info): PrimaryLink | null {
  const host = infoText(info, 'master_host');
  if (host === null) return null;
  return {
    host,
    port: infoNumber(info, 'master_port'),
    linkStatus: infoText(info, 'master_link_status'),
    lastIoSecondsAgo: known(infoNumber(info, 'master_last_io_seconds_ago')),
    downSinceSeconds: known(infoNumber(info, 'master_link_down_since_seconds')),
    isSyncInProgress: infoFlag(info, 'master_sync_in_progress') ?? false,
    syncLeftBytes: known(infoNumber(info, 'master_sync_left_bytes')),
    offset: infoNumber(info, 'slave_repl_offset'),
    readOffset: infoNumber(info, 'slave_read_repl_offset'),
  };
}

/** Redis says -1 for "does not apply". */
const known = (value: number | null) => (value !== null && value < 0 ? null : value);
