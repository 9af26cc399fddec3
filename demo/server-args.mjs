// @ts-check

/** How the demo's Redis is set up: a cache that is kept, watched well, and not quite right. */
export const serverArgs = [
  ...['--maxmemory', '192mb', '--maxmemory-policy', 'allkeys-lru'],
  ...['--appendonly', 'yes', '--save', '300 1000'],
  ...['--slowlog-log-slower-than', '10000', '--latency-monitor-threshold', '50'],
  // An oversight, so that there is something to find.
  ...['--tcp-keepalive', '0'],
];
