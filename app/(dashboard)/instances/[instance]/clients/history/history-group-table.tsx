'use client';

import { DataTable } from '@/components/ui/data-table';
import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/table-column';
import { GROUPINGS } from '@/lib/group-clients';
import type { ClientHistoryResponse } from '@/lib/schemas/client-history';

type Group = ClientHistoryResponse['groups'][number];

const figure = (
  id: string,
  label: string,
  unit: Column<Group>['unit'],
  value: (group: Group) => number | null,
  more: Partial<Column<Group>> = {},
): Column<Group> => ({ id, label, unit, value, width: 96, ...more });

const FIGURES: readonly Column<Group>[] = [
  figure('end', 'At the end', 'count', ({ atEnd }) => atEnd, {
    explains: 'Open at the end of the span',
    onCard: 'half',
  }),
  figure('peak', 'Peak', 'count', ({ peak }) => peak, { explains: 'The most at one moment', onCard: 'half' }),
  figure('mean', 'Mean', 'count', ({ mean }) => mean, { explains: 'Open on average', width: 84 }),
  figure('opened', 'Opened', 'count', ({ opened }) => opened, {
    explains: 'In the span, of those that lived long enough to be listed',
    onCard: 'half',
  }),
  figure('closed', 'Closed', 'count', ({ closed }) => closed, { onCard: 'half' }),
  figure('lifetime', 'Mean lifetime', 'seconds', ({ lifetimeSeconds }) => lifetimeSeconds, {
    explains: 'Of those that were closed in the span',
    width: 116,
    onCard: 'half',
  }),
  figure('longest', 'Longest', 'seconds', ({ longestSeconds }) => longestSeconds, {
    explains: 'The longest that one has been connected',
  }),
  figure('share', 'Share', 'ratio', ({ share }) => share, {
    explains: 'Of the time that all connections together were open',
    width: 84,
    onCard: 'half',
  }),
];

/** What each application's connections were over the span; opening one shows who of it was connected. */
export function HistoryGroupTable({
  history: { groups, groupsTotal, by },
  colourOf,
  instance,
  onOpen,
}: {
  history: ClientHistoryResponse;
  /** The colour of a group in the chart above; `null` where it is one of the others. */
  colourOf: (key: string) => string | null;
  instance: string;
  onOpen: (key: string) => void;
}) {
  const columns: readonly Column<Group>[] = [
    {
      id: 'group',
      label: GROUPINGS[by].label,
      value: ({ key }) => key,
      width: 220,
      grow: true,
      mono: true,
      onCard: 'title',
      cell: ({ key, rising }) => (
        <span className="flex items-center gap-2">
          <span
            className="h-2 w-2 shrink-0 rounded-full"
            style={{ background: colourOf(key) ?? 'var(--series-8)' }}
          />
          <span className="truncate">{key}</span>
          {rising && (
            <Badge tone="warning" title="Connections are opened and none is closed: a leak looks like this.">
              only rises
            </Badge>
          )}
        </span>
      ),
    },
    ...FIGURES,
  ];
  return (
    <>
      <DataTable
        label="Groups over time"
        noun="group"
        columns={columns}
        rows={groups}
        rowId={({ key }) => key}
        defaultSort="-share"
        filterHint="worker, opened>100, lifetime<60"
        exportName={`${instance}-connections-by-${by}`}
        urlPrefix="apps"
        heightClass="max-h-80"
        onOpen={({ key }) => onOpen(key)}
        empty="Nobody was connected as far as is known."
      />
      {groupsTotal > groups.length && (
        <p className="px-4 pb-3 text-xs text-muted">
          The {groups.length} largest of {groupsTotal.toLocaleString('en-US')} groups; the charts count all of
          them.
        </p>
      )}
    </>
  );
}
