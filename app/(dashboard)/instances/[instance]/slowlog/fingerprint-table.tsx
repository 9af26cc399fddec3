'use client';

import { useMemo } from 'react';
import { useQueryStates } from 'nuqs';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { ShareCell } from '@/components/ui/share-cell';
import type { Column } from '@/components/ui/table-column';
import { plural } from '@/lib/plural';
import type { FingerprintsResponse, SlowlogGroup } from '@/lib/schemas/slowlog';
import { slowlogParams } from '@/lib/search-params';

/** Slow commands by shape: what the time went to. Opening one shows its history and its entries. */
export function FingerprintTable({
  data,
  instance,
  empty,
}: {
  data: FingerprintsResponse;
  instance: string;
  empty: string;
}) {
  const [, setParams] = useQueryStates(slowlogParams, { history: 'push' });
  const { unit, at, groups, groupsTotal } = data;
  const columns = useMemo(() => columnsOf(unit, at), [unit, at]);
  return (
    <DataTable
      label="Slow commands by fingerprint"
      noun="fingerprint"
      columns={columns}
      rows={groups}
      total={groupsTotal}
      rowId={({ fingerprint }) => fingerprint}
      defaultSort="-total"
      filterHint="SORT, count>10"
      exportName={`${instance}-slowlog-fingerprints`}
      onOpen={({ fingerprint }) => void setParams({ tab: 'entries', fingerprint, cursor: null })}
      empty={empty}
    />
  );
}

function columnsOf(unit: FingerprintsResponse['unit'], now: number): readonly Column<SlowlogGroup>[] {
  const amount = (id: 'total' | 'mean' | 'max' | 'p99', label: string): Column<SlowlogGroup> => ({
    ...{ id, label, unit, width: 96 },
    value: (group) => group[id],
  });
  const moment = (id: 'first' | 'last', label: string, of: 'firstAt' | 'lastAt'): Column<SlowlogGroup> => ({
    ...{ id, label, width: 110 },
    value: (group) => group[of],
    cell: (group) => <Moment at={group[of]} now={now} />,
  });
  return [
    {
      id: 'fingerprint',
      label: 'Fingerprint',
      value: ({ fingerprint }) => fingerprint,
      width: 260,
      grow: true,
      mono: true,
      onCard: 'title',
      cell: ({ fingerprint, count, own }) => (
        <span className="flex items-center gap-1.5">
          <span className="truncate">{fingerprint}</span>
          {own > 0 && (
            <Badge
              tone="accent"
              title={`${own.toLocaleString('en-US')} of ${plural(count, 'entry', 'entries')}`}
            >
              {own === count ? 'this dashboard' : 'this dashboard, too'}
            </Badge>
          )}
        </span>
      ),
    },
    { id: 'count', label: 'Count', value: ({ count }) => count, unit: 'count', width: 80, onCard: 'half' },
    { ...amount('total', 'Total'), onCard: 'half' },
    {
      id: 'own',
      label: 'This dashboard',
      explains: 'How many of the entries are its own',
      value: ({ own }) => own,
      unit: 'count',
      width: 120,
      extra: true,
    },
    {
      id: 'share',
      label: 'Share',
      explains: 'Of the sum of all entries of the span',
      value: ({ share }) => share,
      unit: 'ratio',
      width: 150,
      onCard: 'half',
      cell: ({ share }) => <ShareCell ratio={share} />,
    },
    amount('mean', 'Mean'),
    { ...amount('p99', 'p99'), explains: 'Of a hundred entries, one took longer' },
    { ...amount('max', 'Maximum'), onCard: 'half' },
    moment('first', 'First', 'firstAt'),
    moment('last', 'Last', 'lastAt'),
    {
      id: 'nodes',
      label: 'Nodes',
      value: ({ nodes }) => nodes.join(' '),
      width: 170,
      mono: true,
      extra: true,
    },
  ];
}
