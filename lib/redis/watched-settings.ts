/**
 * The settings that the collector reads where it may: those by which a server behaves otherwise than before. A fixed
 * list and never `*`, so that a password is not even asked for. An older server knows fewer of them.
 */
export const WATCHED_SETTINGS = (
  'maxmemory maxmemory-policy maxmemory-samples maxmemory-clients maxmemory-eviction-tenacity ' +
  'replica-ignore-maxmemory lfu-log-factor lfu-decay-time ' +
  'maxclients timeout tcp-keepalive tcp-backlog client-output-buffer-limit client-query-buffer-limit ' +
  'proto-max-bulk-len protected-mode bind enable-debug-command enable-protected-configs enable-module-command ' +
  'save stop-writes-on-bgsave-error rdbcompression rdbchecksum rdb-del-sync-files ' +
  'appendonly appendfsync no-appendfsync-on-rewrite auto-aof-rewrite-percentage auto-aof-rewrite-min-size ' +
  'aof-use-rdb-preamble aof-load-truncated ' +
  'repl-backlog-size repl-backlog-ttl repl-timeout repl-ping-replica-period repl-diskless-sync ' +
  'repl-diskless-sync-delay repl-diskless-load min-replicas-to-write min-replicas-max-lag replica-read-only ' +
  'replica-serve-stale-data replica-priority replica-lazy-flush ' +
  'cluster-node-timeout cluster-require-full-coverage cluster-allow-reads-when-down cluster-migration-barrier ' +
  'slowlog-log-slower-than slowlog-max-len latency-monitor-threshold latency-tracking ' +
  'lazyfree-lazy-eviction lazyfree-lazy-expire lazyfree-lazy-server-del lazyfree-lazy-user-del ' +
  'lazyfree-lazy-user-flush activedefrag active-expire-effort activerehashing ' +
  'hz dynamic-hz io-threads lua-time-limit notify-keyspace-events databases loglevel ' +
  'hash-max-listpack-entries hash-max-listpack-value zset-max-listpack-entries zset-max-listpack-value ' +
  'set-max-intset-entries set-max-listpack-entries list-max-listpack-size list-compress-depth ' +
  'hash-max-ziplist-entries hash-max-ziplist-value zset-max-ziplist-entries zset-max-ziplist-value ' +
  'list-max-ziplist-size stream-node-max-entries stream-node-max-bytes'
).split(' ');
