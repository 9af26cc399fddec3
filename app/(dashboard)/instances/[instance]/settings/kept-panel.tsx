import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { Ago } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';

/** How much is kept of one kind of past, for how long, and the way to delete it. */
export function KeptPanel({
  title,
  action,
  kept,
  denied,
  now,
  onDone,
  children,
}: {
  title: string;
  action: 'slowlog.forget' | 'clients.forget';
  /** How much, in words, and the oldest of it; `null` where the person may not see it. */
  kept: { count: string; oldestAt: number | null } | null;
  /** Why it is not told. */
  denied: string;
  now: number;
  onDone: () => void;
  /** What is kept, and for how long. */
  children: ReactNode;
}) {
  return (
    <Panel
      title={title}
      aside={<ActionButton action={action} input={{}} icon={<Trash2 />} onDone={onDone} />}
    >
      <p className="text-base">
        {kept === null ? (
          denied
        ) : (
          <>
            {kept.count}
            {kept.oldestAt !== null && (
              <span className="text-muted">
                , the oldest from <Ago at={kept.oldestAt} now={now} />
              </span>
            )}
          </>
        )}
      </p>
      <p className="mt-1 text-sm text-muted">{children}</p>
    </Panel>
  );
}
