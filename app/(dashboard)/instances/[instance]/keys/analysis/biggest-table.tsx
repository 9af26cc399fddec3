'use client';

import Link from 'next/link';
import { useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { CutName } from '@/components/ui/cut-name';
import { DataTable } from '@/components/ui/data-table';
import { Select } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { ShareCell } from '@/components/ui/share-cell';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatCount, formatDuration, share } from '@/lib/format';
import type { AnalysisView } from '@/lib/keyspace/analysis-view-schema';
import { analysisParams } from '@/lib/search-params';
import { TypeBadge, typeWord } from '../type-badge';
import { keyPath } from '../key-path';

type TopKey = AnalysisView['largest'][number];

/** The largest keys, of all types or of one. */
export function BiggestTable({
  result,
  instance,
  database,
}: {
  result: AnalysisView;
  instance: string;
  database: number;
}) {
  const [type, setType] = useQueryState('type', analysisParams.type);
  const types = useMemo(() => [...new Set(result.largest.map((key) => key.type))].sort(), [result.largest]);
  const rows = useMemo(
    () => result.largest.filter((key) => type === null || key.type === type),
    [result.largest, type],
  );
  const columns = useMemo(
    () =>
      columnsOf(result.total.bytes.estimate, instance, database).filter(
        ({ id }) => id !== 'length' || result.largest.some(({ length }) => length !== null),
      ),
    [result, instance, database],
  );
  return (
    <Panel
      title={result.isWhole ? 'Biggest keys' : 'Biggest of the keys that were looked at'}
      aside={
        <Select
          aria-label="Type"
          value={type ?? ''}
          onChange={(event) => void setType(event.target.value || null)}
          className="w-auto"
        >
          <option value="">All types</option>
          {types.map((each) => (
            <option key={each} value={each}>
              {typeWord(each)}
            </option>
          ))}
        </Select>
      }
      flush
    >
      <DataTable
        label="Biggest keys"
        noun="key"
        columns={columns}
        rows={rows}
        rowId={({ name, type: of }) => `${of} ${name}`}
        defaultSort="-bytes"
        urlPrefix="biggest"
        filterHint="session, bytes>1000000, type:hash"
        exportName={`${instance}-biggest-keys`}
        empty="No key was measured."
      />
    </Panel>
  );
}

const columnsOf = (whole: number, instance: string, database: number): readonly Column<TopKey>[] => [
  {
    id: 'name',
    label: 'Key',
    value: ({ name }) => toShown(name),
    width: 320,
    grow: true,
    onCard: 'title',
    cell: ({ name, nameLength }) => (
      <Link
        href={keyPath(instance, database, name)}
        prefetch={false}
        title={nameLength > 4_096 ? `The beginning of a name of ${formatCount(nameLength)} bytes` : undefined}
        className="block text-accent underline-offset-2 hover:underline"
      >
        <CutName wire={name} />
      </Link>
    ),
  },
  {
    id: 'type',
    label: 'Type',
    value: ({ type }) => typeWord(type),
    width: 120,
    onCard: 'half',
    cell: ({ type }) => <TypeBadge type={type} />,
  },
  { id: 'bytes', label: 'Bytes', value: ({ bytes }) => bytes, unit: 'bytes', width: 120, onCard: 'half' },
  {
    id: 'share',
    label: 'Share of all bytes',
    value: ({ bytes }) => share(bytes, whole),
    unit: 'ratio',
    width: 170,
    onCard: 'whole',
    cell: ({ bytes }) => <ShareCell ratio={share(bytes, whole)} />,
  },
  {
    id: 'length',
    label: 'Length',
    explains: 'Elements; of a string its bytes',
    value: ({ length }) => length,
    unit: 'count',
    width: 110,
    onCard: 'half',
  },
  {
    id: 'ttl',
    label: 'Time left then',
    explains: 'Seconds to live when it was looked at',
    value: ({ ttlMs }) => (ttlMs === null ? null : ttlMs / 1000),
    unit: 'seconds',
    width: 130,
    onCard: 'half',
    cell: ({ ttlMs }) =>
      ttlMs === null ? <span className="text-muted">none</span> : formatDuration(ttlMs / 1000),
  },
];
