'use client';

import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { BarPanel } from '@/components/charts/bar-panel';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { FindForm } from '@/components/ui/find-form';
import { KeyNames } from '@/components/ui/key-names';
import { Panel } from '@/components/ui/panel';
import { Quantity } from '@/components/ui/quantity';
import { StatStrip } from '@/components/ui/stat-strip';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatBytes, formatCount, formatDuration, UNKNOWN } from '@/lib/format';
import type { CacheResponse } from '@/lib/patterns/caches/read';
import type { CacheRow, CacheSample } from '@/lib/patterns/caches/sample';
import type { ThingHeader } from '@/lib/schemas/analytics';
import { endsColumn } from '../ends-in';
import { ttlBars } from './ttl-bars';

/** What names a cache in an action. */
export interface CacheAddress {
  db: number;
  thing: string;
}

/** How much is cached, how large it is, how long it stays; the keys that were looked at; and a way to forget them. */
export function ValueView({
  thing,
  view,
  sample,
  address,
  find,
  onFind,
  onChanged,
}: {
  thing: ThingHeader;
  view: CacheResponse;
  sample: CacheSample;
  address: CacheAddress;
  find: string | null;
  onFind: (wire: string | null) => void;
  onChanged: () => void;
}) {
  const columns = useMemo(() => columnsOf(sample.computing > 0), [sample.computing]);
  const about = view.exact ? '' : '≈ ';
  const looked = `${formatCount(sample.looked)} of ${about}${formatCount(view.count)} keys looked at`;
  return (
    <>
      <StatStrip stats={statsOf(view, sample)} />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_30rem]">
        <Panel
          flush
          title="Keys"
          aside={
            <>
              <span className="text-muted max-lg:hidden">{looked}</span>
              <FindForm
                label="Keys whose name contains"
                placeholder={toShown(sample.rows[0]?.key ?? 'user:42')}
                value={find}
                onFind={onFind}
              />
            </>
          }
        >
          <DataTable
            label="Keys"
            noun="key"
            columns={columns}
            rows={sample.rows}
            rowId={({ key }) => key}
            rowLabel={({ key }) => toShown(key)}
            defaultSort="-bytes"
            filterHint="bytes>1000, ttl<60"
            exportName={thing.title}
            total={sample.total}
            empty={
              find === null
                ? 'All keys that the scan has seen have ended since. Scan again to see the new ones.'
                : `No key that the scan kept contains ${toShown(find)}.`
            }
            selectionBar={(rows, _, clear) => (
              <>
                <span className="mr-auto">{rows.length} selected</span>
                <ActionButton
                  action="cache.invalidate"
                  input={{ ...address, keys: rows.map(({ key }) => key) }}
                  label={`Invalidate ${rows.length} ${rows.length === 1 ? 'key' : 'keys'}`}
                  variant="danger"
                  size="small"
                  preview={<KeyNames keys={rows.map(({ key }) => key)} />}
                  onDone={() => {
                    clear();
                    onChanged();
                  }}
                />
              </>
            )}
          />
        </Panel>
        <div className="min-w-0 space-y-4 max-xl:order-first">
          <BarPanel
            title="How long they live on"
            aside={<span className="text-muted">{looked}</span>}
            label="Keys by the time that is left to them"
            unit="count"
            empty="None of the keys that were looked at is there any more."
            bars={sample.total === 0 ? [] : ttlBars(sample)}
          />
          {view.acts.byPrefix && (
            <InvalidateAll thing={thing} globs={view.globs} address={address} onChanged={onChanged} />
          )}
        </div>
      </div>
    </>
  );
}

/** All of it: what the scan brings by name, each key looked at once more. */
function InvalidateAll({
  thing,
  globs,
  address,
  onChanged,
}: {
  thing: ThingHeader;
  globs: readonly string[];
  address: CacheAddress;
  onChanged: () => void;
}) {
  const about = thing.parts.every(({ exact }) => exact) ? '' : '≈ ';
  const count = `${about}${formatCount(thing.keys)} ${thing.keys === 1 ? 'key' : 'keys'}`;
  const names = globs.map((glob) => <WireName key={glob} wire={glob} className="mr-2 break-all text-ink" />);
  return (
    <Panel title="Invalidate all of it">
      <div className="space-y-3">
        <p className="text-muted">
          {count} by the last scan, with names like {names}
        </p>
        <ActionButton
          action="cache.invalidate"
          input={{ ...address, prefix: true, count: thing.keys }}
          label={`Invalidate all of ${thing.title}`}
          preview={
            <div className="space-y-2">
              <p>
                {count} by the last scan, and those that came since, with names like {names}
              </p>
              <p className="text-muted">
                Each key is looked at once more, so that what only has such a name stays. It goes on with
                pauses, for 100,000 keys at most in one run.
              </p>
            </div>
          }
          onDone={onChanged}
        />
      </div>
    </Panel>
  );
}

function statsOf({ count, exact }: CacheResponse, sample: CacheSample) {
  const { bytes, looked, gone, withoutTtl, computing } = sample;
  const there = looked - gone;
  return [
    {
      label: 'Keys',
      value: `${exact ? '' : '≈ '}${formatCount(count)}`,
      note:
        gone > 0
          ? `${formatCount(gone)} of ${formatCount(looked)} looked at have ended since`
          : 'by the last scan',
    },
    {
      label: 'Memory',
      value: <Quantity value={bytes?.total ?? null} unit="bytes" />,
      note: bytes === null ? undefined : marginOf(bytes.margin),
    },
    { label: 'Mean of a key', value: <Quantity value={bytes?.mean ?? null} unit="bytes" /> },
    {
      label: 'Without expiry',
      value: formatCount(withoutTtl),
      note: `of ${formatCount(there)} looked at`,
    },
    ...(computing > 0
      ? [{ label: 'Placeholders', value: formatCount(computing), note: `of ${formatCount(there)} looked at` }]
      : []),
  ];
}

function marginOf(margin: number | null): string {
  if (margin === 0) return 'every key was measured';
  return margin === null ? 'estimated from one key' : `± ${formatBytes(margin)}, 95 % sure`;
}

const columnsOf = (computing: boolean): readonly Column<CacheRow>[] => [
  {
    id: 'key',
    label: 'Key',
    value: ({ key }) => toShown(key),
    width: 220,
    grow: true,
    onCard: 'title',
    cell: ({ key }) => <WireName wire={key} />,
  },
  ...(computing
    ? [
        {
          id: 'state',
          label: 'Holds',
          value: ({ computing: waits }: CacheRow) => (waits ? 'placeholder' : 'value'),
          width: 120,
          onCard: 'half',
          cell: ({ computing: waits }: CacheRow) =>
            waits ? <Badge tone="warning">placeholder</Badge> : <span className="text-muted">value</span>,
        } as const,
      ]
    : []),
  {
    id: 'bytes',
    label: 'Memory',
    explains: 'MEMORY USAGE',
    value: ({ bytes }) => bytes,
    unit: 'bytes',
    width: 100,
    onCard: 'half',
  },
  { ...endsColumn<CacheRow>(), id: 'ttl' },
  {
    id: 'idle',
    label: 'Idle for',
    explains: 'Since anybody read or wrote it; unknown where the eviction policy counts use instead',
    value: ({ idleSeconds }) => idleSeconds,
    unit: 'seconds',
    width: 100,
    onCard: 'half',
    cell: ({ idleSeconds }) => (idleSeconds === null ? UNKNOWN : formatDuration(idleSeconds)),
  },
];
