import { infoFlag, infoNumber, infoSeconds, infoText } from '@/lib/redis/info-fields';
import { readErrorStats } from '@/lib/redis/parse-commandstats';
import type { Info } from '@/lib/redis/parse-info';
import { readKeyspace } from '@/lib/redis/parse-keyspace';
import { readReplicas } from '@/lib/redis/parse-replication';
import type { Labels, MetricFamily, MetricSample } from './exposition';
import { INFO_ROWS } from './info-rows';

/** Databases of a server whose CONFIG nobody may read: the default. A Cluster has one. */
const DATABASES = 16;

/** What INFO says, under redis_exporter's names. */
export function describeInfo(info: Info): MetricFamily[] {
  return [
    ...plainFields(info),
    ...clusterFields(info),
    ...serverFamilies(info),
    ...databaseFamilies(info),
    ...replicationFamilies(info),
    gauge('redis_errors_total', 'Error replies by their first word.', errorSamples(info), 'counter'),
  ];
}

function plainFields(info: Info): MetricFamily[] {
  return INFO_ROWS.flatMap(({ field, name, type, divisor }) => {
    const value = fieldValue(info, field);
    return value === null ? [] : gauge(name, helpOf(field), [{ labels: {}, value: value / divisor }], type);
  });
}

/** Engines differ in what they tell of a Cluster: all of it goes on. */
function clusterFields(info: Info): MetricFamily[] {
  const renamed: Record<string, string> = {
    cluster_stats_messages_sent: 'cluster_messages_sent_total',
    cluster_stats_messages_received: 'cluster_messages_received_total',
  };
  return Object.keys(info.fields).flatMap((field) => {
    if (!/^cluster_\w+$/.test(field)) return [];
    return one(`redis_${renamed[field] ?? field}`, helpOf(field), {}, fieldValue(info, field));
  });
}

function serverFamilies(info: Info): MetricFamily[] {
  const uptime = infoNumber(info, 'uptime_in_seconds');
  const nowUs = infoNumber(info, 'server_time_usec');
  const threads = Object.keys(info.fields).flatMap((field): MetricSample[] => {
    const thread = /^used_active_time_io_thread_(\d+)$/.exec(field)?.[1];
    const value = thread === undefined ? null : infoNumber(info, field);
    return value === null ? [] : [{ labels: { thread: thread! }, value }];
  });
  return [
    one('redis_instance_info', 'Who answers; always 1.', identityLabels(info), 1),
    one(
      'redis_start_time_seconds',
      'When the server started, in Unix seconds.',
      {},
      uptime === null || nowUs === null ? null : Math.floor(nowUs / 1e6) - uptime,
    ),
    gauge(
      'redis_active_time_io_thread_seconds_total',
      'Time that an I/O thread was busy.',
      threads,
      'counter',
    ),
  ];
}

function identityLabels(info: Info): Labels {
  const of = (...fields: string[]) =>
    fields.map((field) => infoText(info, field)).find((text) => text !== null) ?? '';
  const labels: Record<string, string> = {
    role: of('role'),
    redis_version: of('redis_version'),
    redis_build_id: of('redis_build_id'),
    redis_mode: of('redis_mode', 'server_mode'),
    os: of('os'),
    maxmemory_policy: of('maxmemory_policy'),
    tcp_port: of('tcp_port'),
    run_id: of('run_id'),
    process_id: of('process_id'),
    master_replid: of('master_replid'),
  };
  for (const field of ['valkey_version', 'valkey_release_stage'])
    if (infoText(info, field) !== null) labels[field] = of(field);
  return labels;
}

