'use client';

import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { FindForm } from '@/components/ui/find-form';
import { Notice } from '@/components/ui/notice';
import { Segmented } from '@/components/ui/segmented';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatBytes, formatCount } from '@/lib/format';
import type { ContentOf } from '@/lib/keyspace/content-schema';
import type { ContentProps } from './content-props';
import { ElementPanel } from './element-panel';
import { ElementSheet } from './element-sheet';
import { OffsetPager } from './offset-pager';
import { ValueCell } from './value-cell';

type Item = ContentOf<'list'>['items'][number];

/** A list from either end, page by page. */
export function ListContent({ content, asked, pending, isGone, onAsk, onChanged }: ContentProps<'list'>) {
  const { items, length, opened, found, next, database, key } = content;
  const order = asked.order ?? 'forwards';
  const address = { db: database, key };
  const index = asked.open === null ? null : Number(asked.open);
  const shown = items.find((item) => item.index === index)?.value;
  const value =
    opened?.index === index ? opened.value : shown && (!pending || !shown.truncated) ? shown : null;
  return (
    <>
      {asked.find !== null && (
        <Found find={asked.find} found={found} onOpen={(at) => onAsk({ open: String(at) })} />
      )}
      <ElementPanel
        title="Elements"
        type="list"
        address={address}
        isGone={isGone}
        onChanged={onChanged}
        tools={
          <>
            <div className="w-56 max-sm:w-full">
              <FindForm
                label="Element"
                placeholder="a whole element"
                value={asked.find}
                onFind={(find) => onAsk({ find, open: null })}
              />
            </div>
            <Segmented
              label="Begin at"
              value={order}
              onChange={(end) => onAsk({ order: end === 'forwards' ? null : end, offset: null })}
              options={[
                { value: 'forwards', label: 'First' },
                { value: 'backwards', label: 'Last' },
              ]}
            />
            <OffsetPager
              offset={asked.offset}
              shown={items.length}
              next={next}
              total={length}
              onAsk={onAsk}
            />
          </>
        }
      >
        <DataTable
          label="Elements"
          noun="element"
          columns={COLUMNS}
          rows={items}
          rowId={(item) => String(item.index)}
          defaultSort={order === 'forwards' ? 'index' : '-index'}
          filterHint="order, bytes>200"
          exportName={toShown(key)}
          total={length}
          onOpen={(item) => onAsk({ open: String(item.index) })}
          empty="Nothing is on this page. A list without elements is no key at all."
        />
      </ElementPanel>
      {index !== null && (
        <ElementSheet
          title={`Element ${formatCount(index)}`}
          facts={value && formatBytes(value.bytes)}
          value={value}
          raw={asked.raw === 'base64'}
          address={isGone ? null : address}
          edited={(before, after) => ({ type: 'list', index, before, after })}
          removed={(before) => (before === null ? null : { type: 'list', index, before })}
          noun="element"
          onRaw={(on) => onAsk({ raw: on ? 'base64' : null })}
          onClose={() => onAsk({ open: null, raw: null })}
          onChanged={onChanged}
        />
      )}
    </>
  );
}

function Found({
  find,
  found,
  onOpen,
}: {
  find: string;
  found: ContentOf<'list'>['found'];
  onOpen: (index: number) => void;
}) {
  if (found === null)
    return <Notice severity="info" title="This server cannot search a list (LPOS, 6.0.6)." />;
  const { indexes, looked } = found;
  const name = toShown(find);
  if (indexes.length === 0) {
    return (
      <Notice severity="info" title={`${name} is not among the ${formatCount(looked)} elements compared.`} />
    );
  }
  return (
    <Notice
      severity="fine"
      title={`${name} is there ${indexes.length === 1 ? 'once' : `${formatCount(indexes.length)} times`}.`}
      action={
        <div className="flex flex-wrap gap-1">
          {indexes.map((index) => (
            <Button key={index} size="small" onClick={() => onOpen(index)}>
              {formatCount(index)}
            </Button>
          ))}
        </div>
      }
    />
  );
}

const COLUMNS: readonly Column<Item>[] = [
  {
    id: 'index',
    label: '#',
    explains: 'Its index, as LINDEX takes it',
    value: ({ index }) => index,
    unit: 'count',
    width: 76,
    onCard: 'half',
  },
  {
    id: 'element',
    label: 'Element',
    value: ({ value }) => value.text,
    width: 320,
    grow: true,
    onCard: 'title',
    cell: ({ value }) => <ValueCell value={value} />,
  },
  {
    id: 'bytes',
    label: 'Size',
    value: ({ value }) => value.bytes,
    unit: 'bytes',
    width: 92,
    onCard: 'half',
  },
];
