'use client';

import { useQueryStates } from 'nuqs';
import { useMemo, useState } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import { RefreshButton } from '@/components/ui/refresh-button';
import { Segmented } from '@/components/ui/segmented';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { GROUPINGS, groupClients, type Grouping } from '@/lib/group-clients';
import type { ClientRow, ClientsResponse } from '@/lib/schemas/clients';
import { clientsParams, viewParams } from '@/lib/search-params';
import { ClientDetail } from './client-detail';
import { ClientTabs } from './client-tabs';
import { CLIENT_COLUMNS } from './client-columns';
import { GroupTable } from './group-table';
import { KillPreview } from './kill-preview';

/** CLIENT LIST costs about 0.7 µs a client on the server's one thread: the more clients, the rarer. */
const refreshMs = (clients: number) => (clients < 500 ? 5_000 : clients < 3_000 ? 15_000 : 60_000);

const clientId = ({ node, id }: ClientRow) => `${node}/${id}`;
/** Who may be killed: not we, not a replica, not the link to a primary. */
const isKillable = ({ own, kind }: ClientRow) => !own && kind !== 'replica' && kind !== 'primary';

/** Who is connected, and what can be done about it. */
export function ClientsPage({ initial }: { initial: ClientsResponse }) {
  const { instance, paused } = useLive();
  const [{ by, own, node }, setParams] = useQueryStates({ ...clientsParams, node: viewParams.node });
  const [open, setOpen] = useState<ClientRow | null>(null);
  const path = `/api/instances/${instance.id}/clients${node ? `?node=${encodeURIComponent(node)}` : ''}`;
  const isPartial = initial.clients.length < initial.total;
  const { data, error, refreshing, refresh } = useRefreshed(
    path,
    initial,
    paused ? null : refreshMs(initial.total),
    isPartial,
  );
  const clients = useMemo(
    () => (own ? data.clients : data.clients.filter((client) => !client.own)),
    [data, own],
  );
  const groups = useMemo(() => groupClients(clients, by ?? 'name'), [clients, by]);
  const ownCount = data.clients.length - data.clients.filter((client) => !client.own).length;

  return (
    <>
      <PageHeader title="Clients">
        <ClientTabs />
        <NodePicker all="All nodes" />
        <RefreshButton refreshing={refreshing} onRefresh={() => void refresh()} />
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} failures={data.failures} />
        <Panel
          title="Groups"
          aside={
            <Segmented
              label="Group clients by"
              value={by ?? 'name'}
              onChange={(value) => void setParams({ by: value === 'name' ? null : value })}
              options={(Object.keys(GROUPINGS) as Grouping[]).map((value) => ({
                value,
                label: GROUPINGS[value].label,
              }))}
            />
          }
          flush
        >
          <GroupTable groups={groups} by={by ?? 'name'} instance={instance.id} />
        </Panel>
        <Panel title="Connections" flush>
          <DataTable
            label="Connections"
            noun="client"
            columns={CLIENT_COLUMNS}
            rows={clients}
            rowId={clientId}
            defaultSort="-age"
            filterHint="worker, idle>60, -kind:pubsub"
            exportName={`${instance.id}-clients`}
            total={isPartial && data === initial ? initial.total : undefined}
            onOpen={setOpen}
            empty="Nobody is connected but this dashboard."
            tools={
              ownCount > 0 && (
                <Button
                  variant="quiet"
                  aria-pressed={own}
                  onClick={() => void setParams({ own: own ? null : true })}
                >
                  {own ? 'Hide' : 'Show'} {ownCount} of this dashboard
                </Button>
              )
            }
            selectionBar={(selected, filtered, clear) => {
              const killable = selected.filter(isKillable);
              const noun =
                killable.length === 1 ? 'client' : `${killable.length.toLocaleString('en-US')} clients`;
              return (
                <>
                  <span className="text-sm font-medium">
                    {selected.length.toLocaleString('en-US')} selected
                    {selected.length > killable.length &&
                      `, ${selected.length - killable.length} of them protected`}
                  </span>
                  <ActionButton
                    action="client.kill"
                    label={killable.length === 1 ? 'Kill 1 client' : `Kill ${noun}`}
                    variant="danger"
                    input={{ clients: killable.map(({ node, id }) => ({ node, id })) }}
                    disabledBecause={killable.length === 0 ? 'All of them are protected.' : null}
                    preview={<KillPreview clients={killable} />}
                    onDone={() => {
                      clear();
                      void refresh();
                    }}
                  />
                  <Button variant="quiet" onClick={clear}>
                    Clear
                  </Button>
                  {selected.length < filtered.length && (
                    <span className="text-sm text-muted">
                      The head of the table selects all that the filter shows.
                    </span>
                  )}
                </>
              );
            }}
          />
        </Panel>
      </div>
      {open && <ClientDetail client={open} onClose={() => setOpen(null)} onChange={() => void refresh()} />}
    </>
  );
}
