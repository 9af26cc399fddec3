'use client';

import { useMemo, type ReactNode } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { SessionRow } from '@/lib/patterns/sessions/model';
import { RevokePreview } from './revoke-preview';
import { sessionColumns, toRevoke, type SessionAddress } from './session-columns';

/** Who is signed in, row by row; a row opens, several can be revoked at once. */
export function SessionTable({
  rows,
  at,
  address,
  exportName,
  empty,
  onOpen,
  onUser,
  onChanged,
}: {
  rows: readonly SessionRow[];
  /** When they were read: Unix milliseconds. */
  at: number;
  address: SessionAddress;
  exportName: string;
  empty: ReactNode;
  onOpen: (row: SessionRow) => void;
  onUser: (wire: string) => void;
  onChanged: () => void;
}) {
  const columns = useMemo(
    () => sessionColumns(at, address, onUser, onChanged),
    [at, address, onUser, onChanged],
  );
  return (
    <DataTable
      label="Sessions"
      noun="session"
      columns={columns}
      rows={rows}
      rowId={({ key }) => key}
      rowLabel={({ id, user }) => (user === null ? id : `${id} of ${toShown(user)}`)}
      defaultSort="seen"
      filterHint="user:42, seen>3600, ttl<600"
      exportName={exportName}
      empty={empty}
      onOpen={onOpen}
      selectionBar={(selected, filtered, clear) => (
        <>
          <span className="text-sm font-medium">{formatCount(selected.length)} selected</span>
          <ActionButton
            action="session.revoke"
            label={
              selected.length === 1 ? 'Revoke 1 session' : `Revoke ${formatCount(selected.length)} sessions`
            }
            variant="danger"
            input={{ ...address, sessions: selected.map(toRevoke) }}
            preview={<RevokePreview sessions={selected} />}
            onDone={() => {
              clear();
              onChanged();
            }}
          />
          <Button variant="quiet" onClick={clear}>
            Clear
          </Button>
          {selected.length < filtered.length && (
            <span className="text-sm text-muted">
              The head of the table selects all that the filter shows on this page.
            </span>
          )}
        </>
      )}
    />
  );
}
