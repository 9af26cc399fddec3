'use client';

import { ActionButton } from '@/components/actions/action-button';
import { DataTable } from '@/components/ui/data-table';
import type { AnalyticsResponse } from '@/lib/schemas/analytics';

type Rejected = AnalyticsResponse['rejected'][number];

/** Things that somebody said are not what they look like, and the way back. */
export function RejectedTable({
  things,
  database,
  onChanged,
}: {
  things: readonly Rejected[];
  database: number;
  onChanged: () => void;
}) {
  return (
    <DataTable
      label="Rejected things"
      noun="thing"
      columns={[
        { id: 'title', label: 'Thing', value: ({ title }) => title, width: 200, grow: true, onCard: 'title' },
        { id: 'id', label: 'Address', value: ({ id }) => id, width: 280, mono: true, onCard: 'whole' },
        {
          id: 'back',
          label: '',
          value: () => null,
          width: 140,
          onCard: 'whole',
          cell: ({ id }: Rejected) => (
            <ActionButton
              action="thing.change"
              input={{ db: database, thing: id, rejected: null }}
              label="Take back"
              size="small"
              onDone={onChanged}
            />
          ),
        },
      ]}
      rows={things}
      rowId={({ id }) => id}
      defaultSort="title"
      urlPrefix="rejected"
      filterHint="counter"
      exportName="rejected"
      empty="Nothing was rejected."
    />
  );
}
