import type { MetricId } from '@/lib/metrics/catalogue';

/** Which page of an instance draws a metric over time; the overview's slug is empty. */
const PAGES: Readonly<Record<string, readonly MetricId[]>> = {
  '': [
    'errorsPerSecond',
    'hitRatio',
    'usedMemoryBytes',
    'usedMemoryRssBytes',
    'usedMemoryPeakBytes',
    'microsecondsPerCall',
    'mainThreadCpuRatio',
    'connectedClients',
    'expiredKeysPerSecond',
    'evictedKeysPerSecond',
  ],
  latency: ['eventLoopBusyRatio', 'lastForkMicroseconds'],
  persistence: ['changesSinceSave', 'aofSizeBytes'],
};

/** The section whose chart shows a metric: its slug, `''` for the overview; `null` where none draws it. */
export const chartPage = (metric: string): string | null =>
  Object.keys(PAGES).find((page) => PAGES[page]!.some((each) => each === metric)) ?? null;
