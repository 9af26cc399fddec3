'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import { PERIOD_PARAMS, SPANS } from './period-params';
import type { Period } from './period-names';

type Granularity = 'hour' | 'day' | 'month';

const LABELS: Record<Granularity, string> = { hour: 'Hours', day: 'Days', month: 'Months' };

/** Hours, days or months; how many; and the way into the past and back. */
export function PeriodControls({
  granularity,
  granularities,
  series,
}: {
  granularity: Granularity | null;
  granularities: readonly Granularity[];
  series: readonly Period[];
}) {
  const [{ until }, setParams] = useQueryStates(PERIOD_PARAMS);
  if (granularity === null) return null;
  const first = series[0]?.startsAt;
  const length = (series.at(-1)?.endsAt ?? 0) - (first ?? 0);
  const spans = SPANS[granularity].map(({ buckets, label }) => ({ value: String(buckets), label }));
  return (
    <>
      {granularities.length > 1 && (
        <Segmented
          label="Periods"
          value={granularity}
          onChange={(value) => void setParams({ granularity: value, buckets: null, until: null })}
          options={granularities.map((value) => ({ value, label: LABELS[value] }))}
        />
      )}
      <Segmented
        label="Span"
        value={String(series.length)}
        onChange={(value) => void setParams({ buckets: Number(value) })}
        options={spans}
      />
      <Button
        size="icon"
        aria-label="Earlier"
        disabled={first === undefined}
        onClick={() => void setParams({ until: first! - 1 })}
      >
        <ChevronLeft />
      </Button>
      <Button
        size="icon"
        aria-label="Later"
        disabled={until === null}
        onClick={() => {
          const next = (series.at(-1)?.endsAt ?? 0) + length - 1;
          // The server ends at now by itself.
          void setParams({ until: until !== null && next > until + length ? null : next });
        }}
      >
        <ChevronRight />
      </Button>
    </>
  );
}
