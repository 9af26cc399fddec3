'use client';

import { useMemo } from 'react';
import { PendingTable } from '@/components/streams/pending-table';
import { CursorPager } from '@/components/ui/cursor-pager';
import { Input, Select } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { GroupRow, StreamResponse } from '@/lib/patterns/streams/model';
import { PendingActions } from './pending-actions';
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
      <PendingTable
        key={chosen.name}
        now={now}
        rows={rows}
        defaultSort="added"
        filterHint="worker-2, deliveries>5, idle>3600"
        exportName={`${exportName}-${toShown(chosen.name)}-pending`}
        total={after === null && chosen.pending.after === null ? undefined : chosen.pending.total}
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
