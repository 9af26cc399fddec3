import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import type { ObjectRow } from '@/lib/patterns/objects/model';
import { columnIds } from '../column-ids';

/** Ids of the columns that every object has. */
const OTHERS = ['key', 'type', 'size', 'ends'];

/** Fields that have a column of their own at once; others can be chosen. */
const SHOWN = 5;

const valueOf = (row: ObjectRow, name: string): string | null | undefined =>
  row.fields.find((field) => field.name === name)?.value;

/**
 * A column for each field that the objects of a page have, those of most objects first. A field that is a number in
 * all of them is one in its column too. What is masked or was not read has no value.
 */
export function fieldColumns(rows: readonly ObjectRow[]): Column<ObjectRow>[] {
  const counts = new Map<string, number>();
  for (const { name } of rows.flatMap(({ fields }) => fields)) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const readable = names.filter((name) => rows.some((row) => valueOf(row, name) != null));
  const shown = new Set(readable.slice(0, SHOWN));
  const ids = columnIds(names.map(toShown), OTHERS);
  return names.map((name, index): Column<ObjectRow> => {
    const values = rows.map((row) => valueOf(row, name)).filter((value) => value != null);
    const numeric = values.length > 0 && values.every(isNumber);
    return {
      id: ids[index]!,
      label: toShown(name),
      value: (row) => {
        const value = valueOf(row, name);
        if (value === undefined) return null;
        return value === null ? '•••' : numeric ? Number(value) : value;
      },
      // The stored digits, not rounded ones.
      cell: numeric ? (row) => valueOf(row, name) ?? '—' : undefined,
      unit: numeric ? 'count' : undefined,
      width: numeric ? 110 : 150,
      mono: !numeric,
      extra: !shown.has(name),
      onCard: shown.has(name) ? (numeric ? 'half' : 'whole') : undefined,
    };
  });
}

const isNumber = (text: string) => text.trim() !== '' && text.length < 16 && Number.isFinite(Number(text));
