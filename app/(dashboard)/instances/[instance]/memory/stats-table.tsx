'use client';

import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { formatBytes } from '@/lib/format';

interface Stat {
  name: string;
  value: number | string;
}

/** Names whose numbers are bytes; the others are counts, ratios or percentages. */
const BYTES =
  /allocated|backlog|clients|buffer|caches|overhead|dataset\.bytes|bytes|links|active|resident|functions|total$/;
const NOT_BYTES = /percentage|ratio|count$/;

const COLUMNS: readonly Column<Stat>[] = [
  {
    id: 'name',
    label: 'Name',
    value: ({ name }) => name,
    width: 260,
    grow: true,
    mono: true,
    onCard: 'title',
  },
  {
    id: 'value',
    label: 'Value',
    value: ({ value }) => value,
    unit: 'count',
    width: 140,
    onCard: 'whole',
    cell: ({ name, value }) =>
      typeof value === 'number' && BYTES.test(name) && !NOT_BYTES.test(name)
        ? formatBytes(value)
        : value.toLocaleString('en-US', { maximumFractionDigits: 2 }),
  },
];

/** MEMORY STATS as the server tells it. */
export function StatsTable({ stats, instance }: { stats: Stat[]; instance: string }) {
  return (
    <DataTable
      label="MEMORY STATS"
      noun="figure"
      columns={COLUMNS}
      rows={stats}
      rowId={({ name }) => name}
      defaultSort="name"
      filterHint="overhead, value>1000000"
      exportName={`${instance}-memory-stats`}
      heightClass="max-h-96"
      empty="The server names no figures."
    />
  );
}
