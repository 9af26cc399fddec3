'use client';

import { useMemo, useState, type ReactNode } from 'react';
import { CursorPager } from '@/components/ui/cursor-pager';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { EntryRow, StreamResponse } from '@/lib/patterns/streams/model';
import { commonFields, entryColumns } from './entry-columns';
import { EntryDialog } from './entry-dialog';

/** A page of entries, the newest first; further back by the id of the last one. */
export function EntriesPanel({
  entries,
  pending,
  now,
  before,
  exportName,
  onBefore,
  actionsOf,
}: {
  entries: StreamResponse['entries'];
  pending: boolean;
  now: number;
  before: string | null;
  exportName: string;
  onBefore: (id: string | null) => void;
  /** What can be done to an entry, below all that is known of it. */
  actionsOf?: (entry: EntryRow) => ReactNode;
}) {
  const [opened, setOpened] = useState<EntryRow | null>(null);
  const rows = useMemo(() => entries?.rows ?? [], [entries]);
  const names = useMemo(() => commonFields(rows).join('\n'), [rows]);
  const columns = useMemo(() => entryColumns(names === '' ? [] : names.split('\n'), now), [names, now]);
  if (entries === null && pending) return <Skeleton className="h-80" />;
  return (
    <Panel
      flush
      title="Entries"
      aside={<CursorPager cursor={before} next={entries?.before ?? null} onCursor={onBefore} />}
    >
      <DataTable
        label="Entries"
        noun="entry"
        columns={columns}
        rows={rows}
        rowId={({ id }) => id}
        defaultSort="-added"
        filterHint={names === '' ? 'login, bytes>200' : `${names.split('\n')[0]}:…, bytes>200`}
        exportName={`${exportName}-entries`}
        empty={
          before === null
            ? 'The stream is empty. New entries are shown as they come.'
            : 'There is nothing older.'
        }
        onOpen={setOpened}
      />
      {opened && (
        <EntryDialog entry={opened} now={now} actions={actionsOf?.(opened)} onClose={() => setOpened(null)} />
      )}
    </Panel>
  );
}
