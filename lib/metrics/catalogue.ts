import { infoNumber, infoSeconds, infoText } from '@/lib/redis/info-fields';
import { readReplicas } from '@/lib/redis/parse-replication';
import type { Counter, Metric, Source } from './metric';
import {
  callsOf,
  callsOfCommands,
  commandCounter,
  counter,
  errorsOf,
  firstOf,
  flag,
  gauge,
  isOk,
  latencyGauge,
  ratio,
  sumKeyspace,
  sumOf,
  totalOf,
} from './metric-makers';

// Whoever reads the catalogue needs the words in which it is written.
export { UNITS } from './metric';
export type { Metric, Reading, Source, Unit } from './metric';

/**
 * Every metric, described once: its label, its unit, where it is read and how nodes add up.
 * Card, chart, table, export and rule read this entry; a new metric is one more row.
 */

export const METRICS = {
  // Throughput
  commandsPerSecond: counter('Commands', 'perSecond', 'total_commands_processed'),
  errorsPerSecond: counter('Error replies', 'perSecond', 'total_error_replies'),
  // OOM is what Redis answers to a write that finds no room, WRONGPASS to a name or password that is not right.
  oomErrorsPerSecond: counter('Refused for want of memory', 'perSecond', errorsOf('OOM')),
  wrongPasswordsPerSecond: counter('Wrong passwords', 'perSecond', errorsOf('WRONGPASS')),
  networkInputBytesPerSecond: counter('Received', 'bytesPerSecond', 'total_net_input_bytes'),
  networkOutputBytesPerSecond: counter('Sent', 'bytesPerSecond', 'total_net_output_bytes'),
  replicationInputBytesPerSecond: counter('Replication in', 'bytesPerSecond', 'total_net_repl_input_bytes'),
  replicationOutputBytesPerSecond: counter(
    'Replication out',
    'bytesPerSecond',
    'total_net_repl_output_bytes',
  ),
  connectionsPerSecond: counter('New connections', 'perSecond', 'total_connections_received'),
  rejectedConnectionsPerSecond: counter('Rejected connections', 'perSecond', 'rejected_connections'),

  // Commands by type, from commandstats
  readsPerSecond: commandCounter('Reads', 'perSecond', callsOf('read')),
  writesPerSecond: commandCounter('Writes', 'perSecond', callsOf('write')),
  otherCommandsPerSecond: commandCounter(
    'Other',
    'perSecond',
    callsOf('admin', 'pubsub', 'scripting', 'connection', 'other'),
  ),
  commandCallsPerSecond: commandCounter('Calls', 'perSecond', (reading) => totalOf(reading, 'calls')),
  commandMicrosecondsPerSecond: commandCounter('Time in commands', 'microseconds', (reading) =>
    totalOf(reading, 'usec'),
  ),
  // Those that hold up everybody else for as long as they last.
  keysCallsPerSecond: commandCounter('KEYS', 'perSecond', callsOfCommands('keys')),
  saveCallsPerSecond: commandCounter('SAVE', 'perSecond', callsOfCommands('save')),
  flushCallsPerSecond: commandCounter(
    'FLUSHALL, FLUSHDB',
    'perSecond',
    callsOfCommands('flushall', 'flushdb'),
  ),
  debugCallsPerSecond: commandCounter('DEBUG', 'perSecond', callsOfCommands('debug')),
  microsecondsPerCall: ratio(
    'Time per call',
    'microseconds',
    'commands',
    ['commandMicrosecondsPerSecond'],
    ['commandCallsPerSecond'],
  ),
  latencyP50Microseconds: latencyGauge('Latency p50', (latency) => latency.p50Us),
  latencyP99Microseconds: latencyGauge('Latency p99', (latency) => latency.p99Us),
  // The network both ways, the wait for the server's main thread, and our own work with the reply.
  roundTripMicroseconds: gauge('Round trip', 'microseconds', 'max', ({ roundTripUs }) => roundTripUs),
  slowCommandsPerSecond: {
    ...counter('Slow commands', 'perSecond', (reading) => reading.slowlogTotal),
    source: 'slowlog',
  } satisfies Counter,

  // Keyspace
  hitsPerSecond: counter('Hits', 'perSecond', 'keyspace_hits'),
  missesPerSecond: counter('Misses', 'perSecond', 'keyspace_misses'),
  hitRatio: ratio('Hit rate', 'ratio', 'info', ['hitsPerSecond'], ['hitsPerSecond', 'missesPerSecond']),
  expiredKeysPerSecond: counter('Expired', 'perSecond', 'expired_keys'),
  evictedKeysPerSecond: counter('Evicted', 'perSecond', 'evicted_keys'),
  expireTimeCapsPerSecond: counter('Expiry out of time', 'perSecond', 'expired_time_cap_reached_count'),
  lazyfreePendingObjects: gauge('Waiting to be freed', 'count', 'sum', 'lazyfree_pending_objects'),
  keys: gauge('Keys', 'count', 'sum', ({ info }) => sumKeyspace(info, 'keys')),
  expiringKeys: gauge('Keys with TTL', 'count', 'sum', ({ info }) => sumKeyspace(info, 'expires')),

  // Memory
  usedMemoryBytes: gauge('Used', 'bytes', 'sum', 'used_memory'),
  usedMemoryRssBytes: gauge('RSS', 'bytes', 'sum', 'used_memory_rss'),
  usedMemoryPeakBytes: gauge('Peak', 'bytes', 'sum', 'used_memory_peak'),
  // maxmemory 0 means "no limit": neither 0 % nor 100 % of anything.
  maxmemoryBytes: gauge('Limit', 'bytes', 'sum', ({ info }) => infoNumber(info, 'maxmemory') || null),
  totalSystemMemoryBytes: gauge('System memory', 'bytes', null, 'total_system_memory'),
  notCountedForEvictBytes: gauge('Not counted for eviction', 'bytes', 'sum', 'mem_not_counted_for_evict'),
  datasetBytes: gauge('Dataset', 'bytes', 'sum', 'used_memory_dataset'),
  overheadBytes: gauge('Overhead', 'bytes', 'sum', 'used_memory_overhead'),
  // Milliseconds that used memory was over its limit although keys were evicted (7.0).
  overLimitRatio: {
    ...counter('Over the limit', 'ratio', ({ info }) => {
      const ms = infoNumber(info, 'total_eviction_exceeded_time');
      return ms === null ? null : ms / 1000;
    }),
    across: 'max',
  } satisfies Counter,
  startupBytes: gauge('Startup', 'bytes', 'sum', 'used_memory_startup'),
  clientBytes: gauge('Clients', 'bytes', 'sum', 'mem_clients_normal'),
  replicationBytes: gauge(
    'Replication',
    'bytes',
    'sum',
    ({ info }) =>
      // From 7.0 backlog and replica buffers share their memory and mem_total_replication_buffers holds both.
      firstOf(info, 'mem_total_replication_buffers') ??
      sumOf(infoNumber(info, 'mem_replication_backlog'), infoNumber(info, 'mem_clients_slaves')),
  ),
  aofBufferBytes: gauge('AOF buffer', 'bytes', 'sum', 'mem_aof_buffer'),
  // The interpreters' own memory (used_memory_lua, from 7.0 used_memory_vm_*) lies outside used_memory.
  scriptBytes: gauge('Scripts', 'bytes', 'sum', 'used_memory_scripts'),
  clusterLinkBytes: gauge('Cluster links', 'bytes', 'sum', 'mem_cluster_links'),
  allocatorAllocatedBytes: gauge('Allocated', 'bytes', 'sum', 'allocator_allocated'),
  allocatorActiveBytes: gauge('Active pages', 'bytes', 'sum', 'allocator_active'),
  allocatorResidentBytes: gauge('Resident pages', 'bytes', 'sum', 'allocator_resident'),
  fragmentationFactor: gauge('Fragmentation', 'factor', 'max', 'mem_fragmentation_ratio'),
  fragmentationBytes: gauge('Fragmentation', 'bytes', 'sum', 'mem_fragmentation_bytes'),
  allocatorFragmentationFactor: gauge('Allocator fragmentation', 'factor', 'max', 'allocator_frag_ratio'),
  allocatorFragmentationBytes: gauge('Allocator fragmentation', 'bytes', 'sum', 'allocator_frag_bytes'),
  allocatorRssFactor: gauge('Allocator RSS', 'factor', 'max', 'allocator_rss_ratio'),
  allocatorRssBytes: gauge('Allocator RSS', 'bytes', 'sum', 'allocator_rss_bytes'),
  rssOverheadFactor: gauge('Process overhead', 'factor', 'max', 'rss_overhead_ratio'),
  rssOverheadBytes: gauge('Process overhead', 'bytes', 'sum', 'rss_overhead_bytes'),

  // Clients
  connectedClients: gauge('Connected', 'count', 'sum', 'connected_clients'),
  blockedClients: gauge('Blocked', 'count', 'sum', 'blocked_clients'),
  outputLimitKillsPerSecond: counter(
    'Closed for a full output buffer',
    'perSecond',
    'client_output_buffer_limit_disconnections',
  ),
  pubsubClients: gauge('Pub/Sub', 'count', 'sum', 'pubsub_clients'),
  maxclients: gauge('Limit', 'count', 'sum', ({ info }) => firstOf(info, 'maxclients', 'max_clients')),

  // CPU: seconds of CPU time per second of wall time, so 1 is one whole core
  mainThreadCpuRatio: {
    ...counter('Main thread', 'ratio', ({ info }) =>
      sumOf(infoSeconds(info, 'used_cpu_sys_main_thread'), infoSeconds(info, 'used_cpu_user_main_thread')),
    ),
    // Three threads at 40 % are no thread at 120 %: the busiest one is the limit.
    across: 'max',
  } satisfies Counter,
  processCpuRatio: counter('Process', 'ratio', ({ info }) =>
    sumOf(infoSeconds(info, 'used_cpu_sys'), infoSeconds(info, 'used_cpu_user')),
  ),
  childrenCpuRatio: counter('Background children', 'ratio', ({ info }) =>
    sumOf(infoSeconds(info, 'used_cpu_sys_children'), infoSeconds(info, 'used_cpu_user_children')),
  ),

  // The event loop (7.2): what the main thread does between two waits for work; the wait itself is not in it
  eventLoopCyclesPerSecond: counter('Event loop cycles', 'perSecond', 'eventloop_cycles'),
  eventLoopMicrosecondsPerSecond: counter('Time in the event loop', 'microseconds', 'eventloop_duration_sum'),
  eventLoopCommandMicrosecondsPerSecond: counter(
    'Time in commands, of the event loop',
    'microseconds',
    'eventloop_duration_cmd_sum',
  ),
  microsecondsPerEventLoopCycle: ratio(
    'Time per cycle',
    'microseconds',
    'info',
    ['eventLoopMicrosecondsPerSecond'],
    ['eventLoopCyclesPerSecond'],
  ),
  eventLoopCommandRatio: ratio(
    'Share of commands',
    'ratio',
    'info',
    ['eventLoopCommandMicrosecondsPerSecond'],
    ['eventLoopMicrosecondsPerSecond'],
  ),
  eventLoopBusyRatio: {
    ...counter('Event loop busy', 'ratio', ({ info }) => {
      const us = infoNumber(info, 'eventloop_duration_sum');
      return us === null ? null : us / 1e6;
    }),
    // As with the main thread: the busiest one is the limit.
    across: 'max',
  } satisfies Counter,

  // Persistence
  // 0 until the first fork of this run, which is no fork time.
  lastForkMicroseconds: gauge(
    'Last fork',
    'microseconds',
    'max',
    ({ info }) => infoNumber(info, 'latest_fork_usec') || null,
  ),
  lastSaveAgeSeconds: gauge('Last save', 'seconds', 'max', ({ info, serverTimeMs }) => {
    const savedAt = infoNumber(info, 'rdb_last_save_time');
    if (savedAt === null) return null;
    const age = Math.max(0, serverTimeMs / 1000 - savedAt);
    // Until its first save a server tells its own start; both are told in whole seconds.
    const uptime = infoNumber(info, 'uptime_in_seconds');
    const isStart = uptime !== null && age > uptime - 2;
    return isStart && infoNumber(info, 'rdb_last_bgsave_time_sec') === -1 ? null : age;
  }),
  changesSinceSave: gauge('Changes since save', 'count', 'sum', 'rdb_changes_since_last_save'),
  saveInProgress: gauge('Save running', 'state', 'max', flag('rdb_bgsave_in_progress')),
  saveSucceeded: gauge('Last save succeeded', 'state', 'min', isOk('rdb_last_bgsave_status')),
  saveKeysProcessed: gauge('Keys saved', 'count', 'sum', 'current_save_keys_processed'),
  saveKeysTotal: gauge('Keys to save', 'count', 'sum', 'current_save_keys_total'),
  copyOnWriteBytes: gauge('Copy-on-write', 'bytes', 'sum', 'current_cow_size'),
  aofEnabled: gauge('AOF enabled', 'state', 'min', flag('aof_enabled')),
  rewriteInProgress: gauge('AOF rewrite running', 'state', 'max', flag('aof_rewrite_in_progress')),
  rewriteScheduled: gauge('AOF rewrite scheduled', 'state', 'max', flag('aof_rewrite_scheduled')),
  rewriteSucceeded: gauge('Last AOF rewrite succeeded', 'state', 'min', isOk('aof_last_bgrewrite_status')),
  aofSizeBytes: gauge('AOF size', 'bytes', 'sum', 'aof_current_size'),
  aofDelayedFsyncsPerSecond: counter('Delayed fsyncs', 'perSecond', 'aof_delayed_fsync'),

  // Server and replication
  uptimeSeconds: gauge('Uptime', 'seconds', 'min', 'uptime_in_seconds'),
  loading: gauge('Loading', 'state', 'max', flag('loading')),
  loadedRatio: gauge('Loaded', 'ratio', 'min', ({ info }) => {
    const percent = infoNumber(info, 'loading_loaded_perc');
    return percent === null ? null : percent / 100;
  }),
  connectedReplicas: gauge('Replicas', 'count', 'sum', 'connected_slaves'),
  fullSyncsPerSecond: counter('Full resyncs', 'perSecond', 'sync_full'),
  refusedPartialSyncsPerSecond: counter('Partial resyncs refused', 'perSecond', 'sync_partial_err'),
  primaryLinkUp: gauge('Link to primary', 'state', 'min', ({ info }) => {
    const status = infoText(info, 'master_link_status');
    return status === null ? null : Number(status === 'up');
  }),
  replicationLagBytes: gauge('Replication lag', 'bytes', 'max', ({ info }) => {
    const offset = infoNumber(info, 'master_repl_offset');
    const behind = readReplicas(info).flatMap((replica) =>
      offset === null || replica.offset === null ? [] : [Math.max(0, offset - replica.offset)],
    );
    return behind.length === 0 ? null : Math.max(...behind);
  }),
} satisfies Record<string, Metric>;

export type MetricId = keyof typeof METRICS;

/** The ids in the order of the catalogue. */
export const METRIC_IDS = Object.keys(METRICS) as MetricId[];

/** The entry of one metric. */
export const describeMetric = (id: MetricId): Metric => METRICS[id];

/** Whether a word from a URL names a metric. */
export const isMetricId = (word: string): word is MetricId => Object.hasOwn(METRICS, word);

/** The metrics that one source brings, in the order of the catalogue. */
export const metricsOf = (source: Source): MetricId[] =>
  METRIC_IDS.filter((id) => describeMetric(id).source === source);
