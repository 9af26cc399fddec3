'use client';

import { useMemo } from 'react';
import { ConsumerPanel } from '@/components/streams/consumer-panel';
import { GROUP_COLUMNS, GroupTable } from '@/components/streams/group-table';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Ago } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { GroupRow, StreamResponse } from '@/lib/patterns/streams/model';

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
        <GroupTable
          columns={columns}
          rows={groups.rows}
          exportName={`${exportName}-groups`}
          total={groups.of}
          onOpen={({ name }) => onChoose(name)}
        />
      </Panel>
      {chosen && (
        <ConsumerPanel
          group={chosen}
          total={chosen.consumersOf}
          exportName={exportName}
          onOpen={(consumer) => onPending(chosen.name, consumer)}
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
    ...GROUP_COLUMNS.group,
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
  GROUP_COLUMNS.lag,
  GROUP_COLUMNS.pending,
  GROUP_COLUMNS.consumers,
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
  GROUP_COLUMNS.read,
  { ...GROUP_COLUMNS.position, onCard: undefined, extra: true },
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
