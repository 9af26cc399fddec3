'use client';

import { useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import { ShareCell } from '@/components/ui/share-cell';
import type { Column } from '@/components/ui/table-column';
import type { LatencyResponse } from '@/lib/schemas/latency';
import { bucketText, callsOf } from './heat-view';

interface Bucket {
  upperUs: number;
  calls: number;
  share: number;
  /** Of all calls, those that took no longer. */
  upTo: number;
}

/** The calls of the whole span by bucket: the heat map's figures, to read and to take along. */
export function BucketTable({
  histogram,
  instance,
}: {
  histogram: NonNullable<LatencyResponse['histogram']>;
  instance: string;
}) {
  const rows = useMemo(() => bucketsOf(histogram), [histogram]);
  if (rows.length === 0) return null;
  return (
    <Panel title="Calls of the span by duration" flush>
      <DataTable
        label="Calls by duration"
        noun="bucket"
        columns={COLUMNS}
        rows={rows}
        rowId={({ upperUs }) => String(upperUs)}
        defaultSort="duration"
        filterHint="calls>100"
        exportName={`${instance}-latency`}
        empty="No command was called in this span."
        urlPrefix="bucket"
        heightClass="max-h-96"
      />
    </Panel>
  );
}

function bucketsOf(histogram: NonNullable<LatencyResponse['histogram']>): Bucket[] {
  const total = callsOf(histogram);
  let seen = 0;
  return histogram.boundsUs.map((upperUs, index) => {
    const calls = histogram.calls[index]!;
    seen += calls;
    return { upperUs, calls, share: calls / total, upTo: seen / total };
  });
}

const COLUMNS: readonly Column<Bucket>[] = [
  {
    id: 'duration',
    label: 'Duration',
    explains: 'In the export and in filters: the upper bound in microseconds',
    value: ({ upperUs }) => upperUs,
    width: 180,
    grow: true,
    onCard: 'title',
    cell: ({ upperUs }) => bucketText(upperUs),
  },
  { id: 'calls', label: 'Calls', value: ({ calls }) => calls, unit: 'count', width: 120, onCard: 'half' },
  {
    id: 'share',
    label: 'Share',
    explains: 'Of the calls of the span',
    value: ({ share }) => share,
    unit: 'ratio',
    width: 160,
    onCard: 'half',
    cell: ({ share }) => <ShareCell ratio={share} />,
  },
  {
    id: 'upto',
    label: 'No longer',
    explains: 'Share of the calls that took no longer than this',
    value: ({ upTo }) => upTo,
    unit: 'ratio',
    width: 110,
    onCard: 'half',
  },
];
