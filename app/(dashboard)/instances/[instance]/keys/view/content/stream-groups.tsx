'use client';

import { useMemo } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CursorPager } from '@/components/ui/cursor-pager';
import { DataTable } from '@/components/ui/data-table';
import { Ago } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import type { ContentProps } from './content-props';

type Group = ContentOf<'stream'>['groups'][number];
type Opened = NonNullable<ContentOf<'stream'>['group']>;
type Consumer = NonNullable<Opened['consumers']>[number];
type Pending = Opened['pending']['rows'][number];

/** Who reads the stream in groups; of one of them its consumers and what they have not acknowledged. */
export function StreamGroups({ content, asked, now, onAsk }: ContentProps<'stream'>) {
  const { groups, groupsOf, group, key } = content;
  const pendingColumns = useMemo(() => pendingColumnsAt(now), [now]);
  const name = toShown(key);
  return (
    <>
      <Panel title="Groups" flush>
        <DataTable
          label="Groups"
          noun="group"
          columns={GROUPS}
          rows={groups}
          rowId={(row) => row.name}
          defaultSort="-pending"
          filterHint="worker, lag>100"
          exportName={`${name}-groups`}
          total={groupsOf}
          heightClass="max-h-80"
          onOpen={(row) => onAsk({ group: row.name, consumer: null, after: null })}
          empty="Nobody reads this stream in a group. XREAD without one leaves no trace."
        />
      </Panel>
      {group && (
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <Panel
            flush
            title={
              <>
                Consumers of <WireName wire={group.name} className="text-sm font-normal" />
              </>
            }
          >
            <DataTable
              label="Consumers"
              noun="consumer"
              columns={CONSUMERS}
              rows={group.consumers ?? []}
              rowId={(row) => row.name}
              defaultSort="-pending"
              urlPrefix="consumers"
              filterHint="worker, idle>3600"
              exportName={`${name}-consumers`}
              heightClass="max-h-96"
              onOpen={(row) => onAsk({ consumer: row.name, after: null })}
              empty={
                group.consumers === null
                  ? 'The group has too many consumers to list them.'
                  : 'The group has no consumer: nobody has asked it for entries yet.'
              }
            />
          </Panel>
          <Panel
            flush
            title="Pending"
            aside={
              <>
                {asked.consumer !== null && (
                  <span className="flex items-center gap-1 text-muted">
                    of <WireName wire={asked.consumer} />
                    <Button
                      size="small"
                      variant="quiet"
                      onClick={() => onAsk({ consumer: null, after: null })}
                    >
                      All consumers
                    </Button>
                  </span>
                )}
                <CursorPager
                  cursor={asked.after}
                  next={group.pending.after}
                  onCursor={(after) => onAsk({ after })}
                />
              </>
            }
          >
            <DataTable
              label="Pending entries"
              noun="entry"
              columns={pendingColumns}
              rows={group.pending.rows}
              rowId={({ id }) => id}
              defaultSort="id"
              urlPrefix="pending"
              filterHint="worker-2, deliveries>5"
              exportName={`${name}-pending`}
              heightClass="max-h-96"
              total={asked.consumer === null ? group.pending.total : undefined}
              empty="Everything that was delivered has been acknowledged."
            />
          </Panel>
        </div>
      )}
    </>
  );
}

const GROUPS: readonly Column<Group>[] = [
  {
    id: 'group',
    label: 'Group',
    value: ({ name }) => toShown(name),
    width: 220,
    grow: true,
    onCard: 'title',
    cell: ({ name }) => <WireName wire={name} />,
  },
  {
    id: 'lag',
    label: 'Lag',
    explains: 'Entries that are still to be delivered to the group',
    value: ({ lag }) => lag,
    unit: 'count',
    width: 100,
    onCard: 'half',
  },
  {
    id: 'pending',
    label: 'Pending',
    explains: 'Entries that were delivered and not acknowledged',
    value: ({ pending }) => pending,
    unit: 'count',
    width: 100,
    onCard: 'half',
  },
  {
    id: 'consumers',
    label: 'Consumers',
    value: ({ consumers }) => consumers,
    unit: 'count',
    width: 100,
    onCard: 'half',
  },
  {
    id: 'read',
    label: 'Ever read',
    explains: 'Entries that the group was ever given, as the server counts (7.0)',
    value: ({ entriesRead }) => entriesRead,
    unit: 'count',
    width: 100,
    extra: true,
  },
  {
    id: 'position',
    label: 'Position',
    explains: 'The id that it was given last',
    value: ({ lastDeliveredId }) => lastDeliveredId,
    width: 180,
    mono: true,
    onCard: 'whole',
  },
];

const CONSUMERS: readonly Column<Consumer>[] = [
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
];

const pendingColumnsAt = (now: number): readonly Column<Pending>[] => [
  {
    id: 'id',
    label: 'Id',
    value: ({ id }) => id,
    order: ({ id }) => Number(id.split('-')[0]),
    width: 170,
    grow: true,
    onCard: 'title',
    cell: ({ id, gone }) => (
      <span className="flex items-center gap-2">
        <span className="font-mono text-xs">{id}</span>
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
    onCard: 'half',
    cell: ({ consumer }) => <WireName wire={consumer} />,
  },
  {
    id: 'added',
    label: 'Added',
    explains: 'The time in its id',
    value: ({ at }) => at,
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
