'use client';

import { useQueryState } from 'nuqs';
import { Segmented } from '@/components/ui/segmented';
import { viewParams } from '@/lib/search-params';
import { RANGE_OPTIONS } from './time-controls';

/** The span of the charts; it stands in the URL. Pages with `useTimeView` have `TimeControls` instead. */
export function RangePicker() {
  const [range, setRange] = useQueryState('range', viewParams.range);
  return (
    <Segmented
      label="Range"
      options={RANGE_OPTIONS}
      value={range}
      onChange={(value) => void setRange(value)}
    />
  );
}
