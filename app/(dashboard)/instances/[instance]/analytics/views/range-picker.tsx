'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { parseAsInteger, parseAsStringLiteral } from 'nuqs';
import { Button } from '@/components/ui/button';
import { Segmented } from '@/components/ui/segmented';
import { SPAN_IDS, type SpanId } from '@/lib/patterns/time-series/span';

/** The span of a chart in the URL: the last hours, or from one moment to another. */
export const RANGE_PARAMS = {
  last: parseAsStringLiteral(SPAN_IDS),
  from: parseAsInteger,
  to: parseAsInteger,
};

export interface Range {
  last: SpanId | null;
  from: number | null;
  to: number | null;
}

const LABELS: Record<SpanId, string> = { '1h': '1 h', '6h': '6 h', '24h': '24 h', '7d': '7 d' };

/** The usual spans, which end with the present, and the way to what was before and after. */
export function RangePicker({
  range,
  shown,
  now,
  onChange,
}: {
  range: Range;
  /** What the chart shows, in Unix milliseconds; `null`: nothing. */
  shown: { from: number; to: number } | null;
  now: number;
  onChange: (range: Range) => void;
}) {
  const fixed = range.from !== null || range.to !== null;
  const move = (direction: -1 | 1) => {
    if (!shown) return;
    const distance = direction * (shown.to - shown.from);
    onChange({
      last: range.last,
      from: Math.round(shown.from + distance),
      to: Math.round(shown.to + distance),
    });
  };
  return (
    <div className="flex items-center gap-1">
      <Button size="icon" variant="quiet" aria-label="Earlier" disabled={!shown} onClick={() => move(-1)}>
        <ChevronLeft />
      </Button>
      <Segmented
        label="Span"
        // Where the chart does not end with the present, none of them is shown.
        value={fixed ? 'fixed' : (range.last ?? 'all')}
        onChange={(value) =>
          onChange({ last: value === 'all' || value === 'fixed' ? null : value, from: null, to: null })
        }
        options={[
          ...SPAN_IDS.map((id) => ({ value: id as SpanId | 'all' | 'fixed', label: LABELS[id] })),
          { value: 'all', label: 'All' },
        ]}
      />
      <Button
        size="icon"
        variant="quiet"
        aria-label="Later"
        disabled={!fixed || !shown || shown.to >= now}
        onClick={() => move(1)}
      >
        <ChevronRight />
      </Button>
    </div>
  );
}
