'use client';

import { useMemo } from 'react';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { Pager } from '@/components/ui/pager';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import type { FeedsResponse } from '@/lib/patterns/feeds/model';
import { columnIds } from '../column-ids';
import { parseEntries, saysWhen, type ParsedEntry } from './entry-fields';

/** A page of an open list, newest first; what is JSON has a column for each field. */
export function EntryTable({
  list,
  count,
  at,
  onFrom,
}: {
  list: NonNullable<FeedsResponse['opened']>;
  /** Entries of a page. */
  count: number;
  /** When it was read: Unix milliseconds. */
  at: number;
  onFrom: (from: number) => void;
}) {
  const { rows, fields } = useMemo(() => parseEntries(list.entries), [list.entries]);
  const length = list.length ?? 0;
  const timed = rows.some((row) => row.at !== null);
  const names = fields.join('\n');
  const columns = useMemo(
    () => columnsFor(names === '' ? [] : names.split('\n'), timed, at),
    [names, timed, at],
  );
  return (
    <DataTable
      label="Entries"
      noun="entry"
      urlPrefix="entries"
      columns={columns}
      rows={rows}
      rowId={({ index }) => String(index)}
      defaultSort={list.newestFirst ? 'place' : '-place'}
      filterHint={columns.find(({ id }) => id !== 'place' && id !== 'at')?.id + ':…'}
      exportName={toShown(list.key)}
      total={list.length ?? undefined}
      empty={list.length === 0 ? 'This list has ended: an empty list is no key at all.' : 'Nothing is here.'}
      tools={
        (length > count || list.from > 0) && (
          <Pager offset={list.from} count={count} total={length} onOffset={onFrom} />
        )
      }
    />
  );
}

function columnsFor(fields: readonly string[], timed: boolean, at: number): readonly Column<ParsedEntry>[] {
  const text: Column<ParsedEntry> = {
    id: 'entry',
    label: 'Entry',
    explains: 'What may be a secret is masked; long ones are cut',
    value: (row) => row.text,
    width: 260,
    grow: true,
    mono: true,
    onCard: 'title',
    extra: fields.length > 0,
  };
  const longest =
    fields.find((field) => /text|message|body|content|description/i.test(field)) ?? fields.at(-1);
  const ids = columnIds(fields, ['place', 'at', 'entry']);
  return [
    {
      id: 'place',
      label: '#',
      explains: 'Its index, as LINDEX takes it; the newest is at the top',
      value: (row) => row.index,
      unit: 'count',
      width: 70,
    },
    ...(timed
      ? [
          {
            id: 'at',
            label: 'When',
            value: (row: ParsedEntry) => row.at,
            width: 130,
            onCard: 'half' as const,
            cell: (row: ParsedEntry) => (row.at === null ? '—' : <Moment at={row.at} now={at} />),
          },
        ]
      : []),
    ...fields.map((field, index): Column<ParsedEntry> => ({
      id: ids[index]!,
      label: field,
      value: (row) => row.fields?.[field] ?? (field === longest && !row.fields ? row.text : null),
      width: 130,
      grow: field === longest,
      mono: field !== longest,
      extra: timed && saysWhen(field),
      onCard: field === longest ? 'title' : 'half',
    })),
    text,
  ];
}
