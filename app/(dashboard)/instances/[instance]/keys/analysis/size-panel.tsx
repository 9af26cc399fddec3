import { BarPanel } from '@/components/charts/bar-panel';
import { formatBytes, formatValue } from '@/lib/format';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { MEASURE_UNIT, type Measure } from './estimate';
import { histogramBars, sumOf, type Histogram } from './histogram-bars';

/** How large keys are. */
export function SizePanel({ result, measure }: { result: AnalysisView; measure: Measure }) {
  return (
    <BarPanel
      title={headline(result.sizes, measure)}
      label={`Size of keys, by ${measure}`}
      unit={MEASURE_UNIT[measure]}
      bars={histogramBars(result.sizes, 'bytes', measure)}
      empty="No key was measured."
    />
  );
}

/** From which size on half of it lies: the bucket in which the middle is. */
function headline(sizes: Histogram, measure: Measure): string {
  const half = sumOf(sizes, measure) / 2;
  if (half === 0) return 'Size of keys';
  let below = 0;
  for (const bucket of sizes.buckets) {
    below += bucket[measure];
    if (below < half || bucket.to === null) continue;
    return measure === 'keys'
      ? `Half of the keys are smaller than ${formatBytes(bucket.to)}`
      : `Half of the bytes are in keys smaller than ${formatBytes(bucket.to)}`;
  }
  return `${formatValue(half, MEASURE_UNIT[measure])} and more in the largest`;
}
