import type { MetricId, Unit } from '@/lib/metrics/catalogue';

/** A chart of the overview: what it shows and how. */
export interface ChartDefinition {
  title: string;
  metrics: readonly MetricId[];
  unit: Unit;
  stacked?: boolean;
  /** The axis ends here. */
  max?: number;
  /** A metric whose present value is drawn as a named line. */
  threshold?: MetricId;
}

export const CHARTS: readonly ChartDefinition[] = [
  { title: 'Commands', metrics: ['commandsPerSecond', 'errorsPerSecond'], unit: 'perSecond' },
  { title: 'Hit rate', metrics: ['hitRatio'], unit: 'ratio', max: 1 },
  {
    title: 'Memory',
    metrics: ['usedMemoryBytes', 'usedMemoryRssBytes', 'usedMemoryPeakBytes'],
    unit: 'bytes',
    threshold: 'maxmemoryBytes',
  },
  {
    title: 'Latency',
    metrics: ['microsecondsPerCall', 'latencyP50Microseconds', 'latencyP99Microseconds'],
    unit: 'microseconds',
  },
  { title: 'CPU', metrics: ['mainThreadCpuRatio', 'processCpuRatio'], unit: 'ratio' },
  {
    title: 'Network',
    metrics: ['networkOutputBytesPerSecond', 'networkInputBytesPerSecond'],
    unit: 'bytesPerSecond',
  },
  { title: 'Clients', metrics: ['connectedClients', 'blockedClients'], unit: 'count' },
  { title: 'Keys gone', metrics: ['expiredKeysPerSecond', 'evictedKeysPerSecond'], unit: 'perSecond' },
  {
    title: 'Commands by type',
    metrics: ['readsPerSecond', 'writesPerSecond', 'otherCommandsPerSecond'],
    unit: 'perSecond',
    stacked: true,
  },
];

export const CHART_METRICS: readonly MetricId[] = CHARTS.flatMap(({ metrics }) => metrics);

/** How many points a chart of a third of the page can show. */
export const CHART_POINTS = 150;

/** The metrics of the golden row, in its order. */
export const GOLDEN_METRICS = [
  'commandsPerSecond',
  'hitRatio',
  'usedMemoryBytes',
  'connectedClients',
  'microsecondsPerCall',
  'evictedKeysPerSecond',
  'mainThreadCpuRatio',
  'lastSaveAgeSeconds',
] as const satisfies readonly MetricId[];
export type GoldenMetric = (typeof GOLDEN_METRICS)[number];

/** Points of the golden row: one half is the sparkline, the other the span before, for the delta. */
export const GOLDEN_POINTS = 80;
