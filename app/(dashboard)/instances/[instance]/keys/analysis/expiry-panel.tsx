import { BarPanel } from '@/components/charts/bar-panel';
import { Meter } from '@/components/ui/meter';
import { formatBytes, formatDuration, formatValue, share } from '@/lib/format';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { MEASURE_UNIT, valueOf, type Measure } from './estimate';
import { histogramBars } from './histogram-bars';

/** Until when keys live: what never expires in words, since it would dwarf all others, and the rest by time. */
export function ExpiryPanel({ result, measure }: { result: AnalysisView; measure: Measure }) {
  const { ttl, total } = result;
  const whole = total[measure].estimate;
  const never = share(valueOf(ttl.never, measure), whole) ?? 0;
  const unit = MEASURE_UNIT[measure];
  return (
    <BarPanel
      title={headline(result, measure)}
      above={
        <div className="mb-4 space-y-1.5">
          <Meter ratio={never} className="h-2" />
          <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
            <Fact name="Never expires" ratio={never} value={formatValue(valueOf(ttl.never, measure), unit)} />
            {ttl.within.map((within) => (
              <Fact
                key={within.ms}
                name={`Within ${formatDuration(within.ms / 1000)}`}
                ratio={share(valueOf(within, measure), whole)}
                value={formatValue(valueOf(within, measure), unit)}
              />
            ))}
            {ttl.unknown.keys > 0 && (
              <Fact
                name="Unknown: PTTL is refused"
                ratio={share(valueOf(ttl.unknown, measure), whole)}
                value={formatValue(valueOf(ttl.unknown, measure), unit)}
              />
            )}
          </dl>
        </div>
      }
      label={`Time to live, by ${measure}`}
      unit={unit}
      bars={histogramBars(ttl.histogram, 'milliseconds', measure)}
      colour="var(--series-3)"
      height={180}
      empty={ttl.unknown.keys > 0 ? 'Nothing is known of times to live.' : 'No key expires.'}
    />
  );
}

const headline = ({ ttl }: AnalysisView, measure: Measure): string =>
  measure === 'bytes'
    ? `${formatBytes(valueOf(ttl.never, 'bytes'))} never expires`
    : `${formatValue(valueOf(ttl.never, 'keys'), 'count')} keys never expire`;

const Fact = ({ name, ratio, value }: { name: string; ratio: number | null; value: string }) => (
  <div className="flex items-baseline gap-2">
    <dt className="text-muted">{name}</dt>
    <dd className="whitespace-nowrap">
      {value} <span className="text-muted">{formatValue(ratio, 'ratio')}</span>
    </dd>
  </div>
);
