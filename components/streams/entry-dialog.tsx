'use client';

import type { ReactNode } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { Moment } from '@/components/ui/moment';
import { formatBytes } from '@/lib/format';
import type { EntryRow } from '@/lib/patterns/streams/model';
import { MASKED } from './entry-columns';

/** All that is known of an entry. */
export function EntryDialog({
  entry,
  now,
  actions,
  onClose,
}: {
  entry: EntryRow;
  now: number;
  actions?: ReactNode;
  onClose: () => void;
}) {
  const { id, at, fields, fieldCount, bytes } = entry;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      side="right"
      title={<span className="font-mono text-base">{id}</span>}
      description={
        <>
          {at !== null && (
            <>
              <Moment at={at} now={now} />,{' '}
            </>
          )}
          {formatBytes(bytes)}
        </>
      }
    >
      <dl className="min-h-0 flex-1 space-y-3 overflow-y-auto px-5 pt-4 pb-5">
        {fields.map(({ name, text, bytes: size }, index) => (
          <div key={`${name} ${index}`}>
            <dt className="flex justify-between gap-3 text-xs text-muted">
              <span className="font-mono">{name}</span>
              {formatBytes(size)}
            </dt>
            <dd className="mt-0.5 rounded-md border bg-sunken px-3 py-1.5 font-mono text-xs break-words whitespace-pre-wrap">
              {text === null ? (
                <span className="text-muted">{MASKED} (looks like a secret)</span>
              ) : (
                pretty(text)
              )}
            </dd>
          </div>
        ))}
        {fieldCount > fields.length && (
          <p className="text-muted">{fieldCount - fields.length} more fields are left out.</p>
        )}
      </dl>
      {actions && <div className="border-t px-5 py-3">{actions}</div>}
    </Dialog>
  );
}

/** JSON with line breaks; anything else as it is. */
function pretty(text: string): string {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Long values are cut, so that they are no JSON any more.
    return text;
  }
}
