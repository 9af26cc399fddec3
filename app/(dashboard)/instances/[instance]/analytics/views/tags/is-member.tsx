'use client';

import { FindForm } from '@/components/ui/find-form';
import { toShown, WireName } from '@/components/ui/wire-name';

/** Asks whether a set has a member, and tells. */
export function IsMember({
  wanted,
  isIn,
  pending,
  example,
  onFind,
}: {
  wanted: string | null;
  /** `null`: not asked yet. */
  isIn: boolean | null;
  pending: boolean;
  example: string | undefined;
  onFind: (wire: string | null) => void;
}) {
  return (
    <>
      <FindForm
        verb="Ask"
        placeholder={example === undefined ? 'user:42' : toShown(example)}
        value={wanted}
        onFind={onFind}
      />
      {wanted !== null && (
        <p role="status" className="mt-2 text-sm">
          {pending || isIn === null ? (
            <span className="text-muted">Looking …</span>
          ) : (
            <>
              <WireName wire={wanted} /> {isIn ? 'is in this set.' : 'is not in this set.'}
            </>
          )}
        </p>
      )}
    </>
  );
}
