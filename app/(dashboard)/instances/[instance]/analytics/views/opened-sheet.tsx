'use client';

import type { ReactNode } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { WireName } from '@/components/ui/wire-name';

/** One key of a thing, opened beside the table of all. Which one stands in the URL. */
export function OpenedSheet({
  wire,
  noun,
  pending,
  facts,
  onClose,
  children,
}: {
  /** The key that is to be open; `null`: none. */
  wire: string | null;
  /** What it is: `cart`. */
  noun: string;
  pending: boolean;
  /** The line below its name. */
  facts?: ReactNode;
  onClose: () => void;
  /** `null`: it is not there any more. */
  children: ReactNode | null;
}) {
  if (wire === null) return null;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      side="right"
      title={<WireName wire={wire} className="text-sm break-all" />}
      description={facts}
    >
      <div className="min-h-0 flex-1 overflow-y-auto pt-4 pb-4">
        {children ??
          (pending ? (
            <Skeleton className="mx-4 h-60" />
          ) : (
            <p className="px-4 text-muted">This {noun} is not there any more, or it is none of this kind.</p>
          ))}
      </div>
    </Dialog>
  );
}
