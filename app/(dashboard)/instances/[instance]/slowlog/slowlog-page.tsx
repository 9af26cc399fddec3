'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Button } from '@/components/ui/button';
import { DataTable } from '@/components/ui/data-table';
import { Moment } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { RefreshButton } from '@/components/ui/refresh-button';
import { Segmented } from '@/components/ui/segmented';
import type { Column } from '@/components/ui/table-column';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { formatValue } from '@/lib/format';
import { groupSlowlog } from '@/lib/group-slowlog';
import type { SlowlogResponse, SlowlogRow } from '@/lib/schemas/slowlog';
import { slowlogParams, viewParams } from '@/lib/search-params';
import { SLOWLOG_COUNT } from './count';
import { FingerprintTable } from './fingerprint-table';

const REFRESH_MS = 15_000;

/** What was slow, entry by entry or by shape; secrets are masked on the server. */
export function SlowlogPage({ initial }: { initial: SlowlogResponse }) {
  const { instance, paused } = useLive();
  const [{ tab, values, node }, setParams] = useQueryStates({ ...slowlogParams, node: viewParams.node });
  const search = new URLSearchParams({
    count: String(SLOWLOG_COUNT),
    ...(values && { values: '1' }),
    ...(node !== null && { node }),
  });
  const { data, error, refreshing, refresh } = useRefreshed(
    `/api/instances/${instance.id}/slowlog?${search}`,
    initial,
    paused ? null : REFRESH_MS,
  );
  const groups = useMemo(() => groupSlowlog(data.entries), [data]);
  const columns = useMemo(() => entryColumns(data.at), [data.at]);
  const empty = emptyReason(data);
  return (
    <>
      <PageHeader title="Slow log">
        <NodePicker />
        <RefreshButton refreshing={refreshing} onRefresh={() => void refresh()} />
        <ActionButton
          action="slowlog.reset"
          input={{ node: node ?? undefined }}
          onDone={() => void refresh()}
        />
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} failures={data.failures} />
        <p className="text-muted">{describeSettings(data)}</p>
        <Panel
          title={
            <Segmented
              label="View"
              value={tab}
              onChange={(value) => void setParams({ tab: value })}
              options={[
                { value: 'entries', label: 'Entries' },
                { value: 'fingerprints', label: 'By fingerprint' },
              ]}
            />
          }
          aside={
            tab === 'entries' && (
              <Button
                variant="quiet"
                aria-pressed={values}
                title="Passwords stay masked in any case"
                onClick={() => void setParams({ values: values ? null : true })}
              >
                {values ? <EyeOff /> : <Eye />}
                {values ? 'Mask values' : 'Show values'}
              </Button>
            )
          }
          flush
        >
          {tab === 'entries' ? (
            <DataTable
              label="Slow log entries"
              noun="entry"
              columns={columns}
              rows={data.entries}
              rowId={({ node, id }) => `${node}/${id}`}
              defaultSort="-time"
              filterHint="HGETALL, client:worker, duration>50000"
              exportName={`${instance.id}-slowlog`}
              empty={empty}
            />
          ) : (
            <FingerprintTable groups={groups} instance={instance.id} now={data.at} empty={empty} />
          )}
        </Panel>
      </div>
    </>
  );
}

function entryColumns(now: number): readonly Column<SlowlogRow>[] {
  return [
    {
      id: 'time',
      label: 'Time',
      value: ({ at }) => at,
      width: 110,
      onCard: 'half',
      cell: ({ at }) => <Moment at={at} now={now} />,
    },
    {
      id: 'duration',
      label: 'Duration',
      explains: 'Time in the command itself, in microseconds when filtered',
      value: ({ durationUs }) => durationUs,
      unit: 'microseconds',
      width: 100,
      onCard: 'half',
    },
    {
      id: 'command',
      label: 'Command',
      value: ({ command }) => command,
      width: 320,
      grow: true,
      mono: true,
      onCard: 'title',
    },
    {
      id: 'client',
      label: 'Client',
      value: ({ clientName, clientAddress }) => clientName || clientAddress,
      width: 170,
      mono: true,
      onCard: 'half',
    },
    {
      id: 'address',
      label: 'Address',
      value: ({ clientAddress }) => clientAddress,
      width: 170,
      mono: true,
      extra: true,
    },
    {
      id: 'fingerprint',
      label: 'Fingerprint',
      value: ({ fingerprint }) => fingerprint,
      width: 220,
      mono: true,
      extra: true,
    },
    {
      id: 'arguments',
      label: 'Arguments',
      explains: 'How many there were, where the log cut them',
      value: ({ argumentsTotal }) => argumentsTotal,
      unit: 'count',
      width: 100,
      extra: true,
    },
    { id: 'node', label: 'Node', value: ({ node }) => node, width: 160, mono: true, extra: true },
    { id: 'id', label: 'Id', value: ({ id }) => id, unit: 'count', width: 90, extra: true },
  ];
}

function describeSettings({ thresholdUs, maxLength, refused }: SlowlogResponse): string {
  if (thresholdUs === null) {
    const why = refused['config|get'] ? ` (${refused['config|get'].message})` : '';
    return `Commands above slowlog-log-slower-than are logged; its value cannot be read${why}.`;
  }
  if (thresholdUs < 0) return 'The slow log is off: slowlog-log-slower-than is negative.';
  return `Commands that take ${formatValue(thresholdUs, 'microseconds')} or longer are logged; each node keeps the newest ${maxLength ?? '?'} of them.`;
}

function emptyReason({ thresholdUs }: SlowlogResponse): string {
  if (thresholdUs !== null && thresholdUs < 0) return 'The slow log is off.';
  return thresholdUs === null
    ? 'No command has been slow enough to be logged.'
    : `No command has taken ${formatValue(thresholdUs, 'microseconds')} or longer.`;
}
