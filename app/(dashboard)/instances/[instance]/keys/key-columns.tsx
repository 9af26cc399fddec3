import { Lock } from 'lucide-react';
import Link from 'next/link';
import { Badge } from '@/components/ui/badge';
import { CutName } from '@/components/ui/cut-name';
import type { Column } from '@/components/ui/table-column';
import { toShown } from '@/components/ui/wire-name';
import { formatDuration, UNKNOWN } from '@/lib/format';
import type { KeyRow } from '@/lib/keyspace/keys-schema';
import { TypeBadge, typeWord } from './type-badge';

/**
 * The columns of a list of keys.
 * @param pathOf the address of a key
 * @param lengths whether lengths were asked: not where asking would keep keys from being evicted
 */
export const keyColumns = (pathOf: (key: string) => string, lengths: boolean): readonly Column<KeyRow>[] => [
  {
    id: 'key',
    label: 'Key',
    value: ({ key }) => toShown(key),
    width: 260,
    grow: true,
    onCard: 'title',
    cell: ({ key, access }) => (
      <span className="flex min-w-0 items-center gap-2">
        {/* The row has the focus and Enter; the link is for another tab. */}
        <Link
          href={pathOf(key)}
          prefetch={false}
          tabIndex={-1}
          onClick={(event) => event.stopPropagation()}
          className="min-w-0 hover:text-accent"
        >
          <CutName wire={key} className={access === 'denied' ? 'text-muted' : undefined} />
        </Link>
        {access === 'denied' && (
          <Badge title="Your user sees that there is such a name, and no more: its ACL does not cover it">
            <Lock className="size-3" /> no access
          </Badge>
        )}
      </span>
    ),
  },
  {
    id: 'type',
    label: 'Type',
    value: ({ type }) => type && typeWord(type),
    width: 104,
    onCard: 'half',
    cell: ({ type }) => (type === null ? UNKNOWN : <TypeBadge type={type} />),
  },
  {
    id: 'ttl',
    label: 'Ends in',
    explains: 'Its time to live when it was looked at',
    value: ({ ttlMs }) => (ttlMs === null || ttlMs < 0 ? null : ttlMs / 1000),
    // What never ends, ends last.
    order: ({ ttlMs }) => (ttlMs === null || ttlMs < 0 ? Infinity : ttlMs),
    unit: 'seconds',
    width: 104,
    onCard: 'half',
    cell: ({ ttlMs }) =>
      ttlMs === null ? (
        UNKNOWN
      ) : ttlMs < 0 ? (
        <span className="text-muted">never</span>
      ) : (
        formatDuration(ttlMs / 1000)
      ),
  },
  {
    id: 'bytes',
    label: 'Memory',
    explains: 'MEMORY USAGE with its default samples: name, value and what Redis needs besides',
    value: ({ bytes }) => bytes,
    unit: 'bytes',
    width: 96,
    onCard: 'half',
  },
  {
    id: 'length',
    label: 'Length',
    explains: 'Bytes of a string, elements of anything else',
    value: ({ length }) => length,
    unit: 'count',
    width: 92,
    onCard: 'half',
    extra: !lengths,
  },
];
