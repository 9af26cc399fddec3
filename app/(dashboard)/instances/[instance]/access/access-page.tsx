'use client';

import { useCapabilities } from '@/components/actions/capabilities-provider';
import { useLive } from '@/components/live/live-provider';
import { PageHeader } from '@/components/shell/page-header';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { LoginsResponse } from '@/lib/schemas/logins';
import { CapabilityTable } from './capability-table';
import type { CommandUses } from './command-uses';
import { LoginTable } from './login-table';

const REFRESH_MS = 30_000;

/** How what one may do was found out. */
const METHODS = {
  dryrun: 'Asked of Redis with ACL DRYRUN.',
  getuser: 'Read from the rules of your user (ACL GETUSER).',
  probe: 'Found out by queueing each command in MULTI and discarding it; nothing was run.',
  'no-users': 'This server is older than Redis 6 and knows no users: whoever is in may do everything.',
  trying: 'Your user may not even ask; what is allowed shows when it is tried.',
};

/** What the signed-in user may do here, and who else is signed in. */
export function AccessPage({
  initial,
  uses,
  now,
}: {
  initial: LoginsResponse;
  uses: CommandUses;
  now: number;
}) {
  const { instance } = useLive();
  const capabilities = useCapabilities();
  const { data, refresh } = useRefreshed(`/api/instances/${instance.id}/logins`, initial, REFRESH_MS);
  return (
    <>
      <PageHeader title="Access" />
      <div className="space-y-4">
        {instance.readOnly && (
          <Notice
            severity="info"
            title={`${instance.name} is configured as read-only: nobody can change anything here.`}
          />
        )}
        <Panel title="Signed in to this dashboard" flush>
          <LoginTable logins={data.logins} instance={instance.id} now={now} onChange={() => void refresh()} />
        </Panel>
        <Panel
          title={
            <>
              What <span className="font-mono">{instance.user}</span> may do
            </>
          }
          aside={capabilities && <span className="text-muted">{METHODS[capabilities.method]}</span>}
          flush
        >
          {capabilities ? (
            <CapabilityTable capabilities={capabilities} uses={uses} instance={instance.id} />
          ) : (
            <p className="px-4 pb-4 text-muted">Redis cannot be asked at the moment.</p>
          )}
        </Panel>
      </div>
    </>
  );
}
