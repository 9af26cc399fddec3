import { BarPanel } from '@/components/charts/bar-panel';
import { formatValue, share } from '@/lib/format';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { MEASURE_UNIT, type Measure } from './estimate';
import { histogramBars, sumOf, type Histogram } from './histogram-bars';

const DAY_SECONDS = 86_400;

/** How long ago keys were used, or how often they are: whichever the eviction policy keeps account of. */
export function UsePanel({
  result: { idle, frequency },
  measure,
}: {
  result: AnalysisView;
  measure: Measure;
}) {
  const unit = MEASURE_UNIT[measure];
  if (frequency)
    return (
      <BarPanel
        title="Use, as LFU counts it"
        label={`Frequency of use, by ${measure}`}
        unit={unit}
        bars={histogramBars(frequency, 'count', measure)}
        colour="var(--series-4)"
      />
    );
  if (!idle) return null;
  return (
    <BarPanel
      title={`${formatValue(share(beyond(idle, DAY_SECONDS, measure), sumOf(idle, measure)), 'ratio')} of ${measure} unused for a day`}
      label={`Time since the last use, by ${measure}`}
      unit={unit}
      bars={histogramBars(idle, 'seconds', measure)}
      colour="var(--series-4)"
    />
  );
}

const beyond = ({ buckets }: Histogram, seconds: number, measure: Measure): number =>
  buckets.filter(({ from }) => from >= seconds).reduce((sum, bucket) => sum + bucket[measure], 0);
