'use client';

import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { IndexDrift } from '@/lib/patterns/sessions/model';
import { endsColumn } from '../ends-in';
import type { SessionAddress } from './session-columns';

type Row = IndexDrift['rows'][number];

/** Which users' indexes name sessions that are gone, and the way to clean them. */
export function DriftPanel({
  drift,
  address,
  onChanged,
}: {
  drift: IndexDrift;
  address: SessionAddress;
  onChanged: () => void;
}) {
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'index',
        label: 'Index',
        value: ({ key }) => toShown(key),
        width: 180,
        grow: true,
        onCard: 'title',
        cell: ({ key }) => <WireName wire={key} />,
      },
      {
        id: 'entries',
        label: 'Entries',
        value: ({ size }) => size,
        unit: 'count',
        width: 90,
        onCard: 'half',
      },
      {
        id: 'gone',
        label: 'Name no session',
        explains: 'Of those that were looked at',
        value: ({ gone }) => gone,
        unit: 'count',
        width: 140,
        onCard: 'half',
        cell: ({ gone, looked }) => (
          <>
            {formatCount(gone)} <span className="text-muted">of {formatCount(looked)}</span>
          </>
        ),
      },
      endsColumn<Row>(),
      {
        id: 'clean',
        label: '',
        value: () => null,
        width: 120,
        onCard: 'whole',
        cell: ({ key, gone }) =>
          gone === 0 ? null : (
            <ActionButton
              action="index.clean"
              input={{ ...address, key }}
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
    <Panel
      flush
      title="Index drift"
      aside={
        <span className="text-muted">
          {formatCount(drift.looked)} of {formatCount(drift.indexes)} indexes were looked at
        </span>
      }
    >
      <p className="px-4 pb-2 text-sm text-muted">
        An index is not told when a session ends by its TTL: its entries stay until somebody takes them out.
      </p>
      <DataTable
        label="Indexes"
        noun="user"
        urlPrefix="index"
        columns={columns}
        rows={drift.rows}
        rowId={({ key }) => key}
        defaultSort="-gone"
        filterHint="42, gone>0"
        exportName="session-indexes"
        empty="The indexes of the last scan are gone by now."
        heightClass="max-h-80"
      />
    </Panel>
  );
}
