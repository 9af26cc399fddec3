import type { ReactNode } from 'react';
import type { Cell } from '@/lib/csv';
import { formatValue } from '@/lib/format';
import type { Unit } from '@/lib/metrics/catalogue';

/** A column of a table: one description for head, cell, sorting, filter and export. */
export interface Column<Row> {
  /** The word in the filter (`idle>60`), in the URL and in the export. */
  id: string;
  label: string;
  /** What it means, shown at the head. */
  explains?: string;
  value: (row: Row) => string | number | null;
  /** What it is sorted by, where that is not its value. */
  order?: (row: Row) => number;
  /** How a number reads; numbers stand at the right. */
  unit?: Unit;
  /** Drawn instead of the plain value. */
  cell?: (row: Row) => ReactNode;
  /** Pixels; a column that grows takes what is left. */
  width: number;
  grow?: boolean;
  mono?: boolean;
  /** Shown only once it is chosen. */
  extra?: boolean;
  /** On a phone a row is a card; only these columns are on it: above the others, half a line or a whole one. */
  onCard?: 'title' | 'half' | 'whole';
}

/** A cell as text for people. */
export function textOf<Row>({ value, unit }: Column<Row>, row: Row): string {
  const raw = value(row);
  if (raw === null || raw === '') return '—';
  return unit && typeof raw === 'number' ? formatValue(raw, unit) : String(raw);
}

/** Columns in which at least one row says something: what this version of the server knows. */
export const knownColumns = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Column<Row>[] =>
  columns.filter((column) => !column.extra || rows.some((row) => column.value(row) !== null));

/** A row for the export, in base units. */
export const toCells = <Row>(columns: readonly Column<Row>[], row: Row): Cell[] =>
  columns.map(({ value }) => value(row));
