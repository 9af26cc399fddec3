import { formatCount, formatValue } from '@/lib/format';
import type { WireCounted, WireRange } from '@/lib/keyspace/analysis-figures';
import { formatMargin } from '@/lib/keyspace/format-margin';

/** What a page shows sizes by. */
export type Measure = 'bytes' | 'keys';

export const MEASURE_UNIT = { bytes: 'bytes', keys: 'count' } as const;

/** What is said of all such keys: the estimate, or the very number where everything was looked at. */
export function rangeOf(counted: WireCounted, measure: Measure): WireRange {
  const exact = counted[measure];
  return counted.estimate?.[measure] ?? { low: exact, estimate: exact, high: exact };
}

/** The number alone, to sort and to draw by. */
export const valueOf = (counted: WireCounted, measure: Measure): number => rangeOf(counted, measure).estimate;

/** As text: `1.2 GiB ± 40 MiB`. Keys that were all counted are shown to the last one. */
export function describeRange(range: WireRange, measure: Measure): string {
  const margin = formatMargin(range, MEASURE_UNIT[measure]);
  const number =
    measure === 'keys' && margin === null
      ? formatCount(range.estimate)
      : formatValue(range.estimate, MEASURE_UNIT[measure]);
  return margin === null ? number : `${number} (${margin})`;
}

/** A number with its 95 % interval beside it, where there is one. */
export function Estimate({ range, measure }: { range: WireRange; measure: Measure }) {
  const margin = formatMargin(range, MEASURE_UNIT[measure]);
  if (margin === null) return describeRange(range, measure);
  return (
    <span title={`${describeRange(range, measure)}: 95 % interval`} className="whitespace-nowrap">
      {formatValue(range.estimate, MEASURE_UNIT[measure])}
      <span className="ml-1.5 text-xs text-muted">{margin}</span>
    </span>
  );
}
