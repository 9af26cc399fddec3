'use client';

import { useEffect, useMemo } from 'react';
import { AccountMenu } from '@/components/shell/account-menu';
import { Logo } from '@/components/shell/logo';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import { leaveForSignIn } from '@/lib/client/sign-in';
import { useNow } from '@/lib/client/use-now';
import { useRefreshed } from '@/lib/client/use-refreshed';
import type { InstanceSummary } from '@/lib/schemas/instances';
import { describeInstance, FLEET_COLUMNS } from './fleet-columns';

const REFRESH_MS = 5_000;

/** Every instance, worst first. */
export function FleetPage({
  initial,
  now: atRender,
}: {
  initial: { instances: InstanceSummary[] };
  now: number;
}) {
  const { data, error } = useRefreshed('/api/instances', initial, REFRESH_MS);
  const now = useNow(atRender);
  const rows = useMemo(() => data.instances.map((instance) => describeInstance(instance, now)), [data, now]);
  const users = [...new Set(data.instances.flatMap(({ user }) => user ?? []))];
  useEffect(() => {
    if (error?.status === 401) leaveForSignIn(null);
  }, [error]);
  return (
    <main className="mx-auto w-full max-w-[1600px] px-4 pb-6 lg:px-6">
      <header className="mb-2 flex min-h-16 items-center gap-2.5">
        <Logo className="size-7" />
        <h1 className="text-xl font-medium tracking-tight">Instances</h1>
        <div className="ml-auto w-44">
          <AccountMenu user={users.join(', ')} />
        </div>
      </header>
      <div className="space-y-4">
        <ReadTroubles error={error} />
        <Panel flush>
          <DataTable
            label="Instances"
            noun="instance"
            columns={FLEET_COLUMNS}
            rows={rows}
            rowId={({ instance }) => instance.id}
            defaultSort="state"
            filterHint="production, state=critical"
            exportName="instances"
            empty="No instance is configured."
          />
        </Panel>
      </div>
    </main>
  );
}
