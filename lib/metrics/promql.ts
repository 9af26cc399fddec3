import { METRIC_IDS, type MetricId } from './catalogue';
import type { FamilyId } from './families';

/** The names of redis_exporter under which a Prometheus keeps a metric. Its values become ours by `times`. */
export interface StoredName {
  kind: 'gauge' | 'counter';
  /** Added up. */
  names: readonly string[];
  /** A label that a node has several series of, which are added up. */
  by?: 'cmd' | 'db';
  times: number;
  /** What 0 stands for "there is none" of. */
  zeroIsUnknown?: boolean;
}

const gauge = (name: string, more: Partial<StoredName> = {}): StoredName => ({
  kind: 'gauge',
  names: [`redis_${name}`],
  times: 1,
  ...more,
});
const counter = (...names: string[]): StoredName => ({
  kind: 'counter',
  names: names.map((name) => `redis_${name}`),
  times: 1,
});

/**
 * Every metric that a store of redis_exporter's names has. A ratio is made of its parts. What is missing here (types of
 * commands, percentiles, the round trip …) has no such name, and is answered by the embedded store.
 */
const STORED_METRICS: Partial<Record<MetricId, StoredName>> = {
  commandsPerSecond: counter('commands_processed_total'),
  errorsPerSecond: counter('total_error_replies'),
  networkInputBytesPerSecond: counter('net_input_bytes_total'),
  networkOutputBytesPerSecond: counter('net_output_bytes_total'),
  replicationInputBytesPerSecond: counter('net_repl_input_bytes_total'),
  replicationOutputBytesPerSecond: counter('net_repl_output_bytes_total'),
  connectionsPerSecond: counter('connections_received_total'),
  rejectedConnectionsPerSecond: counter('rejected_connections_total'),
  commandCallsPerSecond: { ...counter('commands_total'), by: 'cmd' },
  commandMicrosecondsPerSecond: { ...counter('commands_duration_seconds_total'), by: 'cmd', times: 1e6 },
  hitsPerSecond: counter('keyspace_hits_total'),
  missesPerSecond: counter('keyspace_misses_total'),
  expiredKeysPerSecond: counter('expired_keys_total'),
  evictedKeysPerSecond: counter('evicted_keys_total'),
  keys: gauge('db_keys', { by: 'db' }),
  expiringKeys: gauge('db_keys_expiring', { by: 'db' }),
  usedMemoryBytes: gauge('memory_used_bytes'),
  usedMemoryRssBytes: gauge('memory_used_rss_bytes'),
  usedMemoryPeakBytes: gauge('memory_used_peak_bytes'),
  maxmemoryBytes: gauge('memory_max_bytes', { zeroIsUnknown: true }),
  notCountedForEvictBytes: gauge('mem_not_counted_for_eviction_bytes'),
  datasetBytes: gauge('memory_used_dataset_bytes'),
  overheadBytes: gauge('memory_used_overhead_bytes'),
  startupBytes: gauge('memory_used_startup_bytes'),
  clientBytes: gauge('mem_clients_normal'),
  replicationBytes: gauge('mem_total_replication_buffers_bytes'),
  aofBufferBytes: gauge('mem_aof_buffer_bytes'),
  scriptBytes: gauge('memory_used_scripts_bytes'),
  clusterLinkBytes: gauge('mem_cluster_links_bytes'),
  allocatorAllocatedBytes: gauge('allocator_allocated_bytes'),
  allocatorActiveBytes: gauge('allocator_active_bytes'),
  allocatorResidentBytes: gauge('allocator_resident_bytes'),
  fragmentationFactor: gauge('mem_fragmentation_ratio'),
  fragmentationBytes: gauge('mem_fragmentation_bytes'),
  allocatorFragmentationFactor: gauge('allocator_frag_ratio'),
  allocatorFragmentationBytes: gauge('allocator_frag_bytes'),
  allocatorRssFactor: gauge('allocator_rss_ratio'),
  allocatorRssBytes: gauge('allocator_rss_bytes'),
  connectedClients: gauge('connected_clients'),
  blockedClients: gauge('blocked_clients'),
  pubsubClients: gauge('pubsub_clients'),
  maxclients: gauge('max_clients'),
  mainThreadCpuRatio: counter('cpu_sys_main_thread_seconds_total', 'cpu_user_main_thread_seconds_total'),
  processCpuRatio: counter('cpu_sys_seconds_total', 'cpu_user_seconds_total'),
  childrenCpuRatio: counter('cpu_sys_children_seconds_total', 'cpu_user_children_seconds_total'),
  eventLoopCyclesPerSecond: counter('eventloop_cycles_total'),
  eventLoopMicrosecondsPerSecond: counter('eventloop_duration_sum_usec_total'),
  eventLoopCommandMicrosecondsPerSecond: counter('eventloop_duration_cmd_sum_usec_total'),
  eventLoopBusyRatio: { ...counter('eventloop_duration_sum_usec_total'), times: 1e-6 },
  lastForkMicroseconds: gauge('latest_fork_seconds', { times: 1e6, zeroIsUnknown: true }),
  changesSinceSave: gauge('rdb_changes_since_last_save'),
  saveInProgress: gauge('rdb_bgsave_in_progress'),
  saveSucceeded: gauge('rdb_last_bgsave_status'),
  aofEnabled: gauge('aof_enabled'),
  rewriteInProgress: gauge('aof_rewrite_in_progress'),
  rewriteScheduled: gauge('aof_rewrite_scheduled'),
  rewriteSucceeded: gauge('aof_last_bgrewrite_status'),
  aofSizeBytes: gauge('aof_current_size_bytes'),
  aofDelayedFsyncsPerSecond: counter('aof_delayed_fsync'),
  uptimeSeconds: gauge('uptime_in_seconds'),
  loading: gauge('loading_dump_file'),
  connectedReplicas: gauge('connected_slaves'),
  primaryLinkUp: gauge('master_link_up'),
};

