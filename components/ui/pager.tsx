'use client';

import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Button } from './button';
import { formatCount } from '@/lib/format';

/** Which part of a long list is shown, and the way to the parts before and after. */
export function Pager({
  offset,
  count,
  total,
  onOffset,
}: {
  offset: number;
  count: number;
  total: number;
  onOffset: (offset: number) => void;
}) {
  if (total <= count && offset === 0) return null;
  const last = Math.min(total, offset + count);
  return (
    <div className="flex items-center gap-2">
      <span className="text-sm text-muted tabular-nums">
        {formatCount(Math.min(total, offset + 1))}–{formatCount(last)} of {formatCount(total)}
      </span>
      <Button
        size="icon"
        aria-label="Before"
        disabled={offset === 0}
        onClick={() => onOffset(Math.max(0, offset - count))}
      >
        <ChevronLeft />
      </Button>
      <Button
        size="icon"
        aria-label="After"
        disabled={last >= total}
        onClick={() => onOffset(offset + count)}
      >
        <ChevronRight />
      </Button>
    </div>
  );
}
