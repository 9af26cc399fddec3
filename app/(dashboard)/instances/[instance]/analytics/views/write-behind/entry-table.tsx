'use client';

import { useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { formatWholeSeconds } from '@/lib/format';
import type { WriteBehindResponse } from '@/lib/patterns/write-behind/read';

interface Row {
  place: number;
  entry: WriteBehindResponse['rows'][number];
}

/** What waits, in the order that was chosen. */
export function EntryTable({
  rows: entries,
  offset,
  at,
  noun,
  exportName,
}: {
  rows: WriteBehindResponse['rows'];
  offset: number;
  /** When they were read. */
  at: number;
  noun: string;
  exportName: string;
}) {
  const rows = useMemo(
    () => entries.map((entry, index): Row => ({ entry, place: offset + index + 1 })),
    [entries, offset],
  );
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      { id: 'place', label: '#', value: ({ place }) => place, unit: 'count', width: 64 },
      {
        id: 'about',
        label: 'About',
        explains: 'The cache entry, the record or the action',
        value: ({ entry }) => entry.about,
        width: 200,
        mono: true,
        onCard: 'title',
      },
      {
        id: 'age',
        label: 'Waits for',
        value: ({ entry }) => ageOf(entry.at, at),
        unit: 'seconds',
        width: 120,
        onCard: 'half',
        cell: ({ entry }) => formatWholeSeconds(ageOf(entry.at, at)),
      },
      {
        id: 'text',
        label: 'Entry',
        explains: 'Secrets are masked',
        value: ({ entry }) => entry.text,
        width: 320,
        grow: true,
        mono: true,
        onCard: 'whole',
      },
    ],
    [at],
  );
  return (
    <DataTable
      label="Entries"
      noun={noun}
      columns={columns}
      rows={rows}
      rowId={({ place }) => String(place)}
      defaultSort="place"
      filterHint="user:7, age>60"
      exportName={exportName}
      empty={`No ${noun} waits: everything has been taken over.`}
    />
  );
}

const ageOf = (since: number | null, at: number) =>
  since === null ? null : Math.max(0, Math.floor((at - since) / 1000));