const STORED_FAMILIES: Partial<Record<FamilyId, StoredName>> = {
  commandCalls: { ...counter('commands_total'), by: 'cmd' },
  commandMicroseconds: { ...counter('commands_duration_seconds_total'), by: 'cmd', times: 1e6 },
  commandFailedCalls: { ...counter('commands_failed_calls_total'), by: 'cmd' },
  commandRejectedCalls: { ...counter('commands_rejected_calls_total'), by: 'cmd' },
  databaseKeys: gauge('db_keys', { by: 'db' }),
  databaseExpiringKeys: gauge('db_keys_expiring', { by: 'db' }),
};

/** Under which names a metric is stored; `null` where it has none, and for a ratio. */
export const storedMetric = (id: MetricId): StoredName | null => STORED_METRICS[id] ?? null;

/** Under which names a family is stored; `null` where it has none. */
export const storedFamily = (id: FamilyId): StoredName | null => STORED_FAMILIES[id] ?? null;

/** The metrics that have a name of their own. */
export const STORED_METRIC_IDS = METRIC_IDS.filter((id) => storedMetric(id) !== null);

/** What of the values in a step is asked for. */
export type StepPart = 'mean' | 'min' | 'max';

/** Which series, and over how long. */
export interface Window {
  /** What stands in the braces: `instance="10.0.0.1:6379"`. */
  selector: string;
  stepMs: number;
  /** Milliseconds from one scrape to the next. */
  scrapeMs: number;
}

/**
 * The expression of a stored name over each step, of one node.
 *
 * A rate looks back over the step and one scrape more, so that two readings are in it; what lies further back would be
 * another step's. Two Prometheus jobs that scrape the same server count once.
 * @param apart keeps the label `by` instead of adding up
 */
export function expressionOf(
  { kind, names, by, times }: StoredName,
  { selector, stepMs, scrapeMs }: Window,
  part: StepPart,
  apart = false,
): string {
  const rateMs = Math.round(stepMs + scrapeMs * 1.1);
  const shortMs = Math.round(scrapeMs * 2.1);
  // A reading on the border belongs to the step before.
  const step = `${stepMs - 1}ms`;
  const overStep = (name: string): string => {
    const series = `${name}{${selector}}`;
    if (kind === 'gauge') return `${part === 'mean' ? 'avg' : part}_over_time(${series}[${step}])`;
    if (part === 'mean') return `rate(${series}[${rateMs}ms])`;
    return `${part}_over_time(rate(${series}[${shortMs}ms])[${step}:${Math.round(scrapeMs)}ms])`;
  };
  const once = names.map((name) => {
    if (by === undefined) return `max(${overStep(name)})`;
    const each = `max by (${by}) (${overStep(name)})`;
    return apart ? each : `sum(${each})`;
  });
  const sum = once.length === 1 ? once[0]! : `(${once.join(' + ')})`;
  return times === 1 ? sum : `${times} * ${sum}`;
}

/**
 * Several expressions in one question: each gets a label by which its answer is known again.
 * @param expressions by the label's value, which may hold letters, digits and colons
 */
export const joinExpressions = (expressions: Readonly<Record<string, string>>): string =>
  Object.entries(expressions)
    .map(([key, expression]) => `label_replace(${expression}, "hitrate_key", "${key}", "", "")`)
    .join(' or ');

/** Text within the quotes of a selector. */
export const quoteLabel = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
