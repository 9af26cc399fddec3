'use client';

import { useQueryState } from 'nuqs';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import type { ClientGroup, Grouping } from '@/lib/group-clients';
import { tableParams } from '@/lib/search-params';
import { filterFor } from './filter-for';

const total = (
  id: string,
  label: string,
  unit: Column<ClientGroup>['unit'],
  value: (group: ClientGroup) => number | null,
  more: Partial<Column<ClientGroup>> = {},
): Column<ClientGroup> => ({ id, label, unit, value, width: 100, ...more });

const TOTALS: readonly Column<ClientGroup>[] = [
  total('blocked', 'Blocked', 'count', ({ blocked }) => blocked, { onCard: 'half' }),
  total('memory', 'Memory', 'bytes', ({ memoryBytes }) => memoryBytes, { onCard: 'half' }),
  total('output', 'Output', 'bytes', ({ outputBytes }) => outputBytes),
  total('idle', 'Longest idle', 'seconds', ({ idleSeconds }) => idleSeconds, { onCard: 'half' }),
  total('received', 'Received', 'bytes', ({ netInBytes }) => netInBytes, { extra: true }),
  total('sent', 'Sent', 'bytes', ({ netOutBytes }) => netOutBytes, { extra: true }),
  total('commands', 'Commands', 'count', ({ commands }) => commands, { extra: true }),
];

/** Totals by application, user, host, library or database; opening a group filters the connections below. */
export function GroupTable({
  groups,
  by,
  instance,
}: {
  groups: readonly ClientGroup[];
  by: Grouping;
  instance: string;
}) {
  const [, setQuery] = useQueryState('q', tableParams.q);
  const largest = Math.max(1, ...groups.map(({ clients }) => clients));
  const columns: readonly Column<ClientGroup>[] = [
    {
      id: 'group',
      label: 'Group',
      value: ({ key }) => key,
      width: 200,
      grow: true,
      mono: true,
      onCard: 'title',
    },
    total('clients', 'Clients', 'count', ({ clients }) => clients, {
      width: 220,
      onCard: 'half',
      cell: ({ clients }) => (
        <span className="flex items-center justify-end gap-2">
          <span
            className="h-1.5 rounded-full bg-accent/70"
            style={{ width: `${(clients / largest) * 120}px` }}
          />
          <span className="min-w-10">{clients.toLocaleString('en-US')}</span>
        </span>
      ),
    }),
    ...TOTALS,
  ];
  return (
    <DataTable
      label="Groups of clients"
      noun="group"
      columns={columns}
      rows={groups}
      rowId={({ key }) => key}
      defaultSort="-clients"
      filterHint="worker, memory>1000000"
      exportName={`${instance}-clients-by-${by}`}
      urlPrefix="group"
      heightClass="max-h-72"
      onOpen={({ key }) => void setQuery(filterFor(key, by))}
      empty="Nobody is connected."
    />
  );
}