function databaseFamilies(info: Info): MetricFamily[] {
  if (!info.sections.keyspace) return [];
  const known = readKeyspace(info);
  const count = infoFlag(info, 'cluster_enabled') ? 1 : DATABASES;
  const empty = Array.from({ length: count }, (_, db) => db).filter(
    (db) => !known.some((each) => each.db === db),
  );
  const all = [...known, ...empty.map((db) => ({ db, keys: 0, expires: 0 }))].sort((a, b) => a.db - b.db);
  const samples = <T extends { db: number }>(databases: readonly T[], read: (database: T) => number | null) =>
    databases.flatMap((database): MetricSample[] => {
      const value = read(database);
      return value === null ? [] : [{ labels: { db: `db${database.db}` }, value }];
    });
  const expiringItems = samples(
    known,
    ({ extra }) => extra.subexpiry ?? extra.keys_with_volatile_items ?? null,
  );
  return [
    gauge(
      'redis_db_keys',
      'Keys by database.',
      samples(all, ({ keys }) => keys),
    ),
    gauge(
      'redis_db_keys_expiring',
      'Keys with a time to live, by database.',
      samples(all, ({ expires }) => expires),
    ),
    gauge(
      'redis_db_avg_ttl_seconds',
      'Mean time to live of keys that have one; 0 is unknown.',
      samples(known, ({ averageTtlMs }) => (averageTtlMs ?? 0) / 1000),
    ),
    gauge(
      'redis_db_keys_cached',
      'Keys in the cache of KeyDB’s storage, by database.',
      samples(known, ({ extra }) => extra.cached_keys ?? null),
    ),
    gauge('redis_db_keys_with_expiring_items', 'Keys of which parts expire, by database.', expiringItems),
  ];
}

function replicationFamilies(info: Info): MetricFamily[] {
  const replicas = readReplicas(info).map(({ ip, port, state, ...rest }) => ({
    ...rest,
    labels: { slave_ip: ip, slave_port: String(port ?? ''), slave_state: state },
  }));
  const ofReplicas = (read: (replica: (typeof replicas)[number]) => number | null) =>
    replicas.flatMap((replica): MetricSample[] => {
      const value = read(replica);
      return value === null ? [] : [{ labels: replica.labels, value }];
    });
  return [
    gauge(
      'redis_connected_slave_offset_bytes',
      'What a replica has acknowledged.',
      ofReplicas(({ offset }) => offset),
    ),
    gauge(
      'redis_connected_slave_lag_seconds',
      'How long ago a replica was heard of.',
      ofReplicas(({ lagSeconds }) => lagSeconds),
    ),
    ...primaryLink(info),
  ];
}

/** A replica's view; −1 stays, as redis_exporter has it. */
function primaryLink(info: Info): MetricFamily[] {
  const host = infoText(info, 'master_host');
  if (host === null) return [];
  const labels = { master_host: host, master_port: infoText(info, 'master_port') ?? '' };
  const linked = (name: string, field: string, value = infoNumber(info, field)) =>
    one(name, helpOf(field), labels, value);
  const status = infoText(info, 'master_link_status');
  const readOnly = infoText(info, 'slave_read_only') ?? '';
  return [
    linked('redis_master_link_up', 'master_link_status', status === null ? null : Number(status === 'up')),
    linked('redis_master_last_io_seconds_ago', 'master_last_io_seconds_ago'),
    linked('redis_master_sync_in_progress', 'master_sync_in_progress'),
    linked('redis_slave_repl_offset', 'slave_repl_offset'),
    one('redis_slave_info', 'A replica; always 1.', { ...labels, read_only: readOnly }, 1),
  ];
}

const errorSamples = (info: Info): MetricSample[] =>
  [...readErrorStats(info)].map(([err, value]) => ({ labels: { err }, value }));

/** A word is a state: what is well is 1. */
function fieldValue(info: Info, field: string): number | null {
  const text = infoText(info, field);
  if (text === 'ok' || text === 'true') return 1;
  if (text === 'err' || text === 'fail' || text === 'false') return 0;
  return field.startsWith('used_cpu_') ? infoSeconds(info, field) : infoNumber(info, field);
}

const helpOf = (field: string) => `${field} of INFO.`;

const gauge = (
  name: string,
  help: string,
  samples: MetricSample[],
  type: MetricFamily['type'] = 'gauge',
): MetricFamily => ({ name, type, help, samples });

/** Without a value it has no line, and is left out. */
const one = (name: string, help: string, labels: Labels, value: number | null): MetricFamily =>
  gauge(name, help, value === null ? [] : [{ labels, value }]);
