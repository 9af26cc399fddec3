'use client';

import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import type { Column } from '@/components/ui/table-column';
import type { AnalyticsResponse } from '@/lib/schemas/analytics';

type Shape = AnalyticsResponse['unrecognised'][number];

const columns = (onDescribe: (template: string) => void): readonly Column<Shape>[] => [
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
  {
    id: 'describe',
    label: '',
    value: () => null,
    width: 120,
    onCard: 'whole',
    cell: ({ shape }) => (
      <Button size="small" variant="quiet" onClick={() => onDescribe(toTemplate(shape))}>
        Describe
      </Button>
    ),
  },
];

/** `shop:*:orders` → `shop:{a}:orders`: a description to go on with. */
function toTemplate(shape: string): string {
  let field = 'a'.charCodeAt(0);
  return shape.replace(/[\\{}]/g, '\\$&').replace(/\*/g, () => `{${String.fromCharCode(field++)}}`);
}

/** Groups of keys that nothing was recognised in. */
export function UnrecognisedTable({
  shapes,
  instance,
  onDescribe,
}: {
  shapes: readonly Shape[];
  instance: string;
  onDescribe: (template: string) => void;
}) {
  return (
    <Panel flush>
      <DataTable
        label="Keys that were not recognised"
        noun="group"
        columns={columns(onDescribe)}
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
