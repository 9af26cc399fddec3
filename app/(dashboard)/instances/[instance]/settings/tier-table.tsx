'use client';

import { useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table';
import { Ago } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table-column';
import { formatDuration } from '@/lib/format';
import type { HistoryCostResponse } from '@/lib/schemas/history-cost';

type TierRow = HistoryCostResponse['tiers'][number];

/** The resolutions of the past: how fine, how long, how large. */
export function TierTable({
  tiers,
  instance,
  now,
}: {
  tiers: readonly TierRow[];
  instance: string;
  now: number;
}) {
  const columns = useMemo(
    (): readonly Column<TierRow>[] => [
      {
        id: 'resolution',
        label: 'One value for',
        value: ({ stepMs }) => (stepMs === 0 ? 'each reading' : formatDuration(stepMs / 1000)),
        order: ({ stepMs }) => stepMs,
        width: 150,
        grow: true,
        onCard: 'title',
      },
      {
        id: 'kept',
        label: 'Kept for',
        value: ({ keepMs }) => (keepMs === null ? 'the current hour' : formatDuration(keepMs / 1000)),
        order: ({ keepMs }) => keepMs ?? 0,
        width: 150,
        onCard: 'half',
      },
      {
        id: 'oldest',
        label: 'Oldest point',
        value: ({ oldestAt }) => oldestAt,
        width: 150,
        onCard: 'half',
        cell: ({ oldestAt }) => (oldestAt === null ? '—' : <Ago at={oldestAt} now={now} />),
      },
      {
        id: 'values',
        label: 'Values',
        value: ({ values }) => values,
        unit: 'count',
        width: 110,
        onCard: 'half',
      },
      {
        id: 'bytes',
        label: 'On disk',
        value: ({ bytes }) => bytes,
        unit: 'bytes',
        width: 110,
        onCard: 'half',
      },
    ],
    [now],
  );
  return (
    <DataTable
      label="Resolutions"
      noun="resolution"
      columns={columns}
      rows={tiers}
      rowId={({ stepMs }) => String(stepMs)}
      defaultSort="resolution"
      filterHint="bytes>1000"
      exportName={`${instance}-history`}
      empty="Nothing is kept."
    />
  );
}
