'use client';

import { ChevronRight, Radio } from 'lucide-react';
import Link from 'next/link';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { LiveControls } from '@/components/live/live-controls';
import { useLive } from '@/components/live/live-provider';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Badge } from '@/components/ui/badge';
import { DataTable } from '@/components/ui/data-table';
import { Panel } from '@/components/ui/panel';
import { RefreshButton } from '@/components/ui/refresh-button';
import { StatStrip } from '@/components/ui/stat-strip';
import type { Column } from '@/components/ui/table-column';
import { toShown, WireName } from '@/components/ui/wire-name';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { formatCount } from '@/lib/format';
import type { PubsubResponse } from '@/lib/schemas/pubsub';
import { pubsubParams } from '@/lib/search-params';
import { LiveTail } from './live-tail';
import { PublishForm } from './publish-form';
import { SubscriberTable } from './subscriber-table';

const REFRESH_MS = 5_000;

type Channel = PubsubResponse['channels'][number];

/** Who listens to what, and, on demand, what is said. Pub/Sub keeps no past: only what comes from now on is seen. */
export function PubsubPage({ initial }: { initial: PubsubResponse }) {
  const { instance, paused } = useLive();
  const [{ pattern, channel, kind }, setParams] = useQueryStates(pubsubParams);
  const { data, error, refreshing, refresh } = useRefreshed(
    `/api/instances/${instance.id}/analytics/pubsub?${new URLSearchParams({ pattern })}`,
    initial,
    paused ? null : REFRESH_MS,
  );
  const columns = useMemo(
    (): readonly Column<Channel>[] => [
      {
        id: 'channel',
        label: 'Channel',
        value: (row) => toShown(row.channel),
        width: 260,
        grow: true,
        onCard: 'title',
        cell: (row) => (
          <span className="flex items-center gap-2">
            <WireName wire={row.channel} />
            {row.sharded && <Badge>sharded</Badge>}
          </span>
        ),
      },
      {
        id: 'subscribers',
        label: 'Subscribers',
        value: (row) => row.subscribers,
        unit: 'count',
        width: 120,
        onCard: 'half',
      },
    ],
    [],
  );
  const slowest = Math.max(0, ...(data.subscribers ?? []).map(({ outputBytes }) => outputBytes ?? 0));
  return (
    <>
      <PageHeader title="Pub/Sub">
        <LiveControls />
        <RefreshButton refreshing={refreshing} onRefresh={() => void refresh()} />
      </PageHeader>
      <div className="space-y-4">
        <ReadTroubles error={error} failures={data.failures} />
        <nav aria-label="Path" className="flex items-center gap-1 text-muted">
          <Link href={`/instances/${instance.id}/analytics`} className="hover:text-ink">
            Analytics
          </Link>
          <ChevronRight className="size-4" /> Pub/Sub
        </nav>
        <StatStrip
          stats={[
            { label: 'Channels with subscribers', value: formatCount(data.total) },
            {
              label: 'Pattern subscriptions',
              value: formatCount(data.patterns),
              note: 'Redis tells how many, not which',
            },
            {
              label: 'Listening connections',
              value: formatCount(data.subscribers?.length ?? null),
              note: slowest > 0 ? 'some read too slowly' : undefined,
            },
          ]}
        />
        <div className="grid gap-4 xl:grid-cols-2">
          <Panel title="Channels" flush>
            <DataTable
              label="Channels"
              noun="channel"
              columns={columns}
              rows={data.channels}
              rowId={(row) => `${row.channel} ${row.sharded}`}
              defaultSort="-subscribers"
              filterHint="chat, subscribers>10"
              exportName={`${instance.id}-channels`}
              total={data.total}
              onOpen={(row) =>
                void setParams({ channel: row.channel, kind: row.sharded ? 'sharded' : 'channel' })
              }
              empty="Nobody has subscribed to a channel. Pattern subscriptions, which have no names, are counted above."
            />
          </Panel>
          <div className="min-w-0 space-y-4">
            <LiveTail
              key={`${kind} ${channel ?? ''}`}
              instance={instance.id}
              channel={channel}
              kind={kind}
              onListen={(next) => void setParams(next)}
            />
            <PublishForm channel={kind === 'pattern' ? null : channel} sharded={kind === 'sharded'} />
          </div>
        </div>
        <SubscriberTable data={data} instance={instance.id} />
        <p className="flex items-center gap-2 text-sm text-muted">
          <Radio className="size-4" /> Messages are never kept by Redis: there is no history to look at.
        </p>
      </div>
    </>
  );
}
