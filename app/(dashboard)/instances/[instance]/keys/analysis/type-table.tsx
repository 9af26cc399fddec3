'use client';

import { useMemo, useState } from 'react';
import { BarPanel } from '@/components/charts/bar-panel';
import { DataTable } from '@/components/ui/data-table';
import { Dialog } from '@/components/ui/dialog';
import { Panel } from '@/components/ui/panel';
import { ShareCell } from '@/components/ui/share-cell';
import type { Column } from '@/components/ui/table-column';
import { share } from '@/lib/format';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { TypeBadge, typeWord } from '../type-badge';
import { Estimate, rangeOf, valueOf, type Measure } from './estimate';
import { histogramBars } from './histogram-bars';

type TypeCount = AnalysisView['types'][number];
type Row = TypeCount['encodings'][number] & { type: string };

/** Keys by type and by how the server stores them; a row with lengths opens them. */
export function TypeTable({
  result,
  measure,
  instance,
}: {
  result: AnalysisView;
  measure: Measure;
  instance: string;
}) {
  const rows = useMemo(
    () => result.types.flatMap(({ type, encodings }) => encodings.map((each) => ({ ...each, type }))),
    [result.types],
  );
  const [opened, setOpened] = useState<Row | null>(null);
  const columns = useMemo(() => columnsOf(measure, result.total[measure].estimate), [measure, result.total]);
  return (
    <Panel title="By type and encoding" flush>
      <DataTable
        label="Types and encodings"
        noun="encoding"
        columns={columns}
        rows={rows}
        rowId={({ type, encoding }) => `${type} ${encoding}`}
        defaultSort={`-${measure}`}
        urlPrefix="types"
        filterHint="hash, keys>1000"
        exportName={`${instance}-types`}
        onOpen={(row) => row.lengths && setOpened(row)}
        heightClass="max-h-96"
        empty="No key was looked at."
      />
      {opened?.lengths && (
        <Dialog
          open
          onOpenChange={() => setOpened(null)}
          side="right"
          title={`Length of ${typeWord(opened.type)} keys`}
          description={
            opened.encoding === null
              ? undefined
              : `stored as ${opened.encoding}, of those that were looked at`
          }
        >
          <div className="overflow-y-auto p-4">
            <BarPanel
              title={opened.type === 'string' ? 'Bytes of the value' : 'Elements'}
              label={`Lengths of ${typeWord(opened.type)} keys, by ${measure}`}
              unit={measure === 'bytes' ? 'bytes' : 'count'}
              bars={histogramBars(opened.lengths, opened.type === 'string' ? 'bytes' : 'count', measure)}
              height={260}
            />
          </div>
        </Dialog>
      )}
    </Panel>
  );
}

const columnsOf = (measure: Measure, whole: number): readonly Column<Row>[] => [
  {
    id: 'type',
    label: 'Type',
    value: ({ type }) => typeWord(type),
    width: 130,
    grow: true,
    onCard: 'title',
    cell: ({ type }) => <TypeBadge type={type} />,
  },
  {
    id: 'encoding',
    label: 'Encoding',
    value: ({ encoding }) => encoding,
    width: 150,
    mono: true,
    onCard: 'half',
  },
  {
    id: 'keys',
    label: 'Keys',
    value: (row) => valueOf(row, 'keys'),
    unit: 'count',
    width: 160,
    onCard: 'half',
    cell: (row) => <Estimate range={rangeOf(row, 'keys')} measure="keys" />,
  },
  {
    id: 'bytes',
    label: 'Bytes',
    value: (row) => valueOf(row, 'bytes'),
    unit: 'bytes',
    width: 170,
    onCard: 'half',
    cell: (row) => <Estimate range={rangeOf(row, 'bytes')} measure="bytes" />,
  },
  {
    id: 'share',
    label: `Share of ${measure}`,
    value: (row) => share(valueOf(row, measure), whole),
    unit: 'ratio',
    width: 170,
    onCard: 'whole',
    cell: (row) => <ShareCell ratio={share(valueOf(row, measure), whole)} />,
  },
  {
    id: 'mean',
    label: 'Mean',
    value: ({ keys, bytes }) => (keys > 0 ? bytes / keys : null),
    unit: 'bytes',
    width: 110,
    onCard: 'half',
  },
  {
    id: 'max',
    label: 'Largest',
    value: ({ largestBytes }) => largestBytes,
    unit: 'bytes',
    width: 110,
    onCard: 'half',
  },
  {
    id: 'without-ttl',
    label: 'Without TTL',
    value: ({ keys, expiring }) => (keys > 0 ? 1 - expiring.keys / keys : null),
    unit: 'ratio',
    width: 110,
    onCard: 'half',
  },
];
