'use client';

import { X } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useState } from 'react';
import { useLive } from '@/components/live/live-provider';
import { NodePicker } from '@/components/live/node-picker';
import { TimeControls } from '@/components/live/time-controls';
import { useTimeView } from '@/components/live/use-time-view';
import { HistoryTrouble } from '@/components/shell/history-trouble';
import { PageHeader } from '@/components/shell/page-header';
import { ReadTroubles } from '@/components/shell/read-troubles';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { RefreshButton } from '@/components/ui/refresh-button';
import { Segmented } from '@/components/ui/segmented';
import { useRefreshed } from '@/lib/client/use-refreshed';
import { describeNothing } from '@/lib/slowlog/describe-slowlog';
import type { FingerprintsResponse, SlowlogResponse } from '@/lib/schemas/slowlog';
import { commandWords } from '@/lib/redis/command-catalogue';
import { longTimeParams, slowlogParams, viewParams } from '@/lib/search-params';
import type { SlowlogKind } from '@/lib/redis/slowlog-kinds';
import { EntriesPanel } from './entries-panel';
import { FingerprintTable } from './fingerprint-table';
import { fingerprintsQuery, SLOWLOG_POINTS } from './queries';
import { SlowlogCharts } from './slowlog-charts';
import { SlowlogNotices } from './slowlog-notices';
import { SlowlogSettings } from './slowlog-settings';

const REFRESH_MS = 15_000;

const KIND_LABELS: Record<SlowlogKind, string> = {
  slow: 'Slow',
  'large-request': 'Large requests',
  'large-reply': 'Large replies',
};

/** What was slow, by shape and entry by entry; secrets are masked on the server. */
export function SlowlogPage({
  initial,
  entries,
  now,
}: {
  initial: FingerprintsResponse;
  /** Where the server rendered them. */
  entries: SlowlogResponse | null;
  now: number;
}) {
  const { instance, paused } = useLive();
  const [asked, setParams] = useQueryStates({ ...slowlogParams, node: viewParams.node });
  const { tab, kind, command, fingerprint, own, node } = asked;
  const view = useTimeView(now, SLOWLOG_POINTS, undefined, longTimeParams);
  const { data, error, refreshing, refresh } = useRefreshed(
    pathOf(instance.id, asked, view.asked),
    initial,
    paused || !view.follows ? null : REFRESH_MS,
  );
  const { before } = view;
  const wider = before ? Math.ceil((SLOWLOG_POINTS * (before.to - before.from)) / view.lengthMs) : 0;
  const earlier = useRefreshed<FingerprintsResponse | null>(
    // On the same grid, though a little more is asked for.
    before && pathOf(instance.id, asked, { ...before, span: before.to - before.from }, wider),
    null,
    null,
    true,
    true,
  );
  const empty = describeNothing(data);
  const present = JSON.stringify([asked, view.asked.span, view.asked.from, view.asked.to]);
  const [first] = useState(present);
  const isFirst = present === first;
  return (
    <>
      <PageHeader title="Slow log">
        <NodePicker />
        {data.kinds.length > 1 && (
          <Segmented
            label="Log"
            value={kind}
            onChange={(value) => void setParams({ kind: value, fingerprint: null, cursor: null })}
            options={data.kinds.map((value) => ({ value, label: KIND_LABELS[value] }))}
          />
        )}
        <TimeControls view={view} />
        <RefreshButton refreshing={refreshing} onRefresh={() => void refresh()} />
      </PageHeader>
      <div className="space-y-4">
        <HistoryTrouble problem={data.problem} />
        <ReadTroubles error={error} failures={data.failures} />
        <SlowlogNotices facts={data} />
        <SlowlogSettings facts={data} node={node} onChanged={() => void refresh()} />
        {command !== null && (
          <Only
            name={commandWords(command)}
            all="All commands"
            onAll={() => void setParams({ command: null, fingerprint: null, cursor: null })}
          />
        )}
        {fingerprint !== null && (
          <Only
            name={fingerprint}
            all="All fingerprints"
            onAll={() => void setParams({ fingerprint: null, cursor: null, tab: 'fingerprints' })}
          />
        )}
        <SlowlogCharts data={data} view={view} before={before && !earlier.pending ? earlier.data : null} />
        <Panel
          title={
            <Segmented
              label="View"
              value={tab}
              onChange={(value) => void setParams({ tab: value, cursor: null })}
              options={[
                { value: 'fingerprints', label: 'Fingerprints' },
                { value: 'entries', label: 'Entries' },
              ]}
            />
          }
          aside={
            <Button
              variant="quiet"
              aria-pressed={own}
              onClick={() => void setParams({ own: own ? false : null, cursor: null })}
            >
              {own ? 'Without' : 'With'} those of this dashboard
            </Button>
          }
          flush
        >
          {tab === 'entries' ? (
            <EntriesPanel initial={isFirst ? entries : null} span={view.asked} empty={empty} />
          ) : (
            <FingerprintTable data={data} instance={instance.id} empty={empty} />
          )}
        </Panel>
      </div>
    </>
  );
}

/** What the page is narrowed to, and the way back. */
const Only = ({ name, all, onAll }: { name: string; all: string; onAll: () => void }) => (
  <p className="flex items-center gap-2">
    <span className="text-muted">Only</span>
    <code className="min-w-0 truncate font-mono text-sm">{name}</code>
    <Button variant="quiet" size="small" onClick={onAll}>
      <X /> {all}
    </Button>
  </p>
);

const pathOf = (instance: string, ...question: Parameters<typeof fingerprintsQuery>): string =>
  `/api/instances/${instance}/slowlog/fingerprints?${new URLSearchParams(fingerprintsQuery(...question))}`;
