'use client';

import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import type { WriteBehindResponse } from '@/lib/patterns/write-behind/read';

type Repeat = NonNullable<WriteBehindResponse['window']>['about'][number];

const COLUMNS: readonly Column<Repeat>[] = [
  {
    id: 'about',
    label: 'About',
    value: ({ about }) => about,
    width: 180,
    grow: true,
    mono: true,
    onCard: 'title',
  },
  {
    id: 'entries',
    label: 'Entries',
    value: ({ entries }) => entries,
    unit: 'count',
    width: 90,
    onCard: 'half',
  },
];

/** What the newest entries are about, the most frequent first: the same work may be done many times. */
export function RepeatTable({
  window,
  isRefresh,
}: {
  window: WriteBehindResponse['window'];
  isRefresh: boolean;
}) {
  return (
    <Panel flush title={isRefresh ? 'Asked for most often' : 'Changed most often'}>
      {window !== null && window.duplicates > 0 && (
        <p className="px-4 pb-2 text-sm text-muted">
          {isRefresh
            ? 'One request each would do: whoever reads an old entry should look whether it is asked for already.'
            : 'Only the last change of each need be written, where changes hold the whole value.'}
        </p>
      )}
      <DataTable
        label="Most frequent"
        noun="name"
        columns={COLUMNS}
        rows={window?.about ?? []}
        rowId={({ about }) => about}
        defaultSort="-entries"
        filterHint="user, entries>1"
        exportName="most-frequent"
        empty="No entry says what it is about."
        urlPrefix="most"
        heightClass="max-h-96"
      />
    </Panel>
  );
}
