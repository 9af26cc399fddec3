import { Quantity } from '@/components/ui/quantity';
import { StatStrip } from '@/components/ui/stat-strip';
import { formatDuration, formatValue } from '@/lib/format';
import type { Values } from '@/lib/metrics/sample';
import type { Point } from '@/lib/metrics/series';
import type { LatencyResponse } from '@/lib/schemas/latency';
import { callsOf } from './heat-view';

type Quantile = NonNullable<LatencyResponse['histogram']>['p50'];

/** The few numbers of the span: how long calls took, how far away the server is, and its last fork. */
export function LatencyStrip({
  data: { histogram },
  values,
  roundTrips,
}: {
  data: LatencyResponse;
  values: Values;
  /** Of the span. */
  roundTrips: readonly Point[];
}) {
  const quantile = (label: string, of: (all: NonNullable<typeof histogram>) => Quantile) => {
    const found = histogram && of(histogram);
    return { label, value: <QuantileValue quantile={found} />, note: noteOf(found) };
  };
  return (
    <StatStrip
      stats={[
        quantile('p50', ({ p50 }) => p50),
        quantile('p99', ({ p99 }) => p99),
        quantile('p99.9', ({ p999 }) => p999),
        {
          label: 'Calls measured',
          value: <Quantity value={histogram && callsOf(histogram)} unit="count" />,
          note:
            histogram && histogram.elapsedMs > 0 ? `in ${formatDuration(histogram.elapsedMs / 1000)}` : '',
        },
        {
          label: 'Round trip',
          value: <Quantity value={values.roundTripMicroseconds} unit="microseconds" />,
          note: roundTripNote(roundTrips),
        },
        {
          label: 'Last fork',
          value: <Quantity value={values.lastForkMicroseconds} unit="microseconds" />,
          note: values.lastForkMicroseconds == null ? 'none since the start' : '',
        },
      ]}
    />
  );
}

/** Beyond the end of the histogram only the least that it can be is known. */
function QuantileValue({ quantile }: { quantile: Quantile }) {
  if (quantile === null || quantile.toUs !== null)
    return <Quantity value={quantile?.us ?? null} unit="microseconds" />;
  return (
    <>
      {'>\u2009'}
      <Quantity value={quantile.fromUs} unit="microseconds" />
    </>
  );
}

function noteOf(quantile: Quantile): string {
  if (quantile === null) return 'no calls';
  if (quantile.toUs === null) return 'beyond the histogram';
  const duration = (us: number) => formatValue(us, 'microseconds');
  return `within ${duration(quantile.fromUs)} – ${duration(quantile.toUs)}`;
}

function roundTripNote(points: readonly Point[]): string {
  const highest = points.flatMap(([, , , max]) => max ?? []);
  return highest.length === 0 ? '' : `at most ${formatValue(Math.max(...highest), 'microseconds')}`;
}
