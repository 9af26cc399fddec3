'use client';

import { useMemo } from 'react';
import { Badge } from '@/components/ui/badge';
import { CursorPager } from '@/components/ui/cursor-pager';
import { CutName } from '@/components/ui/cut-name';
import { DataTable } from '@/components/ui/data-table';
import { Notice } from '@/components/ui/notice';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatBytes, formatDuration } from '@/lib/format';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import type { ContentProps } from './content-props';
import { ElementPanel } from './element-panel';
import { ElementSearch } from './element-search';
import { ElementSheet } from './element-sheet';
import { ValueCell } from './value-cell';
import { whyEmpty } from './why-empty';

type Field = ContentOf<'hash'>['fields'][number];

/** The fields of a hash, in no order; with their own time to live where a server has such. */
export function HashContent({ content, asked, pending, isGone, onAsk, onChanged }: ContentProps<'hash'>) {
  const { fields, length, next, cutShort, fieldTtls, found, database, key } = content;
  const address = { db: database, key };
  const columns = useMemo(() => columnsOf(fieldTtls === 'read'), [fieldTtls]);
  const open = asked.open;
  const shown = fields.find((field) => field.name === open) ?? null;
  const opened =
    found && found.name === open ? found : shown && (!pending || !shown.value?.truncated) ? shown : null;
  const looked = asked.find !== null && !pending;
  return (
    <>
      {looked && found === null && (
        <Notice severity="info" title={`There is no field ${toShown(asked.find!)}.`} />
      )}
      <ElementPanel
        title="Fields"
        type="hash"
        address={address}
        isGone={isGone}
        onChanged={onChanged}
        tools={
          <>
            <ElementSearch noun="field" asked={asked} onAsk={onAsk} />
            <CursorPager cursor={asked.cursor} next={next} onCursor={(cursor) => onAsk({ cursor })} />
          </>
        }
      >
        {fieldTtls === 'refused' && (
          <p className="px-4 pb-2 text-sm text-muted">
            Fields may have a time to live of their own here; your user lacks{' '}
            <code className="font-mono">+hpttl</code> to see it.
          </p>
        )}
        <DataTable
          label="Fields"
          noun="field"
          columns={columns}
          rows={looked && found ? [found] : fields}
          rowId={({ name, text }) => name ?? text}
          defaultSort="field"
          filterHint="name, value:true, bytes>1000"
          exportName={toShown(key)}
          total={asked.match === null && asked.find === null ? length : undefined}
          onOpen={({ name }) => name !== null && onAsk({ open: name })}
          empty={whyEmpty(asked.match, cutShort, { noun: 'field', whole: 'hash' })}
        />
      </ElementPanel>
      {open !== null && (
        <ElementSheet
          title={<CutName wire={open} className="text-sm" />}
          facts={opened && factsOf(opened)}
          value={opened?.value ?? null}
          raw={asked.raw === 'base64'}
          address={isGone ? null : address}
          edited={(before, after) => ({ type: 'hash', field: open, before, after })}
          removed={(before) => ({ type: 'hash', field: open, ...(before !== null && { before }) })}
          noun="field"
          onRaw={(on) => onAsk({ raw: on ? 'base64' : null })}
          onClose={() => onAsk({ open: null, raw: null })}
          onChanged={onChanged}
        />
      )}
    </>
  );
}

const factsOf = ({ bytes, ttlMs }: Field) =>
  `${formatBytes(bytes)}${ttlMs === null ? '' : `, ends in ${formatDuration(ttlMs / 1000)}`}`;

const columnsOf = (ttls: boolean): readonly Column<Field>[] => [
  {
    id: 'field',
    label: 'Field',
    value: ({ name, text }) => (name === null ? text : toShown(name)),
    width: 240,
    onCard: 'title',
    cell: ({ name, text }) =>
      name === '' ? (
        <span className="text-muted">(empty)</span>
      ) : name === null ? (
        <span className="truncate font-mono text-xs">{text}…</span>
      ) : (
        <CutName wire={name} />
      ),
  },
  {
    id: 'value',
    label: 'Value',
    value: ({ value }) => value?.text ?? null,
    width: 360,
    grow: true,
    onCard: 'whole',
    cell: ({ value }) =>
      value === null ? (
        <Badge title="Redis reads a field only whole, and this one is too large">too large to read</Badge>
      ) : (
        <ValueCell value={value} />
      ),
  },
  ...(ttls
    ? [
        {
          id: 'ttl',
          label: 'Ends in',
          explains: 'The time to live of the field itself',
          value: ({ ttlMs }: Field) => (ttlMs === null ? null : ttlMs / 1000),
          order: ({ ttlMs }: Field) => ttlMs ?? Infinity,
          unit: 'seconds' as const,
          width: 104,
          onCard: 'half' as const,
          cell: ({ ttlMs }: Field) =>
            ttlMs === null ? <span className="text-muted">with the key</span> : formatDuration(ttlMs / 1000),
        },
      ]
    : []),
  { id: 'bytes', label: 'Size', value: ({ bytes }) => bytes, unit: 'bytes', width: 92, onCard: 'half' },
];
