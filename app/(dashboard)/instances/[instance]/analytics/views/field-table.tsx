'use client';

import { useMemo, type ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';

/** A field with its value. */
export interface Field {
  name: string;
  /** `null`: it did not leave the server. */
  value: string | null;
}

/** Fields and values of a hash or the like. */
export function FieldTable({
  label,
  noun,
  fields,
  total,
  exportName,
  empty,
  urlPrefix,
  unread = 'masked',
}: {
  label: string;
  noun: string;
  fields: readonly Field[];
  total: number | null;
  exportName: string;
  empty: ReactNode;
  urlPrefix?: string;
  /** Why there is no value. */
  unread?: 'masked' | 'not read';
}) {
  const columns = useMemo(
    (): readonly Column<Field>[] => [
      {
        id: 'name',
        label: noun.charAt(0).toUpperCase() + noun.slice(1),
        value: ({ name }) => toShown(name),
        width: 220,
        onCard: 'title',
        cell: ({ name }) => <WireName wire={name} />,
      },
      {
        id: 'value',
        label: 'Value',
        explains: 'Masked where the name or the value looks like a secret',
        value: ({ value }) => value ?? unread,
        width: 260,
        grow: true,
        mono: true,
        onCard: 'whole',
        cell: ({ value }) =>
          value === null ? <Badge>{unread}</Badge> : <span title={value}>{value === '' ? '""' : value}</span>,
      },
    ],
    [noun, unread],
  );
  return (
    <DataTable
      label={label}
      noun={noun}
      columns={columns}
      rows={fields}
      rowId={({ name }) => name}
      defaultSort="name"
      filterHint="name, value:true"
      exportName={exportName}
      total={total === null ? undefined : Math.max(total, fields.length)}
      empty={empty}
      urlPrefix={urlPrefix}
    />
  );
}
