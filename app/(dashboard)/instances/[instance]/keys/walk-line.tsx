'use client';

import { Button } from '@/components/ui/button';
import { formatCount } from '@/lib/format';

/** How far the names were looked over, and the way on. */
export function WalkLine({
  found,
  scanned,
  total,
  isEnd,
  exact,
  everything,
  walking,
  onMore,
  onAll,
  onStop,
}: {
  found: number;
  scanned: number;
  total: number | null;
  isEnd: boolean;
  /** One name was looked up. */
  exact: boolean;
  /** Nothing was filtered: every name is a find. */
  everything: boolean;
  walking: boolean;
  onMore: () => void;
  onAll: () => void;
  onStop: () => void;
}) {
  if (exact) return null;
  const share = isEnd ? 1 : total ? Math.min(0.99, scanned / total) : null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pt-1 pb-3 text-sm">
      <div role="status" className="min-w-0">
        <strong className="font-medium">
          {formatCount(found)} {found === 1 ? 'key' : 'keys'}
        </strong>{' '}
        <span className="text-muted">{wordsOf({ scanned, total, isEnd, everything })}</span>
      </div>
      <span
        role="progressbar"
        aria-label="Names looked over"
        aria-valuenow={share === null ? undefined : Math.round(share * 100)}
        className="h-1 w-28 overflow-hidden rounded-full bg-sunken"
      >
        <span
          className={isEnd ? 'block h-full bg-fine' : 'block h-full bg-accent'}
          style={{ width: `${(share ?? 0.03) * 100}%` }}
        />
      </span>
      {!isEnd && (
        <span className="ml-auto flex gap-2">
          {walking ? (
            <Button onClick={onStop}>Stop</Button>
          ) : (
            <>
              <Button onClick={onMore}>Continue</Button>
              <Button
                variant="quiet"
                onClick={onAll}
                title="Page by page with pauses, until 5,000 more are found or all names were looked over"
              >
                Go on by itself
              </Button>
            </>
          )}
        </span>
      )}
    </div>
  );
}

function wordsOf({
  scanned,
  total,
  isEnd,
  everything,
}: {
  scanned: number;
  total: number | null;
  isEnd: boolean;
  everything: boolean;
}): string {
  if (isEnd)
    return everything ? 'are all there are' : `match; all ${formatCount(scanned)} names were looked over`;
  const of = total === null ? '' : ` of about ${formatCount(total)}`;
  return `${everything ? 'so far' : 'match so far'}; ${formatCount(scanned)}${of} names looked over`;
}
