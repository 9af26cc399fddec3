'use client';

import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import type { AnalyticsResponse } from '@/lib/schemas';

type Shape = AnalyticsResponse['unrecognised'][number];

const COLUMNS: readonly Column<Shape>[] = [
  {
    id: 'shape',
    label: 'Names like',
    value: ({ shape }) => shape,
    width: 320,
    grow: true,
    mono: true,
    onCard: 'title',
  },
  { id: 'keys', label: 'Keys', value: ({ keys }) => keys, unit: 'count', width: 110, onCard: 'half' },
  {
    id: 'type',
    label: 'Type',
    value: ({ types, denied }) => (denied ? 'no access' : types.join(', ')),
    width: 180,
    onCard: 'half',
  },
];

/** Groups of keys that nothing was recognised in. */
export function UnrecognisedTable({ shapes, instance }: { shapes: readonly Shape[]; instance: string }) {
  return (
    <Panel flush>
      <DataTable
        label="Keys that were not recognised"
        noun="group"
        columns={COLUMNS}
        rows={shapes}
        rowId={({ shape }) => shape}
        defaultSort="-keys"
        urlPrefix="shape"
        filterHint="user, type=hash, keys>100"
        exportName={`${instance}-not-recognised`}
        empty="Everything was recognised."
      />
    </Panel>
  );
}
