'use client';

import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import type { LeaderboardRow } from '@/lib/patterns/leaderboards/read';

/** What names a board in an action. */
export interface BoardAddress {
  db: number;
  thing: string;
  key: string;
}

/** Members with place and score. */
export function BoardTable({
  rows,
  address,
  exportName,
  onFind,
  onChanged,
}: {
  rows: readonly LeaderboardRow[];
  address: BoardAddress;
  exportName: string;
  onFind: (wire: string) => void;
  onChanged: () => void;
}) {
  const columns = useMemo(
    (): readonly Column<LeaderboardRow>[] => [
      {
        id: 'place',
        label: 'Place',
        explains: 'Members of one score share a place',
        value: ({ place }) => place,
        unit: 'count',
        width: 110,
        onCard: 'half',
        cell: ({ place, tied }) => (
          <span className="flex items-center justify-end gap-1.5">
            {tied && <Badge title="Somebody beside has the same score">tie</Badge>}
            {place.toLocaleString('en-US')}
          </span>
        ),
      },
      {
        id: 'member',
        label: 'Member',
        value: ({ member }) => toShown(member),
        width: 220,
        grow: true,
        onCard: 'title',
        cell: ({ member }) => <WireName wire={member} />,
      },
      {
        id: 'score',
        label: 'Score',
        value: ({ score }) => score,
        unit: 'count',
        width: 130,
        onCard: 'half',
        cell: ({ score }) => (typeof score === 'number' ? score.toLocaleString('en-US') : score),
      },
      {
        id: 'position',
        label: 'Position',
        explains: 'In the order shown, ties as Redis orders them',
        value: ({ position }) => position,
        unit: 'count',
        width: 100,
        extra: true,
      },
      {
        id: 'remove',
        label: '',
        value: () => null,
        width: 150,
        onCard: 'whole',
        cell: ({ member }) => (
          <ActionButton
            action="leaderboard.remove"
            input={{ ...address, member }}
            size="small"
            variant="quiet"
            onDone={onChanged}
          />
        ),
      },
    ],
    [address, onChanged],
  );
  return (
    <DataTable
      label="Ranks"
      noun="member"
      columns={columns}
      rows={rows}
      rowId={({ member }) => member}
      defaultSort="place"
      filterHint="user:12, score>1000"
      exportName={exportName}
      empty="No member has a score in this range."
      onOpen={({ member }) => onFind(member)}
    />
  );
}
