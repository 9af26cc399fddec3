import { METRIC_IDS, describeMetric } from '@/lib/metrics/catalogue';
import type { Sample, Values } from '@/lib/metrics/sample';
import { randomOf } from './random-of';

export const NTH_START = 1_795_219_200_000;
export const NTH_EVERY_MS = 5_000;

/** The n-th sample of a story that is the same wherever it is told: every metric of INFO, every five seconds. */
export function nthSample(n: number): Sample {
  const random = randomOf(n);
  const values: Values = {};
  for (const id of METRIC_IDS) {
    const { source, kind } = describeMetric(id);
    if (source === 'info' && kind !== 'ratio') values[id] = Math.floor(random() * 10_000);
  }
  const at = NTH_START + n * NTH_EVERY_MS + Math.floor(random() * 100);
  const families = { databaseKeys: { 0: n } };
  return { node: 'a:1', source: 'info', at, intervalMs: 5_000, values, families };
}
