'use client';

import { useMemo, useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CursorPager } from '@/components/ui/cursor-pager';
import { DataTable } from '@/components/ui/data-table';
import { Input, Select } from '@/components/ui/input';
import { Ago } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { GroupRow, PendingRow, StreamResponse } from '@/lib/patterns/streams/model';
import type { StreamAddress } from './trim-panel';

/** What the panel asks of the server. */
interface Asked {
  group?: string | null;
  consumer?: string | null;
  after?: string | null;
  poison?: number | null;
}

/** What a group was given and has not acknowledged, the oldest first: whose it is, how old, how often delivered. */
export function PendingPanel({
  groups,
  chosen,
  consumer,
  after,
  poison,
  pending: isPending,
  now,
  address,
  exportName,
  onAsk,
  onChanged,
}: {
  groups: readonly GroupRow[];
  chosen: StreamResponse['group'];
  consumer: string | null;
  after: string | null;
  poison: number;
  pending: boolean;
  now: number;
  address: StreamAddress;
  exportName: string;
  onAsk: (asked: Asked) => void;
  onChanged: () => void;
}) {
  const columns = useMemo(() => columnsAt(now), [now]);
  const rows = useMemo(() => chosen?.pending.rows ?? [], [chosen]);
  if (chosen === null) {
    if (isPending) return <Skeleton className="h-80" />;
    return (
      <Panel title="Pending">
        <p className="py-6 text-muted">Nobody reads this stream in a group, so nothing can be pending.</p>
      </Panel>
    );
  }
  return (
    <Panel
      flush
      title="Pending"
      aside={
        <>
          <Select
            aria-label="Group"
            value={chosen.name}
            onChange={(event) => onAsk({ group: event.target.value, consumer: null, after: null })}
            className="w-auto max-w-52 font-mono"
          >
            {groups.map(({ name, pending }) => (
              <option key={name} value={name}>
                {toShown(name)} ({formatCount(pending)})
              </option>
            ))}
          </Select>
          <Select
            aria-label="Consumer"
            value={consumer ?? ''}
            onChange={(event) => onAsk({ consumer: event.target.value || null, after: null })}
            className="w-auto max-w-52"
          >
            <option value="">all consumers</option>
            {consumersToChoose(chosen, consumer).map((name) => (
              <option key={name} value={name}>
                {toShown(name)}
              </option>
            ))}
          </Select>
          <label className="flex items-center gap-1.5 text-muted">
            Poison above
            <Input
              key={poison}
              type="number"
              min={1}
              aria-label="Deliveries that are not poison yet"
              defaultValue={poison}
              onBlur={(event) =>
                onAsk({ poison: Math.max(1, Math.round(Number(event.target.value))) || null })
              }
              onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
              className="w-16"
            />
            deliveries
          </label>
          <CursorPager cursor={after} next={chosen.pending.after} onCursor={(id) => onAsk({ after: id })} />
        </>
      }
    >
      <DataTable
        key={chosen.name}
        label="Pending entries"
        noun="entry"
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        defaultSort="added"
        urlPrefix="pending"
        filterHint="worker-2, deliveries>5, idle>3600"
        exportName={`${exportName}-${toShown(chosen.name)}-pending`}
        total={after === null && chosen.pending.after === null ? undefined : chosen.pending.total}
        empty="Everything that was delivered has been acknowledged."
        selectionBar={(selected, _, clear) => (
          <PendingActions
            selected={selected}
            group={chosen}
            address={address}
            onDone={() => {
              clear();
              onChanged();
            }}
          />
        )}
      />
    </Panel>
  );
}

function consumersToChoose(
  { consumers }: NonNullable<StreamResponse['group']>,
  chosen: string | null,
): string[] {
  const names = (consumers ?? []).filter(({ pending }) => pending > 0).map(({ name }) => name);
  return chosen === null || names.includes(chosen) ? names : [chosen, ...names];
}

const columnsAt = (now: number): readonly Column<PendingRow>[] => [
  {
    id: 'id',
    label: 'Id',
    value: ({ id }) => id,
    width: 190,
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
    width: 180,
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
    width: 140,
    onCard: 'half',
    cell: ({ at }) => (at === null ? '—' : <Ago at={at} now={now} />),
  },
  {
    id: 'idle',
    label: 'Delivered',
    explains: 'Since its last delivery',
    value: ({ idleMs }) => idleMs / 1000,
    unit: 'seconds',
    width: 120,
    onCard: 'half',
  },
  {
    id: 'deliveries',
    label: 'Deliveries',
    value: ({ deliveries }) => deliveries,
    unit: 'count',
    width: 100,
    onCard: 'half',
  },
];

/** What can be done with what is selected: say that it is done, or give it to somebody else. */
function PendingActions({
  selected,
  group,
  address,
  onDone,
}: {
  selected: readonly PendingRow[];
  group: NonNullable<StreamResponse['group']>;
  address: StreamAddress;
  onDone: () => void;
}) {
  const [consumer, setConsumer] = useState('');
  const [claims, setClaims] = useState(false);
  const ids = selected.map(({ id }) => id);
  const count = `${formatCount(ids.length)} ${ids.length === 1 ? 'entry' : 'entries'}`;
  // What was delivered again since it was looked at is shorter idle, and stays with whoever has it now.
  const minIdleMs = Math.min(...selected.map(({ idleMs }) => idleMs));
  return (
    <>
      <span className="mr-auto">{count} selected</span>
      <ActionButton
        action="stream.ack"
        input={{ ...address, group: group.name, ids }}
        label={`Acknowledge ${count}`}
        onDone={onDone}
      />
      {claims ? (
        <>
          <Input
            list="stream-consumers"
            aria-label="Consumer who gets them"
            placeholder="consumer"
            autoFocus
            value={consumer}
            onChange={(event) => setConsumer(event.target.value)}
            className="w-44 font-mono"
          />
          <datalist id="stream-consumers">
            {(group.consumers ?? []).map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <ActionButton
            action="stream.claim"
            input={{ ...address, group: group.name, consumer, ids, minIdleMs }}
            label={`Give ${count} to ${consumer || '…'}`}
            disabledBecause={consumer === '' ? 'Type or choose a consumer' : null}
            onDone={onDone}
          />
        </>
      ) : (
        <Button onClick={() => setClaims(true)}>Give to another consumer</Button>
      )}
    </>
  );
}
