'use client';

import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { FindForm } from '@/components/ui/find-form';
import { KeyNames } from '@/components/ui/key-names';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatAgo, formatCount, UNKNOWN } from '@/lib/format';
import type { MarkTable } from '@/lib/patterns/caches/marks';
import type { ThingHeader } from '@/lib/schemas/analytics';
import { endsColumn } from '../ends-in';
import type { CacheAddress } from './value-view';

type Mark = MarkTable['rows'][number];

/** Marks of when a value was computed: those that have outlived their values leak. */
export function MarkView({
  thing,
  marks,
  address,
  find,
  now,
  onFind,
  onChanged,
}: {
  thing: ThingHeader;
  marks: MarkTable;
  address: CacheAddress;
  find: string | null;
  now: number;
  onFind: (wire: string | null) => void;
  onChanged: () => void;
}) {
  const columns = useMemo(() => columnsOf(now), [now]);
  const orphans = marks.rows.filter(({ isOrphan }) => isOrphan).map(({ key }) => key);
  const of = `of ${formatCount(marks.looked)} looked at`;
  return (
    <>
      <StatStrip
        stats={[
          { label: 'Marks', value: formatCount(thing.keys), note: 'by the last scan' },
          { label: 'Orphans', value: formatCount(marks.orphans), note: of },
          { label: 'Without expiry', value: formatCount(marks.withoutTtl), note: of },
        ]}
      />
      <Panel
        flush
        title="Marks of the time"
        aside={
          <>
            <FindForm
              label="Marks whose name contains"
              placeholder={toShown(marks.rows[0]?.base ?? 'report:7')}
              value={find}
              onFind={onFind}
            />
            {orphans.length > 0 && <RemoveMarks keys={orphans} address={address} onDone={onChanged} />}
          </>
        }
      >
        <DataTable
          label="Marks"
          noun="mark"
          columns={columns}
          rows={marks.rows}
          rowId={({ key }) => key}
          rowLabel={({ key }) => toShown(key)}
          defaultSort="state"
          filterHint="state:orphan, written>3600"
          exportName={thing.title}
          total={marks.total}
          empty={
            find === null
              ? 'No mark that the scan has seen is there any more.'
              : `No mark that the scan kept contains ${toShown(find)}.`
          }
          selectionBar={(rows, _, clear) => (
            <>
              <span className="mr-auto">{rows.length} selected</span>
              <RemoveMarks
                keys={rows.map(({ key }) => key)}
                address={address}
                onDone={() => {
                  clear();
                  onChanged();
                }}
              />
            </>
          )}
        />
      </Panel>
    </>
  );
}

function RemoveMarks({
  keys,
  address,
  onDone,
}: {
  keys: string[];
  address: CacheAddress;
  onDone: () => void;
}) {
  return (
    <ActionButton
      action="cache.invalidate"
      input={{ ...address, keys }}
      label={`Remove ${keys.length} ${keys.length === 1 ? 'mark' : 'marks'}`}
      size="small"
      preview={
        <div className="space-y-2">
          <KeyNames keys={keys} />
          <p className="text-muted">A mark whose value is there by then stays.</p>
        </div>
      }
      onDone={onDone}
    />
  );
}

const columnsOf = (now: number): readonly Column<Mark>[] => [
  {
    id: 'base',
    label: 'Value',
    explains: 'The key that the mark stands beside',
    value: ({ base }) => toShown(base),
    width: 220,
    grow: true,
    onCard: 'title',
    cell: ({ base }) => <WireName wire={base} />,
  },
  {
    id: 'state',
    label: 'State',
    explains: 'The value of an orphan is gone',
    value: ({ isOrphan }) => (isOrphan ? 'orphan' : 'in use'),
    order: ({ isOrphan }) => (isOrphan ? 0 : 1),
    width: 100,
    onCard: 'half',
    cell: ({ isOrphan }) => (
      <Badge tone={isOrphan ? 'warning' : 'fine'}>{isOrphan ? 'orphan' : 'in use'}</Badge>
    ),
  },
  {
    id: 'written',
    label: 'Computed',
    explains: 'As the mark says',
    value: ({ writtenAt }) => (writtenAt === null ? null : Math.round((now - writtenAt) / 1000)),
    unit: 'seconds',
    width: 150,
    onCard: 'half',
    cell: ({ writtenAt }) => (writtenAt === null ? UNKNOWN : formatAgo(writtenAt, now)),
  },
  endsColumn<Mark>(),
  {
    id: 'key',
    label: 'Key',
    value: ({ key }) => toShown(key),
    width: 260,
    mono: true,
    extra: true,
  },
];
