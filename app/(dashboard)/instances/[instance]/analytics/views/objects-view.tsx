'use client';

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs';
import { BarPanel } from '@/components/charts/bar-panel';
import { CursorPager } from '@/components/ui/cursor-pager';
import { FindForm } from '@/components/ui/find-form';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { toShown } from '@/components/ui/wire-name';
import { formatCount, formatValue } from '@/lib/format';
import type { ObjectsResponse } from '@/lib/patterns/objects/model';
import { endsSentence } from './ends-in';
import { FieldTable } from './field-table';
import { KeptPager } from './kept-pager';
import { ObjectTable } from './objects/object-table';
import { typeName } from './objects/type-name';
import { OpenedSheet } from './opened-sheet';
import type { ViewProps } from './view-props';

const PARAMS = {
  key: parseAsString,
  cursor: parseAsString,
  offset: parseAsInteger.withDefault(0),
  count: parseAsInteger.withDefault(50),
};

/** Objects with their fields, balances and what they come to, and what modules say of their own types. */
export function ObjectsView({ thing, view, pending }: ViewProps<ObjectsResponse>) {
  const [{ key, cursor, offset, count }, setParams] = useQueryStates(PARAMS);
  const { total, exact, kept, rows, opened, amounts } = view;
  const open = (wire: string | null) => void setParams({ key: wire, cursor: null });
  const table = (
    <Panel
      flush
      title={amounts ? 'Balances' : 'Objects'}
      aside={
        <>
          <div className="w-64 max-sm:w-full">
            <FindForm
              label="Key of an object"
              verb="Open"
              placeholder={rows[0] ? toShown(rows[0].key) : 'user:42'}
              value={key}
              onFind={open}
            />
          </div>
          <KeptPager
            {...{ offset, count, kept, total, exact }}
            onOffset={(value) => void setParams({ offset: value || null })}
          />
        </>
      }
    >
      <ObjectTable
        rows={rows}
        total={total}
        exportName={thing.title}
        isBalance={amounts !== null}
        onOpen={open}
      />
    </Panel>
  );
  return (
    <>
      <StatStrip stats={amounts ? balanceStats(view) : objectStats(view)} />
      {amounts ? (
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_26rem]">
          {table}
          <div className="min-w-0">
            <BarPanel
              title="How the balances are spread"
              label="Accounts by balance"
              unit="count"
              bars={amounts.distribution.map(({ from, to, count: accounts }) => ({
                id: String(from),
                label: formatValue(from, 'count'),
                title: `${formatValue(from, 'count')} to ${formatValue(to, 'count')}`,
                value: accounts,
              }))}
            />
          </div>
        </div>
      ) : (
        table
      )}
      <OpenedSheet
        wire={key}
        noun="object"
        pending={pending}
        onClose={() => open(null)}
        facts={opened?.key === key && opened && factsOf(opened)}
      >
        {opened?.key === key && opened ? (
          <div className="space-y-2">
            <div className="flex justify-end px-4">
              <CursorPager
                cursor={cursor}
                next={opened.nextCursor}
                onCursor={(next) => void setParams({ cursor: next }, { history: 'push' })}
              />
            </div>
            <FieldTable
              label="Fields"
              noun="field"
              urlPrefix="fields"
              fields={opened.fields}
              total={opened.type === 'string' ? null : opened.size}
              exportName={toShown(opened.key)}
              unread={opened.type === 'ReJSON-RL' ? 'not read' : 'masked'}
              empty="It has no fields that could be shown."
            />
          </div>
        ) : null}
      </OpenedSheet>
    </>
  );
}

const keysOf = ({ total, exact }: ObjectsResponse) => `${exact ? '' : '≈ '}${formatCount(total)}`;

function objectStats(view: ObjectsResponse) {
  const { rows } = view;
  const types = [...new Set(rows.flatMap(({ type }) => type ?? []))];
  const sizes = rows.flatMap(({ size, type }) => (size === null || type === 'string' ? [] : size));
  const ending = rows.filter(({ ttlMs }) => ttlMs !== null).length;
  return [
    { label: 'Objects', value: keysOf(view), note: 'at the last scan' },
    { label: 'Type', value: types.map(typeName).join(', ') || '—', note: 'on this page' },
    {
      label: 'Fields in each',
      value:
        sizes.length === 0 ? '—' : (sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toFixed(1),
      note: 'on average of this page',
    },
    { label: 'Expire', value: formatCount(ending), note: `of ${formatCount(rows.length)} on this page` },
  ];
}

function balanceStats(view: ObjectsResponse) {
  const { looked, sum, least, most } = view.amounts!;
  const of = looked < view.total ? `of ${formatCount(looked)} looked at` : undefined;
  return [
    { label: 'Balances', value: keysOf(view), note: 'at the last scan' },
    { label: 'Together', value: amount(sum), note: of },
    { label: 'On average', value: amount(sum / looked), note: of },
    { label: 'Least', value: amount(least), note: least < 0 ? 'below zero' : of },
    { label: 'Most', value: amount(most), note: of },
  ];
}

const amount = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 });

function factsOf({ type, size, ttlMs }: NonNullable<ObjectsResponse['opened']>): string {
  const long =
    size === null ? '' : type === 'string' ? `, ${formatCount(size)} bytes` : `, ${formatCount(size)} fields`;
  return `${typeName(type ?? '')}${long}; ${endsSentence(ttlMs)}`;
}
