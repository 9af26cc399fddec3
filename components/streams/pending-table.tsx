'use client';

import { useMemo } from 'react';
import { Badge } from '@/components/ui/badge';
import { DataTable, type DataTableProps } from '@/components/ui/data-table';
import { Ago } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { PendingRow } from '@/lib/patterns/streams/model';

/** An entry that was delivered and not acknowledged; not everybody asks which ones are poison. */
type Pending = Omit<PendingRow, 'poison'> & { poison?: boolean };

/** What a group was given and has not acknowledged, the oldest first. */
export function PendingTable<Row extends Pending>({
  now,
  ...props
}: { now: number } & Pick<
  DataTableProps<Row>,
  'rows' | 'defaultSort' | 'filterHint' | 'exportName' | 'total' | 'heightClass' | 'selectionBar'
>) {
  const columns = useMemo(() => columnsAt(now), [now]);
  return (
    <DataTable
      {...props}
      label="Pending entries"
      noun="entry"
      columns={columns}
      rowId={entryId}
      urlPrefix="pending"
      empty="Everything that was delivered has been acknowledged."
    />
  );
}

const entryId = ({ id }: Pending) => id;

const columnsAt = (now: number): readonly Column<Pending>[] => [
  {
    id: 'id',
    label: 'Id',
    value: ({ id }) => id,
    width: 170,
    grow: true,
    onCard: 'title',
    cell: ({ id, poison, gone }) => (
      <span className="flex items-center gap-2">
        <span className="font-mono text-xs">{id}</span>
        {poison && (
          <Badge tone="critical" title="Delivered so often that nobody seems to get done with it">
            poison
          </Badge>
        )}
        {gone && (
          <Badge tone="warning" title="Trimmed away before it was acknowledged: it can only be acknowledged">
            gone
          </Badge>
        )}
      </span>
    ),
  },
  {
    id: 'consumer',
    label: 'Consumer',
    value: ({ consumer }) => toShown(consumer),
    width: 120,
    grow: true,
    onCard: 'whole',
    cell: ({ consumer }) => <WireName wire={consumer} />,
  },
  {
    id: 'added',
    label: 'Added',
    explains: 'The time in its id',
    value: ({ at }) => at,
    order: ({ id, at }) => (at ?? 0) + Number(id.split('-')[1] ?? 0) / 1e6,
    width: 110,
    onCard: 'half',
    cell: ({ at }) => (at === null ? '—' : <Ago at={at} now={now} />),
  },
  {
    id: 'idle',
    label: 'Delivered',
    explains: 'Since its last delivery',
    value: ({ idleMs }) => idleMs / 1000,
    unit: 'seconds',
    width: 96,
    onCard: 'half',
  },
  {
    id: 'deliveries',
    label: 'Deliveries',
    value: ({ deliveries }) => deliveries,
    unit: 'count',
    width: 90,
    onCard: 'half',
  },
];
