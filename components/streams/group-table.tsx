'use client';

import { DataTable, type DataTableProps } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { GroupRow } from '@/lib/patterns/streams/model';

type Group = Pick<GroupRow, 'name' | 'lag' | 'pending' | 'consumers' | 'entriesRead' | 'lastDeliveredId'>;

/** The groups of a stream, those with most pending first. */
export function GroupTable<Row extends Group>(
  props: Pick<DataTableProps<Row>, 'columns' | 'rows' | 'exportName' | 'total' | 'heightClass' | 'onOpen'>,
) {
  return (
    <DataTable
      {...props}
      label="Groups"
      noun="group"
      rowId={groupName}
      defaultSort="-pending"
      filterHint="worker, lag>100"
      empty="Nobody reads this stream in a group. XREAD without one leaves no trace."
    />
  );
}

const groupName = ({ name }: Group) => name;

/** What is known of every group; a page adds its own. */
export const GROUP_COLUMNS = {
  group: {
    id: 'group',
    label: 'Group',
    value: ({ name }) => toShown(name),
    width: 190,
    grow: true,
    onCard: 'title',
    cell: ({ name }) => <WireName wire={name} />,
  },
  lag: {
    id: 'lag',
    label: 'Lag',
    explains: 'Entries that are still to be delivered to the group',
    value: ({ lag }) => lag,
    unit: 'count',
    width: 90,
    onCard: 'half',
  },
  pending: {
    id: 'pending',
    label: 'Pending',
    explains: 'Entries that were delivered and not acknowledged',
    value: ({ pending }) => pending,
    unit: 'count',
    width: 90,
    onCard: 'half',
  },
  consumers: {
    id: 'consumers',
    label: 'Consumers',
    value: ({ consumers }) => consumers,
    unit: 'count',
    width: 95,
    onCard: 'half',
  },
  read: {
    id: 'read',
    label: 'Ever read',
    explains: 'Entries that the group was ever given, as the server counts (7.0)',
    value: ({ entriesRead }) => entriesRead,
    unit: 'count',
    width: 95,
    extra: true,
  },
  position: {
    id: 'position',
    label: 'Position',
    explains: 'The id that it was given last',
    value: ({ lastDeliveredId }) => lastDeliveredId,
    width: 170,
    mono: true,
    onCard: 'whole',
  },
} as const satisfies Record<string, Column<Group>>;
