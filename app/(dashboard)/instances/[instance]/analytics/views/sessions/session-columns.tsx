import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { formatDuration } from '@/lib/format';
import type { SessionRow } from '@/lib/patterns/sessions/model';
import { RevokePreview } from './revoke-preview';

/** What names a session's thing in an action. */
export interface SessionAddress {
  db: number;
  thing: string;
}

/** What names a session in `session.revoke`: whose it is does not always stand in it. */
export const toRevoke = ({ key, user }: SessionRow) => ({ key, ...(user !== null && { user }) });

const secondsSince = (moment: number | null, at: number): number | null =>
  moment === null ? null : Math.max(0, (at - moment) / 1000);

/** @param at when the sessions were read, in Unix milliseconds */
export const sessionColumns = (
  at: number,
  address: SessionAddress,
  onUser: (wire: string) => void,
  onChanged: () => void,
): Column<SessionRow>[] => [
  {
    id: 'session',
    label: 'Session',
    explains: 'The ends of its id: with the whole of it one could be that user',
    value: ({ id }) => id,
    width: 110,
    mono: true,
    onCard: 'title',
  },
  {
    id: 'user',
    label: 'User',
    value: ({ user }) => (user === null ? null : toShown(user)),
    width: 120,
    onCard: 'half',
    cell: ({ user }) =>
      user === null ? (
        '—'
      ) : (
        <button
          type="button"
          title={`Only sessions of ${toShown(user)}`}
          className="max-w-full truncate text-left text-accent hover:underline"
          onClick={(event) => {
            event.stopPropagation();
            onUser(user);
          }}
        >
          <WireName wire={user} />
        </button>
      ),
  },
  {
    id: 'age',
    label: 'Age',
    explains: 'Since it began',
    value: ({ createdAt }) => secondsSince(createdAt, at),
    unit: 'seconds',
    width: 100,
    onCard: 'half',
  },
  {
    id: 'seen',
    label: 'Last seen',
    explains: 'Before so long',
    value: ({ lastSeenAt }) => secondsSince(lastSeenAt, at),
    unit: 'seconds',
    width: 100,
    onCard: 'half',
  },
  {
    id: 'ttl',
    label: 'Ends in',
    explains: 'Its time to live',
    value: ({ ttlMs }) => (ttlMs === null ? null : ttlMs / 1000),
    order: ({ ttlMs }) => ttlMs ?? Infinity,
    unit: 'seconds',
    width: 120,
    onCard: 'half',
    cell: (row) => <EndsIn row={row} at={at} />,
  },
  {
    id: 'form',
    label: 'Stored as',
    value: ({ form }) => form,
    width: 180,
    grow: true,
    cell: ({ form }) => <span className="text-muted">{form}</span>,
  },
  { id: 'ip', label: 'Address', value: ({ ip }) => ip, width: 130, mono: true, onCard: 'whole' },
  { id: 'agent', label: 'With', value: ({ agent }) => agent, width: 110, onCard: 'half' },
  {
    id: 'revoke',
    label: '',
    value: () => null,
    width: 140,
    onCard: 'whole',
    cell: (row) => (
      // The row itself opens the session.
      <span onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
        <ActionButton
          action="session.revoke"
          input={{ ...address, sessions: [toRevoke(row)] }}
          size="small"
          variant="quiet"
          preview={<RevokePreview sessions={[row]} />}
          onDone={onChanged}
        />
      </span>
    ),
  },
];

/** When a session ends by its TTL; whether it should have ended by its own word. */
export function EndsIn({ row: { ttlMs, expiresAt }, at }: { row: SessionRow; at: number }) {
  if (expiresAt !== null && expiresAt < at)
    return (
      <Badge tone="warning" title="By its own word it has ended; its key is still there">
        past its end
      </Badge>
    );
  return ttlMs === null ? <Badge tone="warning">never expires</Badge> : formatDuration(ttlMs / 1000);
}
