'use client';

import { useMemo } from 'react';
import { useQueryStates } from 'nuqs';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table-column';
import { formatValue } from '@/lib/format';
import type { SlowlogGroup } from '@/lib/group-slowlog';
import { slowlogParams, tableParams } from '@/lib/search-params';

/** Slow commands by shape: what the time went to. Opening one shows its entries. */
export function FingerprintTable({
  groups,
  instance,
  now,
  empty,
}: {
  groups: readonly SlowlogGroup[];
  instance: string;
  now: number;
  empty: string;
}) {
  const [, setParams] = useQueryStates({ tab: slowlogParams.tab, q: tableParams.q });
  const columns = useMemo(
    (): readonly Column<SlowlogGroup>[] => [
      {
        id: 'fingerprint',
        label: 'Fingerprint',
        value: ({ fingerprint }) => fingerprint,
        width: 260,
        grow: true,
        mono: true,
        onCard: 'title',
      },
      { id: 'count', label: 'Count', value: ({ count }) => count, unit: 'count', width: 80, onCard: 'half' },
      {
        id: 'total',
        label: 'Total',
        value: ({ totalUs }) => totalUs,
        unit: 'microseconds',
        width: 96,
        onCard: 'half',
      },
      {
        id: 'share',
        label: 'Share',
        explains: 'Of the time of all entries in the log',
        value: ({ share }) => share,
        unit: 'ratio',
        width: 150,
        onCard: 'half',
        cell: ({ share }) => (
          <span className="flex items-center justify-end gap-2">
            <span className="h-1.5 rounded-full bg-accent/70" style={{ width: `${share * 72}px` }} />
            <span className="min-w-12">{formatValue(share, 'ratio')}</span>
          </span>
        ),
      },
      { id: 'mean', label: 'Mean', value: ({ meanUs }) => meanUs, unit: 'microseconds', width: 96 },
      {
        id: 'max',
        label: 'Maximum',
        value: ({ maxUs }) => maxUs,
        unit: 'microseconds',
        width: 96,
        onCard: 'half',
      },
      {
        id: 'first',
        label: 'First',
        value: ({ firstAt }) => firstAt,
        width: 110,
        cell: ({ firstAt }) => <Moment at={firstAt} now={now} />,
      },
      {
        id: 'last',
        label: 'Last',
        value: ({ lastAt }) => lastAt,
        width: 110,
        cell: ({ lastAt }) => <Moment at={lastAt} now={now} />,
      },
    ],
    [now],
  );
  return (
    <DataTable
      label="Slow commands by fingerprint"
      noun="fingerprint"
      columns={columns}
      rows={groups}
      rowId={({ fingerprint }) => fingerprint}
      defaultSort="-total"
      filterHint="SORT, count>10"
      exportName={`${instance}-slowlog-fingerprints`}
      onOpen={({ fingerprint }) => void setParams({ tab: 'entries', q: `fingerprint="${fingerprint}"` })}
      empty={empty}
    />
  );
}
