'use client';

import { Download, Trash2 } from 'lucide-react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { Button, buttonStyle } from '@/components/ui/button';
import { ownPath } from '@/lib/client/base-path';
import { formatCount } from '@/lib/format';
import { KeyNames } from '@/components/ui/key-names';

/** Servers refuse addresses beyond 16 kB; cookies need some of it. */
const MOST_ADDRESS = 12_000;
const MOST_REMOVED = 1_000;

/** What can be done with the keys that are selected. */
export function SelectedKeys({
  keys,
  database,
  onDone,
  onClear,
}: {
  keys: readonly string[];
  database: number;
  onDone: () => void;
  onClear: () => void;
}) {
  const { instance } = useLive();
  const count = `${formatCount(keys.length)} ${keys.length === 1 ? 'key' : 'keys'}`;
  const search = new URLSearchParams({ db: String(database), keys: JSON.stringify(keys) }).toString();
  const fits = search.length <= MOST_ADDRESS;
  return (
    <>
      <span className="mr-auto text-sm font-medium">{count} selected</span>
      {fits ? (
        <a
          href={ownPath(`/api/instances/${instance.id}/keys/export?${search}`)}
          download
          className={buttonStyle()}
        >
          <Download /> Export with DUMP
        </a>
      ) : (
        <Button disabled title="Too many names for one address: export all that match instead">
          <Download /> Export with DUMP
        </Button>
      )}
      <ActionButton
        action="key.unlink"
        input={{ db: database, keys: [...keys] }}
        label={`Remove ${count}`}
        icon={<Trash2 />}
        variant="danger"
        disabledBecause={keys.length > MOST_REMOVED ? 'At most 1,000 at once: use “All that match”.' : null}
        preview={<KeyNames keys={keys} />}
        onDone={onDone}
      />
      <Button variant="quiet" onClick={onClear}>
        Clear
      </Button>
    </>
  );
}
