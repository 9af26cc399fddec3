'use client';

import { useTable } from '@tanstack/react-table';
import { useQueryStates } from 'nuqs';
import { useMemo, useState, type ReactNode } from 'react';
import { tableParams } from '@/lib/search-params';
import { compileQuery } from '@/lib/table-query';
import { knownColumns, type Column } from './table-column';
import { tableFeatureSet, TableRows, type BodyRow } from './table-rows';
import { TableToolbar } from './table-toolbar';

/** Names with numbers in them sort as people count: worker-2 before worker-10. */
const collator = new Intl.Collator('en', { numeric: true });

function byValue(a: unknown, b: unknown): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

export interface DataTableProps<Row extends object> {
  label: string;
  /** "client", for "12 of 40 clients". */
  noun: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** What a row's checkbox is called, where its id is not to be seen. */
  rowLabel?: (row: Row) => string;
  /** `-idle`: the column, descending. */
  defaultSort: string;
  filterHint: string;
  exportName: string;
  /** What would fill the table, when nothing does. */
  empty: ReactNode;
  /** Beside the filter. */
  tools?: ReactNode;
  /** What can be done with the selected rows; a table without it has no checkboxes. */
  selectionBar?: (rows: Row[], filtered: readonly Row[], clear: () => void) => ReactNode;
  onOpen?: (row: Row) => void;
  /** Begins this table's words in the URL, where a page has two tables. */
  urlPrefix?: string;
  /** Tailwind class that bounds its height. */
  heightClass?: string;
  /** How many rows there are in all, when not all of them are here yet. */
  total?: number;
}

/**
 * A dense table: filter, sort and columns in the URL, arrows, Enter and Space, CSV and JSON, virtual rows. On a
 * phone its rows are cards.
 */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns: all, rows, rowId, defaultSort, noun, selectionBar, onOpen } = props;
  const [{ q, sort, cols }, setParams] = useQueryStates(tableParams, {
    throttleMs: 200,
    urlKeys: props.urlPrefix
      ? Object.fromEntries(Object.keys(tableParams).map((key) => [key, `${props.urlPrefix}-${key}`]))
      : undefined,
  });
  const known = useMemo(() => knownColumns(all, rows), [all, rows]);
  const shownIds = useMemo(
    () => cols ?? known.filter(({ extra }) => !extra).map(({ id }) => id),
    [cols, known],
  );
  const shown = useMemo(() => known.filter(({ id }) => shownIds.includes(id)), [known, shownIds]);
  const filtered = useMemo(() => rows.filter(compileQuery(q, known)), [rows, q, known]);

  const sorting = parseSort(sort ?? defaultSort);
  const [selection, setSelection] = useState<Record<string, true>>({});
  const definitions = useMemo(
    () =>
      known.map(({ id, value, order }) => ({
        id,
        accessorFn: (row: Row) => (order ?? value)(row) ?? undefined,
        sortFn: (a: BodyRow<Row>, b: BodyRow<Row>, column: string) =>
          byValue(a.getValue(column), b.getValue(column)),
        // Unknown values come last whichever way the column is sorted.
        sortUndefined: 'last' as const,
      })),
    [known],
  );
  const table = useTable({
    features: tableFeatureSet,
    columns: definitions,
    data: filtered,
    getRowId: rowId,
    state: { sorting, rowSelection: selection },
    onRowSelectionChange: setSelection,
  });
  const ordered = table.getRowModel().rows;
  const selected = useMemo(() => rows.filter((row) => selection[rowId(row)]), [rows, selection, rowId]);

  const setSort = (id: string) => {
    const [current] = sorting;
    const numeric = known.find((column) => column.id === id)?.unit !== undefined;
    const desc = current?.id === id ? !current.desc : numeric;
    void setParams({ sort: `${desc ? '-' : ''}${id}` });
  };
  return (
    <>
      <TableToolbar
        query={q}
        onQuery={(query) => void setParams({ q: query })}
        hint={props.filterHint}
        counted={countOf(filtered.length, props.total ?? rows.length, noun)}
        columns={known}
        shown={shownIds}
        onShown={(ids) => void setParams({ cols: ids })}
        rows={ordered.map((row) => row.original)}
        exportName={props.exportName}
      >
        {props.tools}
      </TableToolbar>
      {selectionBar && selected.length > 0 && (
        <div className="flex flex-wrap items-center gap-2 border-y bg-accent-soft px-4 py-1.5">
          {selectionBar(selected, filtered, () => setSelection({}))}
        </div>
      )}
      {rows.length === 0 ? (
        <div className="px-4 py-8 text-center text-muted">{props.empty}</div>
      ) : (
        <TableRows
          label={props.label}
          columns={shown}
          rows={ordered}
          sorting={sorting[0]}
          onSort={setSort}
          onOpen={onOpen}
          selectable={selectionBar !== undefined}
          rowLabel={props.rowLabel}
          allSelected={table.getIsAllRowsSelected()}
          onSelectAll={() => table.toggleAllRowsSelected()}
          heightClass={props.heightClass ?? 'max-h-[max(24rem,calc(100dvh-15rem))]'}
        />
      )}
      {rows.length > 0 && filtered.length === 0 && (
        <p className="px-4 py-8 text-center text-muted">No {noun} passes this filter.</p>
      )}
    </>
  );
}

const parseSort = (sort: string) => [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];

function countOf(shown: number, total: number, noun: string): string {
  const plural = (count: number) =>
    `${count.toLocaleString('en-US')} ${noun.replace(/(?<![aeou])y$/, count === 1 ? 'y' : 'ie')}${count === 1 ? '' : 's'}`;
  return shown === total ? plural(total) : `${shown.toLocaleString('en-US')} of ${plural(total)}`;
}
