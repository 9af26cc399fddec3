'use client';

import { useMemo } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { Ago } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { GroupRow, StreamResponse } from '@/lib/patterns/streams/model';

type Chosen = NonNullable<StreamResponse['group']>;
type Consumer = NonNullable<Chosen['consumers']>[number];

/** Who reads the stream: each group with what waits for it, and the consumers of one. */
export function GroupsPanel({
  groups,
  chosen,
  now,
  exportName,
  onChoose,
  onPending,
}: {
  groups: StreamResponse['groups'];
  chosen: StreamResponse['group'];
  now: number;
  exportName: string;
  onChoose: (group: string) => void;
  onPending: (group: string, consumer: string | null) => void;
}) {
  const columns = useMemo(
    () => groupColumns(now, chosen?.name ?? null, onPending),
    [now, chosen?.name, onPending],
  );
  return (
    <>
      <Panel title="Groups" flush>
        <DataTable
          label="Groups"
          noun="group"
          columns={columns}
          rows={groups.rows}
          rowId={({ name }) => name}
          defaultSort="-pending"
          filterHint="worker, lag>100"
          exportName={`${exportName}-groups`}
          total={groups.of}
          onOpen={({ name }) => onChoose(name)}
          empty="Nobody reads this stream in a group. XREAD without one leaves no trace."
        />
      </Panel>
      {chosen && (
        <ConsumerTable
          group={chosen}
          exportName={exportName}
          onPending={(consumer) => onPending(chosen.name, consumer)}
        />
      )}
    </>
  );
}

const groupColumns = (
  now: number,
  chosen: string | null,
  onPending: (group: string, consumer: null) => void,
): readonly Column<GroupRow>[] => [
  {
    id: 'group',
    label: 'Group',
    value: ({ name }) => toShown(name),
    width: 190,
    grow: true,
    onCard: 'title',
    cell: ({ name, poison, gone }) => (
      <span className="flex min-w-0 items-center gap-2">
        <WireName wire={name} className={name === chosen ? 'truncate font-medium text-accent' : 'truncate'} />
        {poison > 0 && <Badge tone="critical">{formatCount(poison)} poison</Badge>}
        {gone > 0 && (
          <Badge tone="warning" title="Pending, but trimmed away: they can only be acknowledged">
            {formatCount(gone)} gone
          </Badge>
        )}
      </span>
    ),
  },
  {
    id: 'lag',
    label: 'Lag',
    explains: 'Entries that are still to be delivered to the group',
    value: ({ lag }) => lag,
    unit: 'count',
    width: 90,
    onCard: 'half',
  },
  {
    id: 'pending',
    label: 'Pending',
    explains: 'Entries that were delivered and not acknowledged',
    value: ({ pending }) => pending,
    unit: 'count',
    width: 90,
    onCard: 'half',
  },
  {
    id: 'consumers',
    label: 'Consumers',
    value: ({ consumers }) => consumers,
    unit: 'count',
    width: 95,
    onCard: 'half',
  },
  {
    id: 'idle',
    label: 'Longest pending',
    explains: 'Since the delivery that is longest ago, of the entries looked at',
    value: ({ longestIdleMs }) => (longestIdleMs === null ? null : longestIdleMs / 1000),
    unit: 'seconds',
    width: 130,
    onCard: 'half',
  },
  {
    id: 'delivered',
    label: 'Last delivered',
    explains: 'When the newest entry that it was given was added',
    value: ({ lastDeliveredAt }) => lastDeliveredAt,
    width: 130,
    onCard: 'half',
    cell: ({ lastDeliveredAt }) => (lastDeliveredAt === null ? '—' : <Ago at={lastDeliveredAt} now={now} />),
  },
  {
    id: 'read',
    label: 'Ever read',
    explains: 'Entries that the group was ever given, as the server counts (7.0)',
    value: ({ entriesRead }) => entriesRead,
    unit: 'count',
    width: 95,
    extra: true,
  },
  {
    id: 'position',
    label: 'Position',
    explains: 'The id that it was given last',
    value: ({ lastDeliveredId }) => lastDeliveredId,
    width: 170,
    mono: true,
    extra: true,
  },
  {
    id: 'see',
    label: '',
    value: () => null,
    width: 120,
    onCard: 'whole',
    cell: ({ name, pending }) =>
      pending > 0 && (
        <Button size="small" variant="quiet" onClick={() => onPending(name, null)}>
          See pending
        </Button>
      ),
  },
];

/** The consumers of a group, those with most pending first. */
function ConsumerTable({
  group: { name, consumers, consumersOf },
  exportName,
  onPending,
}: {
  group: Chosen;
  exportName: string;
  onPending: (consumer: string) => void;
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
        columns={CONSUMERS}
        rows={rows}
        rowId={(row) => row.name}
        defaultSort="-pending"
        urlPrefix="consumers"
        filterHint="worker, idle>3600"
        exportName={`${exportName}-${toShown(name)}-consumers`}
        total={consumersOf}
        onOpen={(row) => onPending(row.name)}
        empty={
          consumers === null
            ? 'The group has too many consumers to list them: perhaps each process leaves one behind.'
            : 'The group has no consumer: nobody has asked it for entries yet.'
        }
      />
    </Panel>
  );
}

const CONSUMERS: readonly Column<Consumer>[] = [
  {
    id: 'consumer',
    label: 'Consumer',
    value: ({ name }) => toShown(name),
    width: 220,
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
    width: 100,
    onCard: 'half',
  },
  {
    id: 'idle',
    label: 'Last asked',
    explains: 'Since it last asked for entries; before 7.2 since it last got some',
    value: ({ idleMs }) => idleMs / 1000,
    unit: 'seconds',
    width: 120,
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
