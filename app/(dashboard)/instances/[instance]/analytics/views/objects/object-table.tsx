'use client';

import { useMemo } from 'react';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatBytes, formatCount } from '@/lib/format';
import type { ObjectRow } from '@/lib/patterns/objects/model';
import { endsColumn } from '../ends-in';
import { fieldColumns } from './field-columns';
import { typeName } from './type-name';

const KEY: Column<ObjectRow> = {
  id: 'key',
  label: 'Key',
  value: ({ key }) => toShown(key),
  width: 200,
  grow: true,
  onCard: 'title',
  cell: ({ key }) => <WireName wire={key} />,
};

const TYPE: Column<ObjectRow> = {
  id: 'type',
  label: 'Type',
  value: ({ type }) => (type === null ? 'gone, or no access' : typeName(type)),
  width: 130,
  onCard: 'half',
  cell: ({ type }) =>
    type === null ? <span className="text-muted">gone, or no access</span> : <Badge>{typeName(type)}</Badge>,
};

const SIZE: Column<ObjectRow> = {
  id: 'size',
  label: 'Size',
  explains: 'Fields of a hash or of a JSON document, bytes of a string',
  value: ({ size }) => size,
  unit: 'count',
  width: 90,
  onCard: 'half',
  cell: ({ size, type }) =>
    size === null ? '—' : type === 'string' ? formatBytes(size) : `${formatCount(size)} fields`,
};

/** A page of objects with some of their fields in columns. */
export function ObjectTable({
  rows,
  total,
  exportName,
  isBalance,
  onOpen,
}: {
  rows: readonly ObjectRow[];
  total: number;
  exportName: string;
  isBalance: boolean;
  onOpen: (wire: string) => void;
}) {
  const fields = useMemo(() => fieldColumns(rows), [rows]);
  // One type for all is said above the table.
  const mixed = new Set(rows.map(({ type }) => type)).size > 1;
  const columns = useMemo(
    () => [
      KEY,
      ...fields.map((field) =>
        isBalance && field.id === 'value' ? { ...field, id: 'balance', label: 'Balance', width: 140 } : field,
      ),
      { ...TYPE, extra: isBalance || !mixed },
      { ...SIZE, extra: isBalance },
      endsColumn<ObjectRow>(({ type }) => type === null),
    ],
    [fields, isBalance, mixed],
  );
  return (
    <DataTable
      label={isBalance ? 'Balances' : 'Objects'}
      noun={isBalance ? 'balance' : 'object'}
      columns={columns}
      rows={rows}
      rowId={({ key }) => key}
      defaultSort={isBalance ? '-balance' : 'key'}
      filterHint={isBalance ? 'balance>500' : fields[0] ? `${fields[0].id}:…` : 'type:hash'}
      exportName={exportName}
      total={total}
      empty="None of them is there any more."
      onOpen={({ key }) => onOpen(key)}
    />
  );
}
