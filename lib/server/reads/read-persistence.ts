import 'server-only';
import { infoFlag, infoNumber, infoText } from '@/lib/redis/info-fields';
import { parseConfig } from '@/lib/redis/parse-config';
import { parseInfo, type Info } from '@/lib/redis/parse-info';
import type { PersistenceResponse } from '@/lib/schemas/persistence';
import type { Access } from '../access';
import { runOptional } from './optional-commands';

/** RDB and AOF state of a node, from the collector's newest INFO; the settings as the person, if they may. */
export async function readPersistence(access: Access, nodeId?: string): Promise<PersistenceResponse> {
  const node = access.node(nodeId);
  const { replies, refused } = await runOptional(access, await access.connection(node), [
    { id: 'config|get', args: ['CONFIG', 'GET', 'save'] },
    { id: 'config|get', args: ['CONFIG', 'GET', 'appendfsync'] },
  ]);
  const setting = (index: number, name: string) => {
    const reply = replies[index];
    return reply == null ? null : (parseConfig(reply).get(name) ?? null);
  };
  return {
    node: node.id,
    ...describePersistence(node.info ?? parseInfo(''), node.latest.info?.at ?? Date.now()),
    rdb: { ...rdbState(node.info ?? parseInfo('')), savePoints: setting(0, 'save') },
    aof: { ...aofState(node.info ?? parseInfo('')), appendfsync: setting(1, 'appendfsync') },
    refused,
  };
}

function describePersistence(info: Info, at: number) {
  return {
    at,
    lastForkUs: infoNumber(info, 'latest_fork_usec') || null,
    loading: infoFlag(info, 'loading') ?? false,
  };
}

/** −1 is Redis's word for "none running" and "never". */
const positive = (info: Info, field: string) => {
  const value = infoNumber(info, field);
  return value === null || value < 0 ? null : value;
};

const isOk = (info: Info, field: string) => {
  const status = infoText(info, field);
  return status === null ? null : status === 'ok';
};

function rdbState(info: Info): Omit<PersistenceResponse['rdb'], 'savePoints'> {
  const processed = infoNumber(info, 'current_save_keys_processed');
  const total = infoNumber(info, 'current_save_keys_total');
  const savedAt = infoNumber(info, 'rdb_last_save_time');
  const inProgress = infoFlag(info, 'rdb_bgsave_in_progress') ?? false;
  return {
    savedAt: savedAt === null ? null : savedAt * 1000,
    changesSinceSave: infoNumber(info, 'rdb_changes_since_last_save'),
    inProgress,
    currentSeconds: positive(info, 'rdb_current_bgsave_time_sec'),
    progress: inProgress && processed !== null && total ? Math.min(1, processed / total) : null,
    lastSucceeded: isOk(info, 'rdb_last_bgsave_status'),
    lastSeconds: positive(info, 'rdb_last_bgsave_time_sec'),
    lastCopyOnWriteBytes: positive(info, 'rdb_last_cow_size'),
  };
}

function aofState(info: Info): Omit<PersistenceResponse['aof'], 'appendfsync'> {
  return {
    enabled: infoFlag(info, 'aof_enabled'),
    rewriteInProgress: infoFlag(info, 'aof_rewrite_in_progress') ?? false,
    rewriteScheduled: infoFlag(info, 'aof_rewrite_scheduled') ?? false,
    currentSeconds: positive(info, 'aof_current_rewrite_time_sec'),
    lastRewriteSucceeded: isOk(info, 'aof_last_bgrewrite_status'),
    lastRewriteSeconds: positive(info, 'aof_last_rewrite_time_sec'),
    lastWriteSucceeded: isOk(info, 'aof_last_write_status'),
    lastCopyOnWriteBytes: positive(info, 'aof_last_cow_size'),
    sizeBytes: infoNumber(info, 'aof_current_size'),
    // 0 until the first rewrite of this run.
    baseSizeBytes: infoNumber(info, 'aof_base_size') || null,
    pendingFsyncs: infoNumber(info, 'aof_pending_bio_fsync'),
    delayedFsyncs: infoNumber(info, 'aof_delayed_fsync'),
  };
}
