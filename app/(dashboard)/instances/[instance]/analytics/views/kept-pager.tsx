'use client';

import { Pager } from '@/components/ui/pager';
import { formatCount } from '@/lib/format';

/** Through the keys of a thing whose names the scan kept; says so where there are more. */
export function KeptPager({
  offset,
  count,
  kept,
  total,
  exact,
  onOffset,
}: {
  offset: number;
  count: number;
  kept: number;
  total: number;
  exact: boolean;
  onOffset: (offset: number) => void;
}) {
  return (
    <>
      {kept < total && (
        <span className="text-sm text-muted" title="The scan keeps a part of so many names">
          {formatCount(kept)} kept of {exact ? '' : '≈ '}
          {formatCount(total)}
        </span>
      )}
      <Pager offset={offset} count={count} total={kept} onOffset={onOffset} />
    </>
  );
}
