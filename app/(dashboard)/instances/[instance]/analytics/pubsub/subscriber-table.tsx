'use client';

import { DataTable } from '@/components/ui/data-table';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import type { PubsubResponse } from '@/lib/schemas/pubsub';

type Subscriber = NonNullable<PubsubResponse['subscribers']>[number];

const COLUMNS: readonly Column<Subscriber>[] = [
  {
    id: 'name',
    label: 'Name',
    value: ({ name }) => name,
    width: 180,
    grow: true,
    mono: true,
    onCard: 'title',
  },
  {
    id: 'address',
    label: 'Address',
    value: ({ address }) => address,
    width: 180,
    mono: true,
    onCard: 'whole',
  },
  {
    id: 'channels',
    label: 'Channels',
    value: ({ channels }) => channels,
    unit: 'count',
    width: 100,
    onCard: 'half',
  },
  {
    id: 'patterns',
    label: 'Patterns',
    value: ({ patterns }) => patterns,
    unit: 'count',
    width: 100,
    onCard: 'half',
  },
  {
    id: 'waiting',
    label: 'Waiting for it',
    explains: 'Messages that a slow reader has not taken; beyond client-output-buffer-limit Redis closes it',
    value: ({ outputBytes }) => outputBytes,
    unit: 'bytes',
    width: 130,
    onCard: 'half',
  },
  { id: 'node', label: 'Node', value: ({ node }) => node, width: 160, mono: true, extra: true },
  { id: 'id', label: 'Id', value: ({ id }) => id, unit: 'count', width: 90, extra: true },
];

/** The connections that listen, and how far behind they are. */
export function SubscriberTable({ data, instance }: { data: PubsubResponse; instance: string }) {
  const refused = data.refused['client|list'];
  if (data.subscribers === null) {
    return (
      <Notice severity="info" title="Who listens is not shown." line={refused?.line}>
        {refused?.message}
      </Notice>
    );
  }
  return (
    <Panel title="Listening connections" flush>
      <DataTable
        label="Listening connections"
        noun="connection"
        columns={COLUMNS}
        rows={data.subscribers}
        rowId={({ node, id }) => `${node} ${id}`}
        defaultSort="-waiting"
        urlPrefix="listening"
        filterHint="worker, waiting>1000"
        exportName={`${instance}-subscribers`}
        empty="No connection listens."
      />
    </Panel>
  );
}
