import type { MetricId } from '@/lib/metrics/catalogue';

/** The metrics of the charts below the heat map. */
export const LATENCY_METRICS = [
  'microsecondsPerCall',
  'roundTripMicroseconds',
  'microsecondsPerEventLoopCycle',
  'eventLoopBusyRatio',
  'eventLoopCommandRatio',
  'lastForkMicroseconds',
] as const satisfies readonly MetricId[];

/** How many points a chart of half of the page, and columns a heat map of all of it, can show. */
export const LATENCY_POINTS = 200;
export const HEAT_POINTS = 120;
