'use client';

import { FindForm } from '@/components/ui/find-form';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { TagsResponse } from '@/lib/patterns/tags/read';

/** What two sets have in common. */
export function CommonMembers({
  wanted,
  common,
  pending,
  example,
  onCompare,
}: {
  /** The other one's key. */
  wanted: string | null;
  common: TagsResponse['common'];
  pending: boolean;
  example: string | undefined;
  onCompare: (wire: string | null) => void;
}) {
  return (
    <>
      <FindForm
        label="Key of another set"
        verb="Compare"
        placeholder={example === undefined ? 'tags:post:2' : toShown(example)}
        value={wanted}
        onFind={onCompare}
      />
      {wanted !== null && (
        <div role="status" className="mt-2 space-y-2 text-sm">
          {pending ? (
            <p className="text-muted">Comparing …</p>
          ) : common === null ? (
            <p>
              <WireName wire={wanted} /> is none of these sets.
            </p>
          ) : (
            <Common common={common} />
          )}
        </div>
      )}
    </>
  );
}

function Common({ common: { members, found, looked, of } }: { common: NonNullable<TagsResponse['common']> }) {
  return (
    <>
      <p>
        {formatCount(found)} in common{' '}
        <span className="text-muted">
          of {formatCount(looked)}
          {looked < of ? ` looked at; the smaller set has ${formatCount(of)}` : ` that the smaller set has`}
        </span>
      </p>
      {members.length > 0 && (
        <ul className="flex max-h-40 flex-wrap gap-1 overflow-y-auto" aria-label="Members in common">
          {members.map((member) => (
            <li key={member} className="rounded-sm border px-1.5">
              <WireName wire={member} />
            </li>
          ))}
        </ul>
      )}
      {members.length < found && (
        <p className="text-xs text-muted">{formatCount(members.length)} of them are shown.</p>
      )}
    </>
  );
}
