'use client';

import { Trash2 } from 'lucide-react';
import { ActionButton } from '@/components/actions/action-button';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/lib/format';
import { ExportLink } from './export-link';
import { KeyNames } from '@/components/ui/key-names';

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
  const count = `${formatCount(keys.length)} ${keys.length === 1 ? 'key' : 'keys'}`;
  return (
    <>
      <span className="mr-auto text-sm font-medium">{count} selected</span>
      <ExportLink question={{ db: String(database), keys: JSON.stringify(keys) }} />
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
