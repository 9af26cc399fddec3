'use client';

import { useMemo, type ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { UNKNOWN } from '@/lib/format';
import type { LeaderboardRow } from '@/lib/patterns/leaderboards/model';
import { Moved } from './moved';
import { formatScore, gainOf, moveOf, type Movement } from './movement';

/** What names a board in an action. */
export interface BoardAddress {
  db: number;
  thing: string;
  key: string;
}

/** Members with place and score, and how they have moved; a row opens its member. */
export function BoardTable({
  rows,
  movement,
  noun,
  exportName,
  tools,
  onFind,
}: {
  rows: readonly LeaderboardRow[];
  movement: Movement;
  /** Who is ranked. */
  noun: 'member' | 'player';
  exportName: string;
  tools: ReactNode;
  onFind: (wire: string) => void;
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
        label: noun === 'player' ? 'Player' : 'Member',
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
        cell: ({ score }) => formatScore(score),
      },
      ...(movement.since === null ? [] : movementColumns(movement)),
      {
        id: 'position',
        label: 'Position',
        explains: 'In the order shown, ties as Redis orders them',
        value: ({ position }) => position,
        unit: 'count',
        width: 100,
        extra: true,
      },
    ],
    [movement, noun],
  );
  return (
    <DataTable
      label="Ranks"
      noun={noun}
      columns={columns}
      rows={rows}
      rowId={({ member }) => member}
      defaultSort="place"
      filterHint="user:12, score>1000"
      exportName={exportName}
      empty={`No ${noun} has a score in this range.`}
      tools={tools}
      onOpen={({ member }) => onFind(member)}
    />
  );
}

const movementColumns = (movement: Movement): Column<LeaderboardRow>[] => [
  {
    id: 'moved',
    label: 'Moved',
    explains: 'Places since the moment chosen; in the export, up is above 0 and down below',
    value: (row) => moveOf(row, movement),
    unit: 'count',
    width: 100,
    onCard: 'half',
    cell: (row) => <Moved row={row} movement={movement} />,
  },
  {
    id: 'gained',
    label: 'Gained',
    explains: 'Points since then; lost ones are below 0',
    value: gainOf,
    unit: 'count',
    width: 110,
    extra: true,
    cell: (row) => gainOf(row)?.toLocaleString('en-US', { signDisplay: 'exceptZero' }) ?? UNKNOWN,
  },
];
