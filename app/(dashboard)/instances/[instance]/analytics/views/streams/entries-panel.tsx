'use client';

import { useMemo, useState, type ReactNode } from 'react';
import { CursorPager } from '@/components/ui/cursor-pager';
import { DataTable } from '@/components/ui/data-table';
import { Dialog } from '@/components/ui/dialog';
import { Ago, Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import type { Column } from '@/components/ui/table-column';
import { formatBytes } from '@/lib/format';
import type { EntryRow, StreamResponse } from '@/lib/patterns/streams/model';

/** Fields that get a column of their own: entries with more of them are shown as text. */
const MOST_COLUMNS = 6;
const TAKEN = ['id', 'added', 'bytes', 'fields'];

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
  const columns = useMemo(() => columnsOf(names === '' ? [] : names.split('\n'), now), [names, now]);
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

/** Fields that most entries have, where they are few enough for columns. */
function commonFields(rows: readonly EntryRow[]): string[] {
  const counts = new Map<string, number>();
  for (const { fields } of rows)
    for (const name of new Set(fields.map((field) => field.name)))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count >= rows.length * 0.8).map(([name]) => name);
  const rest = counts.size - common.length;
  return common.length <= MOST_COLUMNS && rest <= common.length ? common : [];
}

/** @param names of fields with a column of their own; all others stand in one */
function columnsOf(names: readonly string[], now: number): readonly Column<EntryRow>[] {
  const textIn = ({ fields }: EntryRow, name: string) => {
    const field = fields.find((each) => each.name === name);
    return field ? (field.text ?? MASKED) : null;
  };
  const others = ({ fields }: EntryRow) => fields.filter(({ name }) => !names.includes(name));
  return [
    {
      id: 'id',
      label: 'Id',
      value: ({ id }) => id,
      order: ({ id }) => Number(id.split('-')[0]),
      width: 170,
      mono: true,
      onCard: 'title',
    },
    {
      id: 'added',
      label: 'Added',
      explains: 'The time in its id',
      value: ({ at }) => at,
      // Within a millisecond by the number that follows.
      order: ({ id, at }) => (at ?? 0) + Number(id.split('-')[1] ?? 0) / 1e6,
      width: 130,
      onCard: 'half',
      cell: ({ at }) => (at === null ? '—' : <Ago at={at} now={now} />),
    },
    ...names.map((name): Column<EntryRow> => ({
      id: /^[\w-]+$/.test(name) && !TAKEN.includes(name) ? name : `field-${names.indexOf(name)}`,
      label: name,
      value: (row) => textIn(row, name),
      width: 130,
      grow: true,
      mono: true,
      onCard: 'whole',
    })),
    {
      id: 'fields',
      label: names.length === 0 ? 'Fields' : 'Other fields',
      value: (row) => asText(others(row)) || null,
      width: names.length === 0 ? 300 : 160,
      grow: names.length === 0,
      mono: true,
      onCard: names.length === 0 ? 'whole' : undefined,
      extra: names.length > 0,
    },
    {
      id: 'bytes',
      label: 'Size',
      explains: 'Of all its fields and values',
      value: ({ bytes }) => bytes,
      unit: 'bytes',
      width: 80,
      onCard: 'half',
    },
  ];
}

const MASKED = '••••••';

const asText = (fields: EntryRow['fields']) =>
  fields.map(({ name, text }) => `${name}=${text ?? MASKED}`).join('  ');

/** All that is known of an entry. */
function EntryDialog({
  entry,
  now,
  actions,
  onClose,
}: {
  entry: EntryRow;
  now: number;
  actions?: ReactNode;
  onClose: () => void;
}) {
  const { id, at, fields, fieldCount, bytes } = entry;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      side="right"
      title={<span className="font-mono text-base">{id}</span>}
      description={
        <>
          {at !== null && (
            <>
              <Moment at={at} now={now} />,{' '}
            </>
          )}
          {formatBytes(bytes)}
        </>
      }
    >
      <dl className="min-h-0 flex-1 space-y-3 overflow-y-auto px-5 pt-4 pb-5">
        {fields.map(({ name, text, bytes: size }, index) => (
          <div key={`${name} ${index}`}>
            <dt className="flex justify-between gap-3 text-xs text-muted">
              <span className="font-mono">{name}</span>
              {formatBytes(size)}
            </dt>
            <dd className="mt-0.5 rounded-md border bg-sunken px-3 py-1.5 font-mono text-xs break-words whitespace-pre-wrap">
              {text === null ? (
                <span className="text-muted">{MASKED} (looks like a secret)</span>
              ) : (
                pretty(text)
              )}
            </dd>
          </div>
        ))}
        {fieldCount > fields.length && (
          <p className="text-muted">{fieldCount - fields.length} more fields are left out.</p>
        )}
      </dl>
      {actions && <div className="border-t px-5 py-3">{actions}</div>}
    </Dialog>
  );
}

/** JSON with line breaks; anything else as it is. */
function pretty(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Long values are cut, so that they are no JSON any more.
    return text;
  }
}
