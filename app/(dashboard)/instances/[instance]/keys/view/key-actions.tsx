'use client';

import { useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { KeyNames } from '@/components/ui/key-names';
import type { KeyMetaResponse } from '@/lib/keyspace/keys-schema';
import { ExpireForm } from '../expire-form';
import { FormButton } from './form-button';
import { RenameForm } from './rename-form';

/** What can be done with a key as a whole. */
export function KeyActions({ meta, onChanged }: { meta: KeyMetaResponse; onChanged: () => void }) {
  const { database: db, key, expires } = meta;
  const [open, setOpen] = useState<'expire' | 'rename' | null>(null);
  const toggle = (form: 'expire' | 'rename') => setOpen(open === form ? null : form);
  const close = () => {
    setOpen(null);
    onChanged();
  };
  return (
    <>
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <FormButton
          action="key.expire"
          input={{ db, keys: [key], seconds: 1 }}
          label="Set time to live"
          isOpen={open === 'expire'}
          onToggle={() => toggle('expire')}
        />
        {expires && (
          <ActionButton
            action="key.persist"
            input={{ db, key }}
            label="Keep for ever"
            preview={<KeyNames keys={[key]} />}
            onDone={onChanged}
          />
        )}
        <FormButton
          action="key.rename"
          input={{ db, key, to: key, overwrite: false }}
          label="Rename"
          isOpen={open === 'rename'}
          onToggle={() => toggle('rename')}
        />
        <ActionButton
          action="key.unlink"
          input={{ db, keys: [key] }}
          label="Remove"
          preview={<KeyNames keys={[key]} />}
          onDone={onChanged}
        />
      </div>
      {open === 'expire' && (
        <div className="w-full rounded-lg border bg-surface px-4 py-3">
          <ExpireForm database={db} keys={[key]} onDone={close} />
        </div>
      )}
      {open === 'rename' && <RenameForm address={{ db, key }} onDone={close} />}
    </>
  );
}
