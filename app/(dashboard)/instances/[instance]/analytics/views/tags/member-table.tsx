'use client';

import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { TagsResponse } from '@/lib/patterns/tags/read';

interface Row {
  member: string;
}

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'member',
    label: 'Member',
    value: ({ member }) => toShown(member),
    width: 240,
    grow: true,
    onCard: 'title',
    cell: ({ member }) => <WireName wire={member} />,
  },
];

/** A page of the members of a set. */
export function MemberTable({ set }: { set: NonNullable<TagsResponse['opened']> }) {
  return (
    <DataTable
      label="Members"
      noun="member"
      urlPrefix="members"
      columns={COLUMNS}
      rows={set.page.map((member) => ({ member }))}
      rowId={({ member }) => member}
      defaultSort="member"
      filterHint={set.page[0] ? toShown(set.page[0]) : 'user:42'}
      exportName={toShown(set.key)}
      total={Math.max(set.members ?? 0, set.page.length)}
      empty="Nothing is in this set."
    />
  );
}
