'use client';

import { Lock } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState, type ComponentProps, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { ACTIONS, commandOf, type Action, type ActionId } from '@/lib/actions/actions';
import { may } from '@/lib/capabilities';
import type { ApiError } from '@/lib/client/fetch-json';
import { useLive } from '@/components/live/live-provider';
import { useCapability } from './capabilities-provider';

const ConfirmDialog = dynamic(() => import('./confirm-dialog').then((module) => module.ConfirmDialog), {
  ssr: false,
});
const DeniedDialog = dynamic(() => import('./denied-dialog').then((module) => module.DeniedDialog), {
  ssr: false,
});

export interface ActionButtonProps<Id extends ActionId> {
  action: Id;
  input: ActionInput<Id>;
  /** Verb and object where the title of the action does not fit: "Kill 3 clients". */
  label?: string;
  icon?: ReactNode;
  variant?: ComponentProps<typeof Button>['variant'];
  size?: ComponentProps<typeof Button>['size'];
  /** Why it cannot be done just now, e.g. because one is running. */
  disabledBecause?: string | null;
  /** Who or what is about to be hurt, shown in the dialog. */
  preview?: ReactNode;
  /** What to say while it runs on. */
  progress?: () => string | null;
  onDone?: (result: unknown) => void;
  /** It was refused or failed; the person has been told. */
  onFailed?: (error: ApiError) => void;
}

/**
 * A button for any entry of `lib/actions/actions.ts`. Who may not, sees it greyed and learns on a click which grant is
 * missing; who may, confirms in proportion to the harm.
 */
export function ActionButton<Id extends ActionId>(props: ActionButtonProps<Id>) {
  const { action, input, icon, variant, size, disabledBecause, preview, progress, onDone, onFailed } = props;
  const { title, danger, ours }: Action = ACTIONS[action];
  const command = commandOf(action, input);
  const label = props.label ?? title;
  const { instance } = useLive();
  const capability = useCapability(command);
  const [dialog, setDialog] = useState<'confirm' | 'denied' | null>(null);
  // A live page may change what it would ask for: what the dialog shows is what will be done.
  const [asked, setAsked] = useState(input);
  const [busy, setBusy] = useState(false);
  const allowed = may(capability) && (!instance.readOnly || Boolean(ours));

  const run = async (chosen: ActionInput<Id>, confirm?: string) => {
    setBusy(true);
    setDialog(null);
    try {
      const { runAction } = await import('./run-action');
      const done = await runAction(instance.id, action, { ...chosen, confirm } as ActionInput<Id>, progress);
      onDone?.(done);
    } catch (error) {
      // runAction has told the person.
      onFailed?.(error as ApiError);
    } finally {
      setBusy(false);
    }
  };
  const onClick = () => {
    if (!allowed) setDialog('denied');
    else if (danger === 'none') void run(input);
    else {
      setAsked(input);
      setDialog('confirm');
    }
  };
  return (
    <>
      <Button
        variant={variant}
        size={size}
        onClick={onClick}
        disabled={busy || (allowed && Boolean(disabledBecause))}
        aria-disabled={!allowed || undefined}
        title={allowed ? (disabledBecause ?? undefined) : 'Not allowed: click to see why'}
        className={allowed ? undefined : 'opacity-60'}
      >
        {allowed ? icon : <Lock />}
        {busy ? 'Running…' : label}
      </Button>
      {dialog === 'confirm' && (
        <ConfirmDialog
          action={action}
          input={asked}
          label={label}
          preview={preview}
          onConfirm={(confirm) => void run(asked, confirm)}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'denied' && (
        <DeniedDialog
          label={label}
          command={command}
          capability={capability}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}
