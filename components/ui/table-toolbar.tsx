'use client';

import { Columns3, Download, Search } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { toCsv } from '@/lib/csv';
import { download } from '@/lib/client/download';
import { Button } from './button';
import { classNames } from './class-names';
import { Input } from './input';
import { Menu, MenuItem, MenuLabel } from './menu';
import { toCells, type Column } from './table-column';

/** Above a table: the filter at the left, its columns and its export at the right. */
export function TableToolbar<Row>({
  query,
  onQuery,
  hint,
  counted,
  columns,
  shown,
  onShown,
  rows,
  exportName,
  children,
}: {
  query: string;
  onQuery: (query: string) => void;
  /** An example of a filter. */
  hint: string;
  /** "12 of 40 clients" */
  counted: string;
  columns: readonly Column<Row>[];
  shown: readonly string[];
  onShown: (ids: string[]) => void;
  /** What is exported: the filtered rows in their order. */
  rows: readonly Row[];
  exportName: string;
  children?: ReactNode;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const toggle = (id: string) =>
    onShown(shown.includes(id) ? shown.filter((other) => other !== id) : [...shown, id]);
  const exportCsv = () =>
    download(
      `${exportName}.csv`,
      toCsv(
        columns.map(({ id }) => id),
        rows.map((row) => toCells(columns, row)),
      ),
      'text/csv',
    );
  const exportJson = () => download(`${exportName}.json`, JSON.stringify(rows, null, 2), 'application/json');
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-2">
      <div className="relative min-w-0 flex-1 max-sm:basis-3/4 sm:max-w-md">
        <Search className="absolute top-2 left-2.5 size-4 text-faint max-sm:top-3" />
        <Input
          ref={field}
          type="search"
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          placeholder={`Filter: ${hint}`}
          aria-label="Filter"
          className="pl-8"
          spellCheck={false}
        />
      </div>
      <span role="status" className="text-sm text-muted max-sm:order-last">
        {counted}
      </span>
      {children && (
        <div className="flex items-center gap-2 max-sm:order-last max-sm:ml-auto sm:ml-auto">{children}</div>
      )}
      <div className={classNames('flex items-center gap-2', children ? undefined : 'ml-auto')}>
        <Menu
          align="end"
          trigger={
            <Button className="max-sm:hidden">
              <Columns3 />
              Columns
            </Button>
          }
        >
          {columns.map(({ id, label }) => (
            <MenuItem
              key={id}
              onSelect={(event) => {
                event.preventDefault();
                toggle(id);
              }}
            >
              <span className="w-4 text-accent">{shown.includes(id) && '✓'}</span>
              {label}
            </MenuItem>
          ))}
        </Menu>
        <Menu
          align="end"
          trigger={
            <Button aria-label="Export">
              <Download />
              <span className="max-sm:hidden">Export</span>
            </Button>
          }
        >
          <MenuLabel>What the filter shows</MenuLabel>
          <MenuItem onSelect={exportCsv}>CSV</MenuItem>
          <MenuItem onSelect={exportJson}>JSON</MenuItem>
        </Menu>
      </div>
    </div>
  );
}
