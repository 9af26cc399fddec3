'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { formatCount } from '@/lib/format';
import type { PendingRow, StreamResponse } from '@/lib/patterns/streams/model';
import type { StreamAddress } from './trim-panel';

/** What can be done with what is selected: say that it is done, or give it to somebody else. */
export function PendingActions({
  selected,
  group,
  address,
  onDone,
}: {
  selected: readonly PendingRow[];
  group: NonNullable<StreamResponse['group']>;
  address: StreamAddress;
  onDone: () => void;
}) {
  const [consumer, setConsumer] = useState('');
  const [claims, setClaims] = useState(false);
  const ids = selected.map(({ id }) => id);
  const count = `${formatCount(ids.length)} ${ids.length === 1 ? 'entry' : 'entries'}`;
  // What was delivered again since it was looked at is shorter idle, and stays with whoever has it now.
  const minIdleMs = Math.min(...selected.map(({ idleMs }) => idleMs));
  return (
    <>
      <span className="mr-auto">{count} selected</span>
      <ActionButton
        action="stream.ack"
        input={{ ...address, group: group.name, ids }}
        label={`Acknowledge ${count}`}
        onDone={onDone}
      />
      {claims ? (
        <>
          <Input
            list="stream-consumers"
            aria-label="Consumer who gets them"
            placeholder="consumer"
            autoFocus
            value={consumer}
            onChange={(event) => setConsumer(event.target.value)}
            className="w-44 font-mono"
          />
          <datalist id="stream-consumers">
            {(group.consumers ?? []).map(({ name }) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <ActionButton
            action="stream.claim"
            input={{ ...address, group: group.name, consumer, ids, minIdleMs }}
            label={`Give ${count} to ${consumer || '…'}`}
            disabledBecause={consumer === '' ? 'Type or choose a consumer' : null}
            onDone={onDone}
          />
        </>
      ) : (
        <Button onClick={() => setClaims(true)}>Give to another consumer</Button>
      )}
    </>
  );
}
