'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { Input } from '@/components/ui/input';
import { WireName } from '@/components/ui/wire-name';
import { keyPath } from '../key-path';

/** Gives a key another name; the page follows it. */
export function RenameForm({
  address: { db, key },
  onDone,
}: {
  address: { db: number; key: string };
  onDone: () => void;
}) {
  const { instance } = useLive();
  const router = useRouter();
  const [to, setTo] = useState(key);
  const [overwrite, setOverwrite] = useState(false);
  const same = to === key || to === '';
  return (
    <div className="flex w-full flex-wrap items-end gap-x-4 gap-y-3 rounded-lg border bg-surface px-4 py-3">
      <label className="min-w-0 flex-1 basis-80 space-y-1">
        <span className="block text-xs text-muted">New name</span>
        <Input
          value={to}
          onChange={(event) => setTo(event.target.value)}
          className="font-mono"
          spellCheck={false}
          autoComplete="off"
          autoFocus
        />
      </label>
      <label className="flex h-8 items-center gap-2 text-sm max-sm:h-10">
        <input
          type="checkbox"
          checked={overwrite}
          onChange={(event) => setOverwrite(event.target.checked)}
          className="accent-[var(--accent)]"
        />
        Even if a key has that name already: it is lost
      </label>
      <ActionButton
        action="key.rename"
        input={{ db, key, to: same ? key : to, overwrite }}
        label="Rename"
        variant="primary"
        disabledBecause={same ? 'Type another name.' : null}
        preview={
          <p className="break-all">
            <WireName wire={key} /> → <WireName wire={to} />
          </p>
        }
        onDone={() => {
          onDone();
          router.replace(keyPath(instance.id, db, to));
        }}
      />
    </div>
  );
}
