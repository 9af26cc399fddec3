'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { toShown } from '@/components/ui/wire-name';
import { formatCount } from '@/lib/format';
import type { GroupRow, StreamResponse } from '@/lib/patterns/streams/model';
import { trimEffect } from '@/lib/patterns/streams/trim-effect';

/** What names a stream in an action. */
export interface StreamAddress {
  db: number;
  thing: string;
  key: string;
}

/** Asks how many entries shall stay, and says what that takes away, and from whom, before it is done. */
export function TrimPanel({
  length,
  groups,
  address,
  onDone,
}: {
  length: number;
  groups: StreamResponse['groups'];
  address: StreamAddress;
  onDone: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [exact, setExact] = useState(false);
  const maxLength = /^\d{1,12}$/.test(typed.trim()) ? Number(typed) : null;
  const known = maxLength !== null && maxLength < length;
  const effect = known ? (
    <Effect length={length} groups={groups} maxLength={maxLength} exact={exact} />
  ) : null;
  return (
    <Panel title="Trim stream">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex items-center gap-2">
          Keep the newest
          <Input
            type="number"
            min={0}
            aria-label="Entries that stay"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className="w-28"
          />
          <span className="text-muted">of {formatCount(length)}</span>
        </label>
        <label className="flex min-h-8 items-center gap-2 max-sm:min-h-10" title="Dearer for the server">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={exact}
            onChange={(event) => setExact(event.target.checked)}
          />
          to the very number
        </label>
        <ActionButton
          action="stream.trim"
          input={{ ...address, maxLength: maxLength ?? length, exact, count: length - (maxLength ?? length) }}
          preview={effect}
          disabledBecause={
            maxLength === null
              ? 'Type how many entries stay'
              : known
                ? null
                : 'There are no more entries than that'
          }
          onDone={() => {
            setTyped('');
            onDone();
          }}
        />
      </div>
      {effect && <div className="mt-3">{effect}</div>}
    </Panel>
  );
}

/** What a trim would take away, and which groups would never see some of it. */
function Effect({
  length,
  groups: { rows: groups, of },
  maxLength,
  exact,
}: {
  length: number;
  groups: StreamResponse['groups'];
  maxLength: number;
  exact: boolean;
}) {
  const { removes, losses } = trimEffect(length, groups, maxLength);
  const holding = groups.filter(({ pending }) => pending > 0);
  return (
    <Notice
      severity={losses.length > 0 ? 'critical' : 'info'}
      title={`${exact ? '' : 'Up to '}${formatCount(removes)} of ${formatCount(length)} entries go.`}
    >
      <ul className="space-y-1">
        {losses.map(({ name, entries }) => (
          <li key={name}>
            {entries === null
              ? `Group ${toShown(name)} may not have read all of them: the server does not know.`
              : `Group ${toShown(name)} has not read ${formatCount(entries)} of them, and never will.`}
          </li>
        ))}
        {losses.length === 0 && <li>{whoHasRead(groups, of)}</li>}
        {of > groups.length && <li>{formatCount(of - groups.length)} more groups were not looked at.</li>}
        {holding.length > 0 && (
          <li>
            What is pending in {holding.map(({ name }) => toShown(name)).join(', ')} may be among them: it can
            then only be acknowledged.
          </li>
        )}
        {!exact && <li>Whole nodes of about a hundred entries go, so some more may stay.</li>}
      </ul>
    </Notice>
  );
}

const whoHasRead = (groups: readonly GroupRow[], of: number): string =>
  of === 0
    ? 'Nobody reads the stream in a group; who else reads it is not known.'
    : groups.length === 1
      ? 'Its group has read them.'
      : 'All its groups have read them.';
