'use client';

import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { Ago } from '@/components/ui/moment';
import type { Column } from '@/components/ui/table-column';
import type { LoginsResponse } from '@/lib/schemas/logins';

type Login = LoginsResponse['logins'][number];

/** Who is signed in; ending somebody's sign-in takes the right to change users in Redis. */
export function LoginTable({
  logins,
  instance,
  now,
  onChange,
}: {
  logins: readonly Login[];
  instance: string;
  now: number;
  onChange: () => void;
}) {
  const columns = useMemo(
    (): readonly Column<Login>[] => [
      {
        id: 'user',
        label: 'User',
        value: ({ username }) => username,
        width: 200,
        grow: true,
        mono: true,
        onCard: 'title',
        cell: ({ username, self }) => (
          <span className="flex items-center gap-2">
            {username} {self && <Badge tone="accent">you</Badge>}
          </span>
        ),
      },
      {
        id: 'address',
        label: 'Address',
        value: ({ address }) => address,
        width: 180,
        mono: true,
        onCard: 'half',
      },
      {
        id: 'since',
        label: 'Signed in',
        value: ({ signedInAt }) => signedInAt,
        width: 130,
        onCard: 'half',
        cell: ({ signedInAt }) => <Ago at={signedInAt} now={now} />,
      },
      {
        id: 'seen',
        label: 'Last seen',
        value: ({ lastSeenAt }) => lastSeenAt,
        width: 130,
        cell: ({ lastSeenAt }) => <Ago at={lastSeenAt} now={now} />,
      },
      {
        id: 'end',
        label: '',
        value: () => null,
        width: 130,
        onCard: 'whole',
        cell: ({ sid, username, self }) =>
          self ? null : (
            <ActionButton
              action="login.revoke"
              label={`Sign out ${username}`}
              size="small"
              input={{ sid }}
              onDone={onChange}
            />
          ),
      },
    ],
    [now, onChange],
  );
  return (
    <DataTable
      label="Signed in"
      noun="sign-in"
      columns={columns}
      rows={logins}
      rowId={({ sid }) => sid}
      defaultSort="-seen"
      filterHint="viewer"
      exportName={`${instance}-logins`}
      urlPrefix="login"
      empty="Nobody is signed in."
    />
  );
}
