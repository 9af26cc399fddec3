import type { MetricId } from '@/lib/metrics/catalogue';

/** The metrics of the charts below the sentences. */
export const PERSISTENCE_METRICS = [
  'changesSinceSave',
  'aofSizeBytes',
] as const satisfies readonly MetricId[];

/** How many points a chart of half of the page can show. */
export const PERSISTENCE_POINTS = 200;
