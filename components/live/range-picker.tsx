'use client';

import { useQueryState } from 'nuqs';
import { Segmented } from '@/components/ui/segmented';
import { RANGES, viewParams, type Range } from '@/lib/search-params';

const LABELS: Record<Range, string> = { live: 'Live', '5m': '5 m', '15m': '15 m', '1h': '1 h' };
const OPTIONS = RANGES.map((value) => ({ value, label: LABELS[value] }));

/** The span of the charts; it stands in the URL. */
export function RangePicker() {
  const [range, setRange] = useQueryState('range', viewParams.range);
  return (
    <Segmented label="Range" options={OPTIONS} value={range} onChange={(value) => void setRange(value)} />
  );
}
