'use client';

import { useLive } from '@/components/live/live-provider';
import { CopyLine } from '@/components/ui/copy-line';
import { Dialog } from '@/components/ui/dialog';
import { whyNot, type Capability } from '@/lib/capabilities';
import { commandWords, type CommandId } from '@/lib/redis/command-catalogue';

/** Why an action is greyed, and the line that would allow it. */
export function DeniedDialog({
  label,
  command,
  capability,
  onClose,
}: {
  label: string;
  command: CommandId;
  capability: Capability;
  onClose: () => void;
}) {
  const { instance } = useLive();
  const reason = instance.readOnly
    ? `${instance.name} is configured as read-only in this dashboard.`
    : (whyNot(capability, commandWords(command)) ?? '');
  const grant = !instance.readOnly && capability.state === 'denied' ? capability.grant : undefined;
  return (
    <Dialog open onOpenChange={onClose} title={label} description={reason}>
      <div className="space-y-3 px-5 pt-3 pb-5">
        {grant && (
          <>
            <p className="text-muted">An administrator of this Redis can allow it with:</p>
            <CopyLine line={grant} />
            <p className="text-muted">It takes effect here within a minute, without a new sign-in.</p>
          </>
        )}
      </div>
    </Dialog>
  );
}
