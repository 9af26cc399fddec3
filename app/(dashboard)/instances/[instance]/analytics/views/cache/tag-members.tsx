'use client';

import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount, UNKNOWN } from '@/lib/format';
import type { TagTable } from '@/lib/patterns/caches/tag-table';
import { endsColumn } from '../ends-in';
import type { CacheAddress } from './value-view';

type Opened = NonNullable<TagTable['asked']>;
type Member = Opened['shown'][number];

const STATES = { live: 'fine', orphan: 'warning' } as const;

const stateOf = ({ live }: Member) => (live === null ? null : live ? 'live' : 'orphan');

const COLUMNS: readonly Column<Member>[] = [
  {
    id: 'key',
    label: 'Key',
    value: ({ key }) => toShown(key),
    width: 200,
    grow: true,
    onCard: 'title',
    cell: ({ key }) => <WireName wire={key} />,
  },
  {
    id: 'state',
    label: 'State',
    explains: 'An orphan is gone, and still a member',
    value: stateOf,
    width: 90,
    onCard: 'half',
    cell: (row) => {
      const state = stateOf(row);
      return state ? <Badge tone={STATES[state]}>{state}</Badge> : UNKNOWN;
    },
  },
  endsColumn<Member>(({ live }) => live !== true),
];

/** Some keys of a tag, chosen by chance, and the way to forget them all. */
export function TagMembers({
  tag,
  acts,
  address,
  onChanged,
}: {
  tag: Opened;
  acts: boolean;
  address: CacheAddress;
  onChanged: () => void;
}) {
  return (
    <>
      {acts && (
        <div className="px-4 pb-4">
          <ActionButton
            action="cache.invalidate"
            input={{ ...address, tag: tag.key, count: tag.members }}
            label={`Invalidate ${toShown(tag.tag)}`}
            preview={<TagWarning members={tag.members} />}
            onDone={onChanged}
          />
        </div>
      )}
      <DataTable
        label="Keys of the tag"
        noun="key"
        columns={COLUMNS}
        rows={tag.shown}
        rowId={({ key }) => key}
        defaultSort="key"
        urlPrefix="member"
        filterHint="state:orphan"
        exportName={toShown(tag.tag)}
        total={tag.members}
        empty="The tag has no members."
      />
    </>
  );
}

/** What goes with a tag. */
export const TagWarning = ({ members }: { members: number }) => (
  <p>
    {formatCount(members)} {members === 1 ? 'key' : 'keys'} that the tag names, whatever they hold, as far as
    they are still there; and their places in the tag.
  </p>
);
