'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useCapability } from '@/components/actions/capabilities-provider';
import { useLive } from '@/components/live/live-provider';
import { toShown } from '@/components/ui/wire-name';
import { may } from '@/lib/capabilities';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { formatCount } from '@/lib/format';
import type { QueueResponse } from '@/lib/patterns/queues/model';
import { isBlocked } from '@/lib/redis/client-flags';
import type { ClientRow, ClientsResponse } from '@/lib/schemas/clients';

/** CLIENT LIST costs the server more than a queue's page does. */
const REFRESH_MS = 15_000;

const TAKES_JOBS = /^(?:blpop|brpop|brpoplpush|blmove|blmpop|bzpopmin|bzpopmax|bzmpop|xreadgroup)$/i;

type Wanted = Pick<QueueResponse, 'waitingKeys' | 'workerNames'>;

/** Whether anybody takes the jobs, as far as connections tell. */
export function Workers({ view, database }: { view: Wanted; database: number }) {
  const capability = useCapability('client|list');
  if (!may(capability))
    return <Line>Whether workers are there, CLIENT LIST would tell: your Redis user may not run it.</Line>;
  return <ConnectedWorkers view={view} database={database} />;
}

function ConnectedWorkers({ view, database }: { view: Wanted; database: number }) {
  const { instance, paused } = useLive();
  const { data, error } = useRefreshed<ClientsResponse | null>(
    `/api/instances/${instance.id}/clients`,
    null,
    paused ? null : REFRESH_MS,
    true,
  );
  if (data === null)
    return error ? (
      <Line>Connections could not be read: {error.message}</Line>
    ) : (
      <Line>Looking who is connected …</Line>
    );
  const clients = data.clients.filter(({ own, db }) => !own && (db ?? database) === database);
  const blocked = clients.filter(({ flags, command }) => isBlocked(flags) && TAKES_JOBS.test(command ?? ''));
  const named = clients.filter(({ name }) => view.workerNames.some((begin) => name.startsWith(begin)));
  const address = (query: string) => `/instances/${instance.id}/clients?${new URLSearchParams({ q: query })}`;
  const [worker] = view.workerNames;
  return (
    <Line>
      {worker !== undefined && (
        <>
          <Count clients={named} href={address(`name:${worker}`)} /> named like its workers (
          <span className="font-mono text-xs">{worker}…</span>);{' '}
        </>
      )}
      <Count clients={blocked} href={address('flags:blocked')} /> {blocked.length === 1 ? 'waits' : 'wait'}{' '}
      for a job in this database
      {view.waitingKeys[0] !== undefined && (
        <>
          , for <span className="font-mono text-xs">{toShown(view.waitingKeys[0])}</span> or another key:
          Redis does not tell which
        </>
      )}
      .
    </Line>
  );
}

const Line = ({ children }: { children: ReactNode }) => (
  <div role="group" aria-label="Workers" className="px-4 pb-2 text-sm text-muted">
    {children}
  </div>
);

const Count = ({ clients, href }: { clients: readonly ClientRow[]; href: string }) => (
  <Link href={href} className="text-accent underline underline-offset-2">
    {formatCount(clients.length)} {clients.length === 1 ? 'connection' : 'connections'}
  </Link>
);
