'use client';

import { useMemo } from 'react';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatAgo, formatDuration } from '@/lib/format';
import type { PresenceResponse } from '@/lib/patterns/presence/read';

type Row = PresenceResponse['rows'][number];

const USER: Column<Row> = {
  id: 'user',
  label: 'User',
  value: ({ user }) => toShown(user),
  width: 200,
  grow: true,
  onCard: 'title',
  cell: ({ user }) => <WireName wire={user} />,
};

/** A page of users; where hearts beat, since when and for how long. */
export function UserTable({
  rows,
  total,
  beating,
  at,
  exportName,
  onFind,
}: {
  rows: readonly Row[];
  total: number;
  /** Whether there are heartbeats in this layout. */
  beating: boolean;
  /** When it was read: Unix milliseconds. */
  at: number;
  exportName: string;
  onFind: (wire: string) => void;
}) {
  const columns = useMemo((): readonly Column<Row>[] => (beating ? heartColumns(at) : [USER]), [beating, at]);
  return (
    <DataTable
      label="Users"
      noun="user"
      columns={columns}
      rows={rows}
      rowId={({ user }) => user}
      defaultSort={beating ? 'ends' : 'user'}
      filterHint={beating ? '42, state:stuck' : '42'}
      exportName={exportName}
      total={Math.max(total, rows.length)}
      empty="Nobody is online. SADD puts the first one there."
      onOpen={({ user }) => onFind(user)}
    />
  );
}

const heartColumns = (at: number): readonly Column<Row>[] => [
  USER,
  {
    id: 'state',
    label: 'State',
    value: ({ aliveForMs }) => (aliveForMs === null ? 'stuck' : 'alive'),
    width: 110,
    onCard: 'half',
    cell: ({ aliveForMs }) => (
      <Badge tone={aliveForMs === null ? 'warning' : 'fine'}>{aliveForMs === null ? 'stuck' : 'alive'}</Badge>
    ),
  },
  {
    id: 'seen',
    label: 'Last seen',
    explains: 'What the heartbeat says; not every application writes a time into it',
    value: ({ seenAt }) => (seenAt === null ? null : Math.round((at - seenAt) / 1000)),
    unit: 'seconds',
    width: 150,
    onCard: 'half',
    cell: ({ seenAt }) => (seenAt === null ? '—' : formatAgo(seenAt, at)),
  },
  {
    id: 'ends',
    label: 'Heartbeat ends in',
    explains: 'Its time to live; without another beat the user is taken for gone then',
    value: ({ aliveForMs }) => (aliveForMs === null ? null : aliveForMs / 1000),
    unit: 'seconds',
    width: 150,
    onCard: 'half',
    cell: ({ aliveForMs }) => (aliveForMs === null ? '—' : formatDuration(Math.ceil(aliveForMs / 1000))),
  },
];
