import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatDuration } from '@/lib/format';
import type { LockRow } from '@/lib/patterns/locks/read';
import { ReleasePreview } from './release-preview';

/** What names a lock's thing in an action. */
export interface LockAddress {
  db: number;
  thing: string;
}

/** What a holder writes into its lock, for people. */
export const KINDS: Record<LockRow['kind'], string> = {
  token: 'token',
  word: 'only a word',
  time: 'a time',
  redisson: 'Redisson’s thread',
};

/** Seconds that are left of a lock; `null`: it never ends. */
const secondsLeft = ({ ttlMs }: LockRow, passed: number): number | null =>
  ttlMs === null ? null : Math.max(0, ttlMs / 1000 - passed);

/**
 * The columns of the locks; what only Redisson's have comes with them alone.
 * @param at when they were read, in Unix milliseconds
 * @param passed seconds since then: the time that is left counts down between two answers
 */
export function lockColumns(
  rows: readonly LockRow[],
  at: number,
  passed: number,
  address: LockAddress,
  onChanged: () => void,
): Column<LockRow>[] {
  const isSaid = (value: (row: LockRow) => unknown) => rows.some((row) => value(row) !== null);
  const columns: (Column<LockRow> | false)[] = [
    {
      id: 'lock',
      label: 'Lock',
      explains: 'What is locked',
      value: ({ name }) => name,
      width: 200,
      grow: true,
      onCard: 'title',
      cell: ({ name, key }) => (
        <span className="font-mono text-xs" title={toShown(key)}>
          {name}
        </span>
      ),
    },
    {
      id: 'left',
      label: 'Time left',
      explains: 'Until it ends by itself; its holder may prolong it',
      value: (row) => secondsLeft(row, passed),
      // What never ends needs somebody, so it stands where they look first.
      order: (row) => secondsLeft(row, passed) ?? -1,
      unit: 'seconds',
      width: 130,
      onCard: 'half',
      cell: (row) => <TimeLeft seconds={secondsLeft(row, passed)} />,
    },
    {
      id: 'holder',
      label: 'Holder',
      explains: 'What the holder has written; a token is cut short',
      value: ({ holder }) => holder,
      width: 240,
      mono: true,
      onCard: 'whole',
    },
    {
      id: 'known',
      label: 'Known by',
      explains: 'By a token one holder is told from the next; a word is the same for all',
      value: ({ kind }) => KINDS[kind],
      width: 130,
      onCard: 'half',
      cell: ({ kind }) => <span className="text-muted">{KINDS[kind]}</span>,
    },
    isSaid(({ since }) => since) && {
      id: 'held',
      label: 'Held for',
      explains: 'Where the holder has written when it began',
      value: ({ since }) => (since === null ? null : Math.max(0, (at - since) / 1000) + passed),
      unit: 'seconds',
      width: 110,
      onCard: 'half',
    },
    isSaid(({ mode }) => mode) && { id: 'mode', label: 'Mode', value: ({ mode }) => mode, width: 80 },
    isSaid(({ holds }) => holds) && {
      id: 'holds',
      label: 'Holds',
      explains: 'How often its threads have locked it',
      value: ({ holds }) => holds,
      unit: 'count',
      width: 80,
    },
    isSaid(({ waiting }) => waiting) && {
      id: 'waiting',
      label: 'Waiting',
      explains: 'Threads in a fair lock’s queue',
      value: ({ waiting }) => waiting,
      unit: 'count',
      width: 90,
      onCard: 'half',
    },
    {
      id: 'release',
      label: '',
      value: () => null,
      width: 140,
      onCard: 'whole',
      cell: (row) => (
        <ActionButton
          action="lock.release"
          input={{ ...address, key: row.key, holder: row.holder }}
          size="small"
          variant="quiet"
          preview={<ReleasePreview lock={row} />}
          onDone={onChanged}
        />
      ),
    },
  ];
  return columns.filter((column) => column !== false);
}

function TimeLeft({ seconds }: { seconds: number | null }) {
  if (seconds === null) return <Badge tone="warning">never expires</Badge>;
  // Whether it is free by now, or prolonged, the next answer tells.
  if (seconds === 0) return <span className="text-muted">over</span>;
  return formatDuration(Math.ceil(seconds));
}
