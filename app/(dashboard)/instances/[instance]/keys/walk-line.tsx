'use client';

import { Button } from '@/components/ui/button';
import type { Walk, WalkPage } from '@/lib/client/use-walk';
import { formatCount } from '@/lib/format';

/** How far the names were looked over, and the way on. */
export function WalkLine<Page extends WalkPage & { scanned: number; total: number | null }>({
  walk: { walking, more, stop },
  data: { scanned, total, cursor },
  onAll,
}: {
  walk: Walk<Page>;
  data: Page;
  /** Goes on by itself; left out where nobody needs that. */
  onAll?: () => void;
}) {
  const isEnd = cursor === null;
  const share = isEnd ? 1 : total ? Math.min(0.99, scanned / total) : null;
  return (
    <div className="relative flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-1.5 text-sm text-muted">
      <span role="status">
        {isEnd
          ? `All ${formatCount(scanned)} names looked over`
          : `${formatCount(scanned)}${total === null ? '' : ` of ≈ ${formatCount(total)}`} names looked over`}
      </span>
      {!isEnd && (
        <>
          <span
            role="progressbar"
            aria-label="Names looked over"
            aria-valuenow={share === null ? undefined : Math.round(share * 100)}
            className="absolute inset-x-0 -top-px h-0.5 overflow-hidden"
          >
            <span className="block h-full bg-accent" style={{ width: `${(share ?? 0.03) * 100}%` }} />
          </span>
          <span className="ml-auto flex gap-1">
            {walking ? (
              <Button size="small" onClick={stop}>
                Stop
              </Button>
            ) : (
              <>
                {onAll && (
                  <Button
                    size="small"
                    variant="quiet"
                    onClick={onAll}
                    title="Page by page with pauses, until 5,000 more are found or all names were looked over"
                  >
                    Go on by itself
                  </Button>
                )}
                <Button size="small" onClick={more}>
                  Continue
                </Button>
              </>
            )}
          </span>
        </>
      )}
    </div>
  );
}
