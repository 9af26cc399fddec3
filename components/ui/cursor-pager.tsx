'use client';

import { ChevronFirst, ChevronRight } from 'lucide-react';
import { Button } from './button';

/** Through a set or hash in the order that SCAN has: on, or from the start; the browser's own Back goes back. */
export function CursorPager({
  cursor,
  next,
  onCursor,
}: {
  cursor: string | null;
  /** As the answer brought it; `null` at the end. */
  next: string | null;
  /** `null`: from the start. */
  onCursor: (cursor: string | null) => void;
}) {
  if (cursor === null && next === null) return null;
  return (
    <div className="flex items-center gap-2">
      <Button
        size="icon"
        aria-label="From the start"
        disabled={cursor === null}
        onClick={() => onCursor(null)}
      >
        <ChevronFirst />
      </Button>
      <Button aria-label="Next page" disabled={next === null} onClick={() => onCursor(next)}>
        Next <ChevronRight />
      </Button>
    </div>
  );
}
