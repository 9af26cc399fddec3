'use client';

import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { TagsResponse } from '@/lib/patterns/tags/read';
import { endsColumn } from '../ends-in';

type Row = TagsResponse['rows'][number];

const COLUMNS: readonly Column<Row>[] = [
  {
    id: 'set',
    label: 'Set',
    value: ({ key }) => toShown(key),
    width: 220,
    grow: true,
    onCard: 'title',
    cell: ({ key }) => <WireName wire={key} />,
  },
  {
    id: 'members',
    label: 'Members',
    value: ({ members }) => members,
    unit: 'count',
    width: 110,
    onCard: 'half',
  },
  endsColumn<Row>(({ members }) => members === null),
];

/** A page of sets. */
export const SetTable = ({
  rows,
  total,
  exportName,
  onOpen,
}: {
  rows: readonly Row[];
  total: number;
  exportName: string;
  onOpen: (wire: string) => void;
}) => (
  <DataTable
    label="Sets"
    noun="set"
    columns={COLUMNS}
    rows={rows}
    rowId={({ key }) => key}
    defaultSort="-members"
    filterHint="post:7, members>3"
    exportName={exportName}
    total={total}
    empty="No set is there any more."
    onOpen={({ key }) => onOpen(key)}
  />
);
