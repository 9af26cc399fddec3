import type { Column } from '@/components/ui/table-column';
import { formatDuration } from '@/lib/format';

/** When a key ends by itself, for people. */
export const endsIn = (ttlMs: number | null): string =>
  ttlMs === null ? 'never' : formatDuration(ttlMs / 1000);

/** The same in a sentence. */
export const endsSentence = (ttlMs: number | null): string =>
  ttlMs === null ? 'never expires' : `ends in ${endsIn(ttlMs)}`;

/** The column of it. @param isGone rows of keys that are not there any more */
export const endsColumn = <Row extends { ttlMs: number | null }>(
  isGone: (row: Row) => boolean = () => false,
): Column<Row> => ({
  id: 'ends',
  label: 'Ends in',
  explains: 'Its time to live',
  value: ({ ttlMs }) => (ttlMs === null ? null : ttlMs / 1000),
  // What never ends, ends last.
  order: ({ ttlMs }) => ttlMs ?? Infinity,
  unit: 'seconds',
  width: 110,
  onCard: 'half',
  cell: (row) =>
    isGone(row) ? '—' : row.ttlMs === null ? <span className="text-muted">never</span> : endsIn(row.ttlMs),
});
