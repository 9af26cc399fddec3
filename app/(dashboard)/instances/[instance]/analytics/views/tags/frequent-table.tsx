'use client';

import { useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table';
import { Meter } from '@/components/ui/meter';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { TagsResponse } from '@/lib/patterns/tags/read';

type Row = TagsResponse['frequent']['rows'][number];

/** The members that most sets have. */
export function FrequentTable({
  frequent: { sets: looked, rows },
  exportName,
}: {
  frequent: TagsResponse['frequent'];
  exportName: string;
}) {
  const most = Math.max(1, ...rows.map(({ sets }) => sets));
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      {
        id: 'member',
        label: 'Member',
        value: ({ member }) => toShown(member),
        width: 140,
        grow: true,
        onCard: 'title',
        cell: ({ member }) => <WireName wire={member} />,
      },
      {
        id: 'sets',
        label: `In sets, of ${formatCount(looked)}`,
        explains: 'Of the sets that were looked at: 200 at most, none of more than 100 members',
        value: ({ sets }) => sets,
        unit: 'count',
        width: 190,
        onCard: 'whole',
        cell: ({ sets }) => (
          <span className="flex items-center justify-end gap-3">
            <Meter ratio={sets / most} className="w-24" />
            <span className="min-w-8">{formatCount(sets)}</span>
          </span>
        ),
      },
    ],
    [looked, most],
  );
  return (
    <DataTable
      label="Most frequent members"
      noun="member"
      urlPrefix="frequent"
      columns={columns}
      rows={rows}
      rowId={({ member }) => member}
      defaultSort="-sets"
      filterHint="tea, sets>5"
      exportName={exportName}
      empty="The sets that were looked at are empty, or larger than 100 members."
    />
  );
}
