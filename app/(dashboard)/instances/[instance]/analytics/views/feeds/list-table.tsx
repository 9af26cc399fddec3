'use client';

import { useMemo } from 'react';
import { Ago } from '@/components/ui/moment';
import { DataTable } from '@/components/ui/data-table';
import { Meter } from '@/components/ui/meter';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { FeedRow } from '@/lib/patterns/feeds/model';
import { endsColumn } from '../ends-in';

/** A page of lists, or of chat rooms. */
export function ListTable({
  rows,
  total,
  noun,
  exportName,
  now,
  onOpen,
}: {
  rows: readonly FeedRow[];
  total: number;
  noun: 'room' | 'list';
  exportName: string;
  now: number;
  onOpen: (wire: string) => void;
}) {
  const timed = rows.some(({ newestAt }) => newestAt !== null);
  const columns = useMemo(
    (): readonly Column<FeedRow>[] => [
      {
        id: noun,
        label: noun === 'room' ? 'Room' : 'List',
        value: ({ key }) => toShown(key),
        width: 220,
        grow: true,
        onCard: 'title',
        cell: ({ key }) => <WireName wire={key} />,
      },
      {
        id: 'entries',
        label: noun === 'room' ? 'Messages' : 'Entries',
        explains: 'And how many it may have before the oldest ones go',
        value: ({ length }) => length,
        unit: 'count',
        width: 200,
        onCard: 'whole',
        cell: ({ length, cap }) => <Length length={length} cap={cap} />,
      },
      ...(noun === 'room' ? [MEMBERS] : []),
      ...(timed ? [newestColumn(now)] : []),
      endsColumn<FeedRow>(({ length }) => !length),
    ],
    [noun, timed, now],
  );
  return (
    <DataTable
      label={noun === 'room' ? 'Rooms' : 'Lists'}
      noun={noun}
      columns={columns}
      rows={rows}
      rowId={({ key }) => key}
      defaultSort="-entries"
      filterHint={`${rows[0] ? toShown(rows[0].key) : 'feed'}, entries>50`}
      exportName={exportName}
      total={total}
      empty="None of them is there any more."
      onOpen={({ key }) => onOpen(key)}
    />
  );
}

function Length({ length, cap }: Pick<FeedRow, 'length' | 'cap'>) {
  if (length === null) return '—';
  return (
    <span className="flex items-center justify-end gap-3">
      {cap !== null && <Meter ratio={length / cap} className="w-16 shrink-0" />}
      <span>
        {formatCount(length)}
        {cap !== null && <span className="text-muted"> / {formatCount(cap)}</span>}
      </span>
    </span>
  );
}

const MEMBERS: Column<FeedRow> = {
  id: 'members',
  label: 'Members',
  explains: 'Who is in the room',
  value: ({ members }) => members,
  unit: 'count',
  width: 100,
  onCard: 'half',
};

const newestColumn = (now: number): Column<FeedRow> => ({
  id: 'newest',
  label: 'Newest',
  value: ({ newestAt }) => newestAt,
  unit: 'count',
  width: 130,
  onCard: 'half',
  cell: ({ newestAt }) => (newestAt === null ? '—' : <Ago at={newestAt} now={now} />),
});
