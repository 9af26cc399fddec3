import { describeMetric, type MetricId } from '@/lib/metrics/catalogue';

/** Which page of an instance shows a metric in full, where it is not the overview. */
const PAGES: readonly [page: string, metrics: readonly MetricId[]][] = [
  [
    'memory',
    [
      'usedMemoryRssBytes',
      'usedMemoryPeakBytes',
      'clientBytes',
      'replicationBytes',
      'allocatorFragmentationFactor',
      'allocatorFragmentationBytes',
      'allocatorRssBytes',
      'rssOverheadBytes',
      'totalSystemMemoryBytes',
    ],
  ],
  [
    'clients',
    [
      'connectedClients',
      'maxclients',
      'rejectedConnectionsPerSecond',
      'connectionsPerSecond',
      'outputLimitKillsPerSecond',
    ],
  ],
  ['commands', ['keysCallsPerSecond', 'saveCallsPerSecond', 'errorsPerSecond', 'microsecondsPerCall']],
  ['latency', ['latencyP99Microseconds', 'lastForkMicroseconds']],
  ['slowlog', ['slowCommandsPerSecond']],
  [
    'persistence',
    [
      'changesSinceSave',
      'lastSaveAgeSeconds',
      'copyOnWriteBytes',
      'aofSizeBytes',
      'aofDelayedFsyncsPerSecond',
    ],
  ],
];

/** The section that shows a metric: its slug, `''` for the overview; `null` where no page draws it. */
export function chartPage(metric: MetricId): string | null {
  const found = PAGES.find(([, metrics]) => metrics.includes(metric));
  if (found) return found[0];
  return describeMetric(metric).unit === 'state' ? null : '';
}
