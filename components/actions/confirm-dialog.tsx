'use client';

import { useState, type ReactNode } from 'react';
import { useLive } from '@/components/live/live-provider';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Input } from '@/components/ui/input';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { ACTIONS, type ActionId } from '@/lib/actions/actions';
import { commandLine } from '@/lib/actions/command-line';
import { confirmationFor, targetsOf } from '@/lib/actions/confirmation';

const WHY = {
  name: 'This is production. Type ',
  uncounted: 'This can be any number of keys. Type ',
  count: 'Type how many, ',
};

/** Says what will happen to whom, shows the very command, and asks in proportion to the harm. */
export function ConfirmDialog<Id extends ActionId>({
  action,
  input,
  label,
  preview,
  onConfirm,
  onClose,
}: {
  action: Id;
  input: ActionInput<Id>;
  label: string;
  preview?: ReactNode;
  onConfirm: (typed?: string) => void;
  onClose: () => void;
}) {
  const { instance } = useLive();
  const isProduction = instance.environment?.production ?? false;
  const [typed, setTyped] = useState('');
  const { effect, danger } = ACTIONS[action];
  const command = commandLine(action, input);
  const confirmation = confirmationFor(action, targetsOf(input), {
    name: instance.name,
    production: isProduction,
  });
  const confirmed = confirmation === null || typed === confirmation.expected;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`${label}${label.includes(instance.name) ? '' : ` at ${instance.name}`}?`}
      description={effect}
    >
      <form
        className="flex min-h-0 flex-col gap-4 px-5 pt-3 pb-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (confirmed) onConfirm(confirmation?.expected);
        }}
      >
        {preview}
        {command && (
          <pre
            className="overflow-x-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs"
            tabIndex={0}
          >
            {command}
          </pre>
        )}
        {confirmation && (
          <label className="space-y-1.5">
            <span>
              {WHY[confirmation.type === 'name' && !isProduction ? 'uncounted' : confirmation.type]}
              <strong className="font-mono font-medium">{confirmation.expected}</strong>, to confirm.
            </span>
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
            />
          </label>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant={danger === 'harmful' ? 'danger' : 'primary'}
            disabled={!confirmed}
            autoFocus={!confirmation}
          >
            {label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
