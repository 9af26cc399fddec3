'use client';

import { useState, type ReactNode } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Dialog } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import type { ActionInput } from '@/lib/actions/action-inputs';
import type { ShownValue } from '@/lib/keyspace/shown-value';
import { FormButton } from '../form-button';
import { EditText } from './edit-text';
import { isPlainText, storedWire } from './stored-bytes';
import { ValuePanel } from './value-panel';

type Part = ActionInput<'key.edit'>['part'];
type Element = ActionInput<'element.remove'>['element'];

/** One element of a key in full, beside the table of all; with what can be done to it. */
export function ElementSheet({
  title,
  facts,
  value,
  raw,
  address,
  edited,
  removed,
  noun,
  onRaw,
  onClose,
  onChanged,
  children,
}: {
  title: ReactNode;
  facts?: ReactNode;
  /** `null`: it is to come. */
  value: ShownValue | null;
  raw: boolean;
  /** `null`: nothing can be done to it any more. */
  address: { db: number; key: string } | null;
  /** The edit that takes what was shown and what is to be written; left out: its value cannot be edited. */
  edited?: (before: string, after: string) => Part;
  /** @param before what is stored; `null`: not all of it is here */
  removed?: (before: string | null) => Element | null;
  /** What it is: "field". */
  noun: string;
  onRaw: (asked: boolean) => void;
  onClose: () => void;
  onChanged: () => void;
  /** Other things that can be done to it. */
  children?: ReactNode;
}) {
  const [edits, setEdits] = useState(false);
  const element = value && removed?.(storedWire(value));
  return (
    <Dialog open onOpenChange={onClose} side="right" title={title} description={facts}>
      <div className="min-h-0 flex-1 space-y-4 overflow-y-auto px-4 pt-4 pb-5">
        {value === null ? (
          <Skeleton className="h-40" />
        ) : edits && address && edited ? (
          <EditText
            text={value.text}
            inputFor={(before, after) => ({ ...address, part: edited(before, after) })}
            onClose={() => setEdits(false)}
            onDone={() => {
              setEdits(false);
              onChanged();
            }}
          />
        ) : (
          <ValuePanel value={value} raw={raw} onRaw={onRaw} />
        )}
        {address && value && !edits && (
          <div className="flex flex-wrap items-center gap-2 border-t pt-4">
            {children}
            {edited && isPlainText(value) && (
              <FormButton
                action="key.edit"
                input={{ ...address, part: edited('', '') }}
                label="Edit"
                isOpen={false}
                onToggle={() => setEdits(true)}
              />
            )}
            {removed && (
              <span className="ml-auto">
                <ActionButton
                  action="element.remove"
                  input={{ ...address, element: element ?? { type: 'set', member: '' } }}
                  label={`Remove ${noun}`}
                  disabledBecause={element ? null : 'Not all of its bytes are here: see Hex first.'}
                  onDone={() => {
                    onClose();
                    onChanged();
                  }}
                />
              </span>
            )}
          </div>
        )}
      </div>
    </Dialog>
  );
}
