'use client';

import { Timer, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useCapability } from '@/components/actions/capabilities-provider';
import { useLive } from '@/components/live/live-provider';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { KeyNames } from '@/components/ui/key-names';
import { may } from '@/lib/capabilities';
import { formatCount } from '@/lib/format';
import { ExpireForm } from './expire-form';
import { ExportLink } from './export-link';

const MOST_AT_ONCE = 1_000;

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
  const tooMany = keys.length > MOST_AT_ONCE ? 'At most 1,000 at once: use “All that match”.' : null;
  return (
    <>
      <span className="mr-auto text-sm font-medium">{count} selected</span>
      <ExportLink question={{ db: String(database), keys: JSON.stringify(keys) }} />
      <SetTimeToLive keys={keys} database={database} disabledBecause={tooMany} onDone={onDone} />
      <ActionButton
        action="key.unlink"
        input={{ db: database, keys: [...keys] }}
        label={`Remove ${count}`}
        icon={<Trash2 />}
        variant="danger"
        disabledBecause={tooMany}
        preview={<KeyNames keys={keys} />}
        onDone={onDone}
      />
      <Button variant="quiet" onClick={onClear}>
        Clear
      </Button>
    </>
  );
}

/** Asks how long, then for the confirmation. Who may not do it learns on a click what is missing. */
function SetTimeToLive({
  keys,
  database,
  disabledBecause,
  onDone,
}: {
  keys: readonly string[];
  database: number;
  disabledBecause: string | null;
  onDone: () => void;
}) {
  const { instance } = useLive();
  const [open, setOpen] = useState(false);
  const label = 'Set time to live';
  if (!may(useCapability('expire')) || instance.readOnly || disabledBecause)
    return (
      <ActionButton
        action="key.expire"
        input={{ db: database, keys: [...keys], seconds: 1 }}
        label={label}
        icon={<Timer />}
        disabledBecause={disabledBecause}
      />
    );
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Timer /> {label}…
      </Button>
      {open && (
        <Dialog open onOpenChange={setOpen} title={label} description={<KeyNames keys={keys} />}>
          <div className="px-5 pt-4 pb-5">
            <ExpireForm
              database={database}
              keys={keys}
              onDone={() => {
                setOpen(false);
                onDone();
              }}
            />
          </div>
        </Dialog>
      )}
    </>
  );
}
