'use client';

import { useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { StreamResponse } from '@/lib/patterns/streams/model';

type Consumer = NonNullable<NonNullable<StreamResponse['group']>['consumers']>[number];

/** The consumers of a group, those with most pending first. */
export function ConsumerPanel({
  group: { name, consumers },
  total,
  exportName,
  heightClass,
  onOpen,
}: {
  group: { name: string; consumers: readonly Consumer[] | null };
  total?: number;
  /** Of the stream. */
  exportName: string;
  heightClass?: string;
  onOpen: (consumer: string) => void;
}) {
  const rows = useMemo(() => consumers ?? [], [consumers]);
  return (
    <Panel
      flush
      title={
        <>
          Consumers of <WireName wire={name} className="text-sm font-normal" />
        </>
      }
    >
      <DataTable
        label="Consumers"
        noun="consumer"
        columns={COLUMNS}
        rows={rows}
        rowId={(row) => row.name}
        defaultSort="-pending"
        urlPrefix="consumers"
        filterHint="worker, idle>3600"
        exportName={`${exportName}-${toShown(name)}-consumers`}
        total={total}
        heightClass={heightClass}
        onOpen={(row) => onOpen(row.name)}
        empty={
          consumers === null
            ? 'The group has too many consumers to list them: perhaps each process leaves one behind.'
            : 'The group has no consumer: nobody has asked it for entries yet.'
        }
      />
    </Panel>
  );
}

const COLUMNS: readonly Column<Consumer>[] = [
  {
    id: 'consumer',
    label: 'Consumer',
    value: ({ name }) => toShown(name),
    width: 140,
    grow: true,
    onCard: 'title',
    cell: ({ name }) => <WireName wire={name} />,
  },
  {
    id: 'pending',
    label: 'Pending',
    explains: 'Entries that it was given and has not acknowledged',
    value: ({ pending }) => pending,
    unit: 'count',
    width: 90,
    onCard: 'half',
  },
  {
    id: 'idle',
    label: 'Last asked',
    explains: 'Since it last asked for entries; before 7.2 since it last got some',
    value: ({ idleMs }) => idleMs / 1000,
    unit: 'seconds',
    width: 110,
    onCard: 'half',
  },
  {
    id: 'inactive',
    label: 'Last got some',
    explains: 'Since it was last given entries (7.2)',
    value: ({ inactiveMs }) => (inactiveMs === null ? null : inactiveMs / 1000),
    unit: 'seconds',
    width: 130,
    onCard: 'half',
    extra: true,
  },
];
