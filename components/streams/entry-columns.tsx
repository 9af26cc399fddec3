import { Ago } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table-column';
import type { EntryRow } from '@/lib/patterns/streams/model';

/** Fields that get a column of their own: entries with more of them are shown as text. */
const MOST_COLUMNS = 6;
const TAKEN = ['id', 'added', 'bytes', 'fields'];

/** Fields that most entries have, where they are few enough for columns. */
export function commonFields(rows: readonly EntryRow[]): string[] {
  const counts = new Map<string, number>();
  for (const { fields } of rows)
    for (const name of new Set(fields.map((field) => field.name)))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  const common = [...counts].filter(([, count]) => count >= rows.length * 0.8).map(([name]) => name);
  const rest = counts.size - common.length;
  return common.length <= MOST_COLUMNS && rest <= common.length ? common : [];
}

/**
 * The columns of a table of entries.
 * @param names of fields with a column of their own; all others stand in one
 */
export function entryColumns(names: readonly string[], now: number): readonly Column<EntryRow>[] {
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

/** What stands for a secret. */
export const MASKED = '••••••';

const asText = (fields: EntryRow['fields']) =>
  fields.map(({ name, text }) => `${name}=${text ?? MASKED}`).join('  ');
