'use client';

import {
  createSortedRowModel,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  type Row as TableRow,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useRef, type CSSProperties, type KeyboardEvent } from 'react';
import { classNames } from './class-names';
import { textOf, type Column } from './table-column';

/** What the tables of this house use of TanStack Table. */
export const tableFeatureSet = tableFeatures({
  rowSortingFeature,
  rowSelectionFeature,
  sortedRowModel: createSortedRowModel(),
});

export type BodyRow<Row extends object> = TableRow<typeof tableFeatureSet, Row>;

const ROW_PX = 32;
/** A row on a phone is a card. */
const CARD_PX = 132;

/** Head and rows of a table: only those in sight are drawn. */
export function TableRows<Row extends object>({
  label,
  columns,
  rows,
  sorting,
  onSort,
  onOpen,
  selectable,
  rowLabel,
  allSelected,
  onSelectAll,
  heightClass,
}: {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly BodyRow<Row>[];
  sorting?: { id: string; desc: boolean };
  onSort: (id: string) => void;
  onOpen?: (row: Row) => void;
  selectable: boolean;
  rowLabel?: (row: Row) => string;
  allSelected: boolean;
  onSelectAll: () => void;
  heightClass: string;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (scroller.current && scroller.current.clientWidth < 600 ? CARD_PX : ROW_PX),
    overscan: 12,
    getItemKey: (index) => rows[index]!.id,
    initialRect: { width: 1000, height: 640 },
  });
  const width = columns.reduce((sum, column) => sum + column.width, selectable ? 40 : 0);
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const onKey = (event: KeyboardEvent<HTMLTableRowElement>, row: BodyRow<Row>, index: number) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && onOpen) onOpen(row.original);
    else if (event.key === ' ' && selectable) row.toggleSelected();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = index + (event.key === 'ArrowDown' ? 1 : -1);
      if (next < 0 || next >= rows.length) return;
      virtual.scrollToIndex(next);
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`tr[data-index="${next}"]`)?.focus(),
      );
    } else return;
    event.preventDefault();
  };
  return (
    // What stands in a cell for screen readers only is placed within it, not at the foot of the page.
    <div ref={scroller} className={classNames('relative overflow-auto', heightClass)} tabIndex={-1}>
      <table
        aria-label={label}
        aria-rowcount={rows.length + 1}
        className="w-full border-collapse text-sm max-sm:block sm:min-w-[var(--table-width)] sm:table-fixed"
        style={{ '--table-width': `${width}px` } as CSSProperties}
      >
        <colgroup>
          {selectable && <col style={{ width: 40 }} />}
          {columns.map(({ id, width, grow }) => (
            <col key={id} style={grow ? undefined : { width }} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-[1] bg-surface shadow-[inset_0_-1px_0_var(--line)] max-sm:sr-only">
          <tr aria-rowindex={1}>
            {selectable && (
              <th className="h-8 pl-4 text-left">
                <input
                  type="checkbox"
                  aria-label="Select all that the filter shows"
                  checked={allSelected}
                  onChange={onSelectAll}
                  className="align-middle accent-[var(--accent)]"
                />
              </th>
            )}
            {columns.map(({ id, label: head, explains, unit }) => (
              <th
                key={id}
                scope="col"
                aria-sort={sorting?.id === id ? (sorting.desc ? 'descending' : 'ascending') : undefined}
                className={classNames(
                  'h-8 px-2.5 font-normal first:pl-4 last:pr-4',
                  unit ? 'text-right' : 'text-left',
                )}
              >
                {head !== '' && (
                  <button
                    type="button"
                    title={explains}
                    onClick={() => onSort(id)}
                    className={classNames(
                      'inline-flex max-w-full items-center gap-1 text-xs hover:text-ink',
                      sorting?.id === id ? 'text-ink' : 'text-muted',
                    )}
                  >
                    <span className="truncate">{head}</span>
                    {sorting?.id === id &&
                      (sorting.desc ? <ArrowDown className="size-3" /> : <ArrowUp className="size-3" />)}
                  </button>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {before > 0 && (
            <tr aria-hidden className="max-sm:block">
              <td style={{ height: before }} className="max-sm:block" />
            </tr>
          )}
          {items.map(({ index, key }) => {
            const row = rows[index]!;
            return (
              <tr
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                aria-rowindex={index + 2}
                aria-selected={selectable ? row.getIsSelected() : undefined}
                tabIndex={0}
                onKeyDown={(event) => onKey(event, row, index)}
                onClick={onOpen && (() => onOpen(row.original))}
                className={classNames(
                  'border-b border-line/60 -outline-offset-2 hover:bg-sunken max-sm:relative max-sm:grid max-sm:grid-flow-dense max-sm:grid-cols-2 max-sm:gap-x-6 max-sm:px-4 max-sm:py-2.5 sm:h-8',
                  onOpen && 'cursor-pointer',
                  row.getIsSelected() && 'bg-accent-soft hover:bg-accent-soft',
                )}
              >
                {selectable && (
                  <td
                    className="pl-4 max-sm:absolute max-sm:top-2.5 max-sm:right-4 max-sm:pl-0"
                    onClick={(event) => event.stopPropagation()}
                  >
                    <input
                      type="checkbox"
                      aria-label={`Select ${rowLabel?.(row.original) ?? row.id}`}
                      checked={row.getIsSelected()}
                      onClick={row.getToggleSelectedHandler()}
                      onChange={() => {}}
                      className="align-middle accent-[var(--accent)] max-sm:size-5"
                    />
                  </td>
                )}
                {columns.map((column) => (
                  <BodyCell key={column.id} column={column} row={row.original} />
                ))}
              </tr>
            );
          })}
          {after > 0 && (
            <tr aria-hidden className="max-sm:block">
              <td style={{ height: after }} className="max-sm:block" />
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const content = column.cell ? column.cell(row) : textOf(column, row);
  return (
    <td
      data-column={column.id}
      className={classNames(
        'truncate px-2.5 first:pl-4 last:pr-4 max-sm:flex max-sm:justify-between max-sm:gap-3 max-sm:p-0 max-sm:py-0.5 max-sm:first:pl-0 max-sm:last:pr-0',
        column.unit && 'sm:text-right',
        column.mono && 'font-mono text-xs',
        // What a row does not have takes no line of its card.
        column.onCard === undefined || content === null ? 'max-sm:hidden' : ON_CARD[column.onCard],
      )}
    >
      {column.onCard !== 'title' && (
        <span className="shrink-0 font-sans text-xs leading-5 text-muted sm:hidden">{column.label}</span>
      )}
      <span className="min-w-0 truncate" title={column.cell ? undefined : textOf(column, row)}>
        {content}
      </span>
    </td>
  );
}

/** Where a cell stands on the card of a phone. */
const ON_CARD = {
  title: 'max-sm:order-first max-sm:col-span-2 max-sm:pr-8 max-sm:text-sm max-sm:font-medium',
  half: '',
  whole: 'max-sm:col-span-2 max-sm:text-right max-sm:whitespace-normal max-sm:[&>span]:whitespace-normal',
};
