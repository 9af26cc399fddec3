'use client';

import { useMemo } from 'react';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { BitmapRow } from '@/lib/patterns/flags/model';
import { endsColumn } from '../ends-in';

/** A page of bitmaps; with the bit that was asked for, where one was. */
export function BitmapTable({
  rows,
  total,
  id,
  noun,
  exportName,
  onOpen,
}: {
  rows: readonly BitmapRow[];
  total: number;
  id: number | null;
  noun: 'group' | 'bitmap';
  exportName: string;
  onOpen: (wire: string) => void;
}) {
  const columns = useMemo(
    (): readonly Column<BitmapRow>[] => [
      {
        id: noun,
        label: noun === 'group' ? 'Group' : 'Bitmap',
        value: ({ key }) => toShown(key),
        width: 220,
        grow: true,
        onCard: 'title',
        cell: ({ key }) => <WireName wire={key} />,
      },
      ...(id === null ? [] : [hasColumn(id)]),
      {
        id: 'ones',
        label: 'Bits set',
        explains: 'BITCOUNT; not counted where a bitmap is larger than 8 MiB',
        value: ({ ones }) => ones,
        unit: 'count',
        width: 110,
        onCard: 'half',
      },
      {
        id: 'bytes',
        label: 'Size',
        explains: 'Up to its highest bit',
        value: ({ bytes }) => bytes,
        unit: 'bytes',
        width: 110,
        onCard: 'half',
      },
      endsColumn<BitmapRow>(({ bytes }) => bytes === null),
    ],
    [noun, id],
  );
  return (
    <DataTable
      label={noun === 'group' ? 'Groups' : 'Bitmaps'}
      noun={noun}
      columns={columns}
      rows={rows}
      rowId={({ key }) => key}
      defaultSort={noun}
      filterHint="ones>100, bytes<1024"
      exportName={exportName}
      total={total}
      empty={`No ${noun} is there any more.`}
      onOpen={({ key }) => onOpen(key)}
    />
  );
}

const hasColumn = (id: number): Column<BitmapRow> => ({
  id: 'has',
  label: `Has ${id}`,
  explains: 'GETBIT',
  value: ({ hasId }) => (hasId === null ? null : hasId ? 'yes' : 'no'),
  width: 110,
  onCard: 'half',
  cell: ({ hasId }) =>
    hasId === null ? '—' : hasId ? <Badge tone="fine">yes</Badge> : <span className="text-muted">no</span>,
});
