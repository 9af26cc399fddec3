'use client';

import { Trash2 } from 'lucide-react';
import { ActionButton } from '@/components/actions/action-button';
import { useLive } from '@/components/live/live-provider';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Meter } from '@/components/ui/meter';
import { Ago } from '@/components/ui/moment';
import { Panel } from '@/components/ui/panel';
import { StatStrip } from '@/components/ui/stat-strip';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { formatBytes, formatValue, UNKNOWN } from '@/lib/format';
import { plural } from '@/lib/plural';
import type { HistoryCostResponse } from '@/lib/schemas/history-cost';
import { KeptPanel } from './kept-panel';
import { TierTable } from './tier-table';

const REFRESH_MS = 30_000;

/** What is kept of the instance's past on the dashboard's disk, and the ways to delete it. */
export function SettingsPage({ initial, now }: { initial: HistoryCostResponse; now: number }) {
  const { instance } = useLive();
  const { data, error, refresh } = useRefreshed(
    `/api/instances/${instance.id}/history/cost`,
    initial,
    REFRESH_MS,
  );
  const { bytes, bytesPerValue, oldestAt, writeMs, longestPieceMs, allBytes, limitBytes } = data;
  return (
    <>
      <PageHeader title="Settings" />
      <div className="space-y-4">
        <ReadTroubles error={error} />
        <StatStrip
          stats={[
            { label: 'History on the disk', value: formatBytes(bytes) },
            {
              label: 'Per value kept',
              value: bytesPerValue === null ? UNKNOWN : `${bytesPerValue.toFixed(2)} B`,
            },
            { label: 'Oldest point', value: oldestAt === null ? UNKNOWN : <Ago at={oldestAt} now={now} /> },
            {
              label: 'Writing a sample',
              value: formatValue(writeMs === null ? null : writeMs * 1000, 'microseconds'),
              note: longestPieceMs > 0 && `sealing: ${longestPieceMs.toFixed(1)} ms at a time`,
            },
          ]}
        />
        <Panel
          title="History"
          aside={
            <ActionButton
              action="history.forget"
              input={{}}
              icon={<Trash2 />}
              onDone={() => void refresh()}
            />
          }
          flush
        >
          <div className="space-y-2 px-4 pb-4 text-sm text-muted">
            <p>
              The last two days are kept to five seconds; what is older is thinned out, with its smallest and
              largest values. All instances together may take {formatBytes(limitBytes)} (HITRATE_HISTORY_MB);
              beyond that the finest goes first.
            </p>
            <p>
              Taken by the hours that have ended: {formatBytes(allBytes)} (
              {formatValue(allBytes / limitBytes, 'ratio')}).
            </p>
            <Meter ratio={allBytes / limitBytes} />
          </div>
          <TierTable tiers={data.tiers} instance={instance.id} now={now} />
        </Panel>
        <div className="grid gap-4 lg:grid-cols-2">
          <KeptPanel
            title="Slow log"
            action="slowlog.forget"
            kept={
              data.slowlog && { count: plural(data.slowlog.entries, 'entry', 'entries'), ...data.slowlog }
            }
            denied="Your Redis user may not read the slow log."
            now={now}
            onDone={() => void refresh()}
          >
            Entries are kept beyond the server’s own log, without secrets, for 30 days and at most 50,000 of
            each kind; the oldest go first.
          </KeptPanel>
          <KeptPanel
            title="Clients"
            action="clients.forget"
            kept={data.clients && { count: plural(data.clients.connections, 'connection'), ...data.clients }}
            denied="Your Redis user may not list the clients."
            now={now}
            onDone={() => void refresh()}
          >
            Who was connected is kept from one reading to the next, for 30 days and at most 100,000
            connections that have ended; the oldest go first.
          </KeptPanel>
        </div>
      </div>
    </>
  );
}
