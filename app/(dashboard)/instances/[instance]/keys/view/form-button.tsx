'use client';

import { ActionButton } from '@/components/actions/action-button';
import { useCapability } from '@/components/actions/capabilities-provider';
import { useLive } from '@/components/live/live-provider';
import { Button } from '@/components/ui/button';
import type { ActionInput } from '@/lib/actions/action-inputs';
import { commandOf, type ActionId } from '@/lib/actions/actions';
import { may } from '@/lib/capabilities';

/** Opens the form of an action. Who may not do it sees the button greyed, and learns on a click what is missing. */
export function FormButton<Id extends ActionId>({
  action,
  input,
  label,
  isOpen,
  onToggle,
}: {
  action: Id;
  /** Any that decides which command it is. */
  input: ActionInput<Id>;
  label: string;
  isOpen: boolean;
  onToggle: () => void;
}) {
  const { instance } = useLive();
  const capability = useCapability(commandOf(action, input));
  if (!may(capability) || instance.readOnly)
    return <ActionButton action={action} input={input} label={label} />;
  return (
    <Button aria-expanded={isOpen} onClick={onToggle}>
      {label}
    </Button>
  );
}
